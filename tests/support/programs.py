"""Programs of made requests, run with a client library and a network that only listen."""

from __future__ import annotations

import builtins
import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

from sixfold.definition import HttpRule
from sixfold.language import Language
from sixfold.names import Name
from sixfold.request import Request, RequestVariable
from sixfold.request.rest import rest_form
from sixfold.snippet.render import Renderer
from sixfold.value import MessageValue, ScalarKind, ScalarValue, walk
from tests.support.projects import ROOT, repository
from tests.support.rendering import snippet_text

PROJECT = repository()
RENDERER = Renderer(ROOT)
FORMS = {form.name: form for language in PROJECT.languages for form in language.forms}
BASE = PROJECT.entries[0].request
RULE = HttpRule("POST", "/v2/things", "*")


def text(value: str) -> ScalarValue:
    return ScalarValue(ScalarKind.TEXT, value)


def request_of(rpc: str, message: MessageValue) -> Request:
    types = {found.type for found in walk(message) if isinstance(found, MessageValue | ScalarValue) and found.type}
    ordered = tuple(sorted(types, key=lambda name: (name.package, name.name)))
    rest = rest_form("api.example.com", RULE, message)
    used = {v.variable: str(v.value) for v in walk(message) if isinstance(v, ScalarValue) and v.variable}
    known = tuple(variable for variable in BASE.variables if variable.name in ("USER_ID", "PAT"))
    more = tuple(RequestVariable(name, "A value.", text(used[name])) for name in sorted(used))
    return replace(BASE, rpc=Name(rpc), rule=RULE, message=message, rest=rest, types=ordered, variables=known + more)


class Listener:
    """Stands for whatever Python code imports or makes: knows its path and what it was called with."""

    def __init__(self, path: tuple[object, ...], calls: list[tuple[Any, ...]]) -> None:
        self.path, self.calls = path, calls

    def __getattr__(self, name: str) -> Listener:
        return Listener((*self.path, name), self.calls)

    def __call__(self, /, *args: object, **kwargs: object) -> Listener:
        self.calls.append((self.path, args, kwargs))
        made = Listener((*self.path, "()"), self.calls)
        made.__dict__["made"] = (args, kwargs)
        return made

    def __ne__(self, other: object) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


def heard(value: object) -> object:
    """Return what was made as the JSON that it stands for."""
    if isinstance(value, dict):
        return {key: heard(item) for key, item in value.items()}
    if not isinstance(value, Listener):
        return value
    args, kwargs = value.__dict__.get("made", ((), {}))
    if args:  # of an enum's `Value`
        return args[0]
    return heard(kwargs) if value.path[-1] == "()" else value.path[-1]


def run_python(request: Request) -> Listener:
    """Run a request's program, and return the message that it sends to the RPC."""
    code = snippet_text(RENDERER, request, "x", FORMS["py"])
    calls: list[tuple[Any, ...]] = []

    def imports(name: str, *_: object) -> Listener:
        return Listener((name,), calls)

    outside = {**vars(builtins), "__import__": imports, "print": lambda *_: None}
    exec(compile(code, request.rpc.text, "exec"), {"__builtins__": outside})  # noqa: S102 - our own program
    ((_, (sent,), _),) = [call for call in calls if call[0][-3:] == ("V2Stub", "()", request.rpc.text)]
    assert isinstance(sent, Listener)
    return sent


SCRIPT = """
const vm = require("vm");
const { readFileSync } = require("fs");
const results = [];
for (const { file, form } of JSON.parse(readFileSync(0, "utf8"))) {
  const found = { file, calls: [], said: [] };
  results.push(found);
  const say = (text) => found.said.push(String(text));
  const element = { set textContent(text) { say(text); } };
  const answer = JSON.stringify({ status: { code: 10000 } });
  const stub = new Proxy({}, { get: (_, name) => (message, metadata, back) => {
    found.calls.push([name, message]);
    back(null, { status: { code: 10000 } });
  } });
  class Metadata { set() {} }
  const modules = {
    "node:util": require("node:util"),
    "clarifai-nodejs-grpc": { ClarifaiStub: { grpc: () => stub }, grpc: { Metadata } },
    "clarifai-nodejs-grpc/proto/clarifai/api/status/status_code_pb": { StatusCode: { SUCCESS: 10000 } },
  };
  const outside = {
    process: {},
    console: { log: say, error: say },
    document: { getElementById: () => element },
    fetch: async (url, { body }) => {
      found.calls.push([null, JSON.parse(body)]);
      return { ok: true, text: async () => answer };
    },
    require: (name) => modules[name],
  };
  let code = readFileSync(file, "utf8");
  if (form === "js") code = code.match(/<script>([^]*)<\\/script>/)[1];
  try {
    vm.runInNewContext(code, outside, { filename: file });
  } catch (error) {
    found.error = `${error.name}: ${error.message}`;
  }
}
setTimeout(() => console.log(JSON.stringify(results)), 0);
"""


def run_javascript(folder: Path, programs: list[tuple[Language, Request]]) -> list[dict[str, Any]]:
    """Run programs in one process, and return of each what it called and said."""
    items = []
    for number, (form, request) in enumerate(programs):
        file = folder / f"{form.name}{number}"
        file.write_text(snippet_text(RENDERER, request, "x", form), encoding="utf-8")
        items.append({"file": str(file), "form": form.name})
    words = ["node", "-e", SCRIPT]
    done = subprocess.run(words, input=json.dumps(items), capture_output=True, text=True, timeout=120, check=True)
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results
