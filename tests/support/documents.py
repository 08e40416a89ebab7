"""OpenAPI documents, made for tests: of one operation or of a few, in a folder of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from sixfold.definition import ApiDefinition, Method
from sixfold.definition.openapi import load_openapi
from sixfold.json_value import Json, JsonObject

ANSWERED: JsonObject = {"204": {"description": "done"}}


def document(paths: Mapping[str, Json], schemas: Mapping[str, Json] | None = None, **more: Json) -> JsonObject:
    """Return a document of OpenAPI 3.1 with some paths."""
    parts: JsonObject = {"components": {"schemas": dict(schemas)}} if schemas else {}
    info: JsonObject = {"title": "Made", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": dict(paths), **parts, **more}


def loaded(folder: Path, content: Json, name: str = "made.json") -> ApiDefinition:
    """Write a document, and load it."""
    (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return load_openapi(folder, name)


def sending(folder: Path, schema: Json, schemas: Mapping[str, Json] | None = None, **more: Json) -> Method:
    """Return the operation of a document that sends a body of a schema."""
    body: JsonObject = {"required": True, "content": {"application/json": {"schema": schema}}}
    operation: JsonObject = {"operationId": "send", "requestBody": body, "responses": ANSWERED}
    return loaded(folder, document({"/sent": {"post": operation}}, schemas, **more)).method("send")


def asking(folder: Path, *parameters: Json, path: str = "/asked") -> Method:
    """Return the operation of a document that takes some parameters."""
    operation: JsonObject = {"operationId": "ask", "parameters": list(parameters), "responses": ANSWERED}
    return loaded(folder, document({path: {"get": operation}})).method("ask")
