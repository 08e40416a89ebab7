"""How many snippets are rendered in a second, warm, beside plain Jinja2 and beside what npm has for the same calls.

    python -m benchmarks rendering

Every call of this repository is written in six languages, in each round with values that have not been before, of
another length too, so that lines break in other places. The floor is one template of the same length, compiled before,
which writes as many values by `tojson` as the snippet has, in Jinja's sandbox. Each peer runs in one Node.js process;
what it takes for a call (HAR, an OpenAPI document) is made before its time begins. Times are of the processor. What has
been loaded before is out of the collector's sight, in Python. Then the cURL and Python texts of each peer are run
against a server on this machine, and it is looked whether the request that arrives is the one that was asked for.
"""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from jinja2 import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from benchmarks.arrival import arrived
from benchmarks.calls import AWKWARD, Call, call_of, renewed
from benchmarks.table import Cell, Say, Table
from sixfold.project import Project, load
from sixfold.request import Request
from sixfold.snippet import Renderer, Snippet

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "benchmarks/peers"
WARM, ROUNDS = 4, 8
CHECKED = 3
"""One call of so many is run as the peers write it."""
_HAR = {
    "curl": ("shell", "curl"),
    "py": ("python", "requests"),
    "js": ("javascript", "fetch"),
    "node": ("node", "fetch"),
    "java": ("java", "okhttp"),
    "php": ("php", "curl"),
}
TARGETS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "httpsnippet": _HAR,
    "@readme/httpsnippet": _HAR,
    "@readme/oas-to-snippet": {**_HAR, "php": ("php", "guzzle")},
    "@scalar/snippetz": {**_HAR, "js": ("js", "fetch")},
    "openapi-snippet": _HAR,
    "postman-code-generators": {
        "curl": ("curl", "cURL"),
        "py": ("python", "requests"),
        "js": ("javascript", "fetch"),
        "node": ("nodejs", "Axios"),
        "java": ("java", "OkHttp"),
        "php": ("php", "cURL"),
    },
}
"""What each peer calls the languages."""

Work = tuple[Request, Sequence[Snippet]]


def tables(say: Say) -> list[Table]:
    """Measure, run, and return what was found."""
    install(say)
    project = load(ROOT)
    say("rendering: Sixfold and Jinja2")
    rows = [*_own(project)]
    checks = []
    for peer in TARGETS:
        say(f"rendering: {peer}")
        rows.append(_peer(project, peer))
        say(f"rendering: running what {peer} writes")
        checks.append(_checked(project, peer))
    fastest = float(rows[0][1])
    text = (
        "Each of the project's calls in six languages, warm, in one process, in every round with values that have not"
        " been before, of another length too; milliseconds of processor time. The floor is one compiled template of the"
        " same length with a `tojson` for each value, in Jinja's sandbox. The others write the HTTP call alone, not a"
        " whole program. What a call's templates write for any values, Sixfold knows once the call has come before."
    )
    columns = (
        "",
        "ms a snippet",
        "times the floor",
        "snippets a second",
        "characters a snippet",
        "M characters a second",
    )
    timed: list[list[Cell]] = [[name, ms, ms / fastest, 1000 / ms, size, size / ms / 1000] for name, ms, size in rows]
    said = (
        "The cURL and Python that each writes for every third call, run against a server on this machine: of how many"
        " the request arrives that was asked for (verb, path, query, key and body), with plain values, and with"
        " values that need quoting and encoding. `openapi-snippet` writes `REPLACE_KEY_VALUE` for a key, and the Python"
        " of `@scalar/snippetz` has no `import requests`. Sixfold's own are run by `sixfold smoke`: see"
        " [the results](verification.md)."
    )
    kinds = ("", "cURL", "cURL, awkward values", "Python", "Python, awkward values")
    return [Table("Rendering", text, columns, timed, 1), Table("What the others' snippets send", said, kinds, checks)]


def install(say: Say) -> None:
    """Install the peers, as their lock says."""
    done, lock = PEERS / "node_modules/.package-lock.json", PEERS / "package-lock.json"
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    say("rendering: installing the peers")
    words = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([*words, "--prefix", str(PEERS)], check=True)
    done.touch()


def _marks(rounds: int) -> list[str]:
    return [f"-{number:02}-{number * 7919 % 9973:04}{'x' * (number * 17 % 41)}" for number in range(rounds)]


