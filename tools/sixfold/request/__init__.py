"""Request as meant: an operation and its method -> the typed tree, its REST form, and the call expected of a snippet.

The language-blind heart: the renderer and the verdict both know it, and share nothing else.
"""

from sixfold.request.binding import carried, unfit
from sixfold.request.build import build_request, check_api
from sixfold.request.context import Context
from sixfold.request.drafts import check_drafts, draft_for, variables_of
from sixfold.request.model import Module, Request, RequestVariable
from sixfold.request.wellknown import is_well_known

__all__ = [
    "Context",
    "Module",
    "Request",
    "RequestVariable",
    "build_request",
    "carried",
    "check_api",
    "check_drafts",
    "draft_for",
    "is_well_known",
    "unfit",
    "variables_of",
]
