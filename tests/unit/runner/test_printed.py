"""What is recorded of a run is what a reader would see, and the same in the next run: each thing that goes is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.container import Exit, Run
from sixfold.language import Language
from sixfold.runner.execute import Execution
from sixfold.runner.printed import LONGEST, shown_to_reader, transcript
from sixfold.transcript import Transcript
from sixfold.wire import Transport
from tests.support.calls import call_of

WORK = Path("/tmp/sixfold-run-1-abc")  # noqa: S108 - a name in what a run printed
Recorded = Callable[..., Transcript]


@pytest.fixture
def recorded(project: Path) -> Recorded:
    loaded = pipeline.load(project)
    item = next(item for item in loaded.snippets if item.key.language == "node")

    def recorded(stdout: str = "", stderr: str = "", **changes: object) -> Transcript:
        execution = Execution(Run(Exit(1), stdout, stderr, 1.0), (), (), WORK)
        return transcript(loaded, item, replace(execution, **changes))  # type: ignore[arg-type] # of any field

    return recorded


SHOWN = {
    "py": (
        (
            'Traceback (most recent call last):\n  File "a.py", line 2, in <module>\n    call(\n    ^^^^^\n'
            '  File "/x/grpc/_channel.py", line 1168, in __call__\n    return end()\n           ^^^^^\n'
            '  File "/x/grpc/_channel.py", line 999, in end\n    raise E\n'
            'E: <E with:\n\tdetails = "closed"\n>\n'
        ),
        (
            'Traceback (most recent call last):\n  File "a.py", line 2, in <module>\n    call(\n    ^^^^^\n'
            '  …\nE: <E with:\n\tdetails = "closed"\n>\n'
        ),
    ),
    "node": (
        (
            "Error: no\n    at f (/x/call.js:32:19)\n    at /x/y.js:1:2\nfor call at\n    at g (/x/z.js:1:1)\n"
            "    at main (a.js:41:11)\n    at Module.load (node:internal/x:1:2) {\n  code: 14\n}\n"
        ),
        "Error: no\n    …\nfor call at\n    …\n    at main (a.js:41:11)\n    … {\n  code: 14\n}\n",
    ),
    "java": (
        (
            "Picked up JAVA_TOOL_OPTIONS: -Dhttps.proxyPort=45761\n"
            "Nov 26, 2026 2:56:04 PM io.grpc.netty.shaded.io.netty.util.internal.MacAddressUtil defaultMachineId\n"
            "WARNING: Failed to find a usable hardware address; using random bytes: 4e:1e\n"
            'Exception in thread "main" E: no\n\tat io.grpc.Status.as(Status.java:530)\n\tat A.main(a.java:52)\n'
            "Caused by: F\n\tat x.Y.z(Y.java:1)\n\t... 23 more\n"
        ),
        'Exception in thread "main" E: no\n\t…\n\tat A.main(a.java:52)\nCaused by: F\n\t…\n',
    ),
    "php": (
        "PHP Fatal error:  Uncaught E: no in a.php:45\nStack trace:\n#0 {main}\n  thrown in a.php on line 45\n",
        "PHP Fatal error:  Uncaught E: no in a.php:45\nStack trace:\n#0 {main}\n  thrown in a.php on line 45\n",
    ),
    "curl": (
        (
            "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n"
            "                                 Dload  Upload   Total   Spent    Left  Speed\n"
            "\r  0     0    0     0\r100   112  100   112    0     0  14975\ncurl: (22) error: 401\n"
        ),
        "curl: (22) error: 401\n",
    ),
}


@pytest.mark.parametrize("language", SHOWN)
def test_what_a_language_prints_only_in_a_run_goes_and_its_own_frames_stay(
    languages: Mapping[str, Language], language: str
) -> None:
    printed, shown = SHOWN[language]
    form = languages[language]
    assert shown_to_reader(printed, form, (f"a.{form.extension}",)) == shown
    assert shown_to_reader(shown, form, (f"a.{form.extension}",)) == shown


@pytest.mark.parametrize("text", ["", "\n", "all is well\n", "a…\r\n\n  at home\n", "at f (x.js:1:1)\n"])
def test_what_is_no_frame_stays_byte_for_byte(languages: Mapping[str, Language], text: str) -> None:
    for form in languages.values():
        assert shown_to_reader(text, form, ("a.py",)) == text


def test_where_the_run_was_goes(recorded: Recorded) -> None:
    found = recorded(f"in {WORK}/a.js, file://{WORK}/a.js:3", f"at ipv4:127.0.0.1:{40123}; {WORK}\n")
    assert (found.stdout, found.stderr) == ("in a.js, a.js:3", "at ipv4:api.clarifai.com:443; .\n")


def test_the_beginning_of_a_long_output_is_recorded(recorded: Recorded) -> None:
    assert recorded("a" * LONGEST).stdout == "a" * LONGEST
    assert recorded("a" * (LONGEST + 1)).stdout == "a" * (LONGEST - 1) + "…"


def test_the_answer_of_the_last_call_is_recorded(recorded: Recorded, request_of: Callable[..., object]) -> None:
    assert recorded().answer is None
    request = request_of("DeleteInput", "input_id: in-1")
    content = {"status": {"code": 11009}}
    said = {"status": "NO", "http_status": 401, "description": "No", "details": "why", "grpc_status": "OK"}
    good = call_of(request, transport=Transport.REST, number=11009, answer=content, **said)  # type: ignore[arg-type]
    cut = replace(good, http_status=None, status=None)
    assert recorded(calls=(good, cut)).answer is None
    answer = recorded(calls=(cut, good)).answer
    assert answer is not None
    assert vars(answer) == {
        "status": "NO",
        "number": 11009,
        "description": "No",
        "details": "why",
        "http": 401,
        "grpc": "OK",
        "content": content,
    }