def _own(project: Project) -> list[tuple[str, float, float]]:
    """Measure the floor and our own rendering, in turn."""
    renderer = Renderer(ROOT)
    floors, owns, firsts, sizes = [], [], [], []
    gc.freeze()
    for number, mark in enumerate(_marks(WARM + ROUNDS)):
        works: list[Work] = [(renewed(entry.request, mark), entry.snippets) for entry in project.entries]
        began = time.process_time()
        done = [snippet for request, snippets in works for snippet in renderer.rendered(request, snippets)]
        owns.append((time.process_time() - began) / len(done))
        others = [(_elsewhere(request, mark), snippets) for request, snippets in works]
        began = time.process_time()
        for request, snippets in others:
            renderer.rendered(request, snippets)
        firsts.append((time.process_time() - began) / len(done))
        plain = [_plain(snippet, mark) for snippet in done]
        began = time.process_time()
        for template, values in plain:
            template.render(values)
        floors.append((time.process_time() - began) / len(done))
        sizes.append(statistics.mean(len(snippet.text) for snippet in done))
        if number < WARM:
            floors, owns, firsts = [], [], []
    gc.unfreeze()
    size = statistics.mean(sizes)
    return [
        ("Jinja2, one template with `tojson` (the floor)", 1000 * statistics.median(floors), size),
        ("**Sixfold**", 1000 * statistics.median(owns), size),
        ("Sixfold, the first time of a call", 1000 * statistics.median(firsts), size),
    ]


def _elsewhere(request: Request, mark: str) -> Request:
    """Return a request as it was never before: that of another host."""
    return replace(request, rest=replace(request.rest, host=f"api{mark}.clarifai.com"))


_ENVIRONMENT = ImmutableSandboxedEnvironment()
_COMPILED: dict[tuple[int, int], Template] = {}


def _plain(snippet: Snippet, mark: str) -> tuple[Template, dict[str, str]]:
    """Return a template as long as a snippet, and as many values as that has."""
    count = max(len(snippet.files[0].editable_values), 1)
    length = len(snippet.text) // 20 * 20
    if (length, count) not in _COMPILED:
        part = "x" * max((length - 30 * count) // count, 1)
        source = "".join(f"{part}{{{{ v{number} | tojson }}}}" for number in range(count))
        _COMPILED[length, count] = _ENVIRONMENT.from_string(source)
    return _COMPILED[length, count], {f"v{number}": f"{snippet.key.operation[:16]}{mark}" for number in range(count)}


def _peer(project: Project, peer: str) -> tuple[str, float, float]:
    rounds = [
        [_asked(call_of(entry, renewed(entry.request, mark)), "https://api.clarifai.com") for entry in project.entries]
        for mark in _marks(WARM + ROUNDS)
    ]
    found = _converted(peer, rounds, TARGETS[peer], kept=False)
    a_round = found["snippets"] / ROUNDS
    name = f"`{peer}`" if not found["failed"] else f"`{peer}` ({', '.join(found['failed'])})"
    return name, 1000 * statistics.median(found["seconds"]) / a_round, found["characters"] / found["snippets"]


def _asked(call: Call, host: str) -> dict[str, Any]:
    return asdict(replace(call, host=host))


def _converted(peer: str, rounds: object, languages: Mapping[str, Sequence[str]], *, kept: bool) -> dict[str, Any]:
    asked = {"rounds": rounds, "warm": 0 if kept else WARM, "languages": languages, "kept": kept}
    said = subprocess.run(
        ["node", str(PEERS / "convert.mjs"), peer],  # noqa: S607 - Node.js of the path
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def _checked(project: Project, peer: str) -> list[str]:
    """Run what a peer writes, and tell of each language and kind of values how many send what was asked for."""
    languages = {name: TARGETS[peer][name] for name in ("curl", "py")}
    entries = project.entries[::CHECKED]
    right: dict[tuple[str, str], int] = {}
    for mark in ("-1", AWKWARD):
        calls = {entry.operation.id: call_of(entry, renewed(entry.request, mark)) for entry in entries}
        with arrived() as server:
            asked = [_asked(call, server.address) for call in calls.values()]
            for made in _converted(peer, [asked], languages, kept=True)["texts"]:
                key = (made["language"], mark)
                is_right = server.gets(calls[made["operation"]], made["text"], made["language"])
                right[key] = right.get(key, 0) + is_right
    kinds = [(language, mark) for language in languages for mark in ("-1", AWKWARD)]
    return [f"`{peer}`", *(f"{right.get(kind, 0)} of {len(entries)}" for kind in kinds)]
