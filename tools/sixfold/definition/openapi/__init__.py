"""OpenAPI 3.0 and 3.1 -> the definition."""

from sixfold.definition.openapi.adapter import load_openapi
from sixfold.definition.openapi.document import DocumentError

__all__ = ["DocumentError", "load_openapi"]
