"""Calls as the sandbox records them, made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sixfold.request import Request
from sixfold.sandbox import Call
from sixfold.wire import Transport

PATH = "/v2/users/ann/apps/zoo/inputs/in-1"


def call_of(request: Request, **changes: Any) -> Call:  # noqa: ANN401 - fields of a call
    """Return the right call of a request over gRPC, with some fields changed."""
    call = Call(
        transport=Transport.GRPC,
        rpc="clarifai.api.V2.DeleteInput",
        verb="DELETE",
        path=PATH,
        signed=("Key secret",),
        content_type="application/grpc",
        message=request.expected(),
        unknown_fields=(),
        status="SUCCESS",
        http_status=200,
        problem=None,
    )
    return replace(call, **changes)
