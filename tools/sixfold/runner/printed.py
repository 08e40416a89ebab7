"""A run -> what is recorded of it: what a reader would see, less what is another in each run, or on each machine.

What goes is never guessed from one output: it is where the run was (its folder, the project's, the sandbox's address),
what ``runtime.hidden`` of the language says that only a run in the sandbox prints, and the frames of a stack trace
(``runtime.frame``) that are not the snippet's own. Of the last a line with "…" stays.
"""

from __future__ import annotations

import re
from pathlib import Path

from sixfold.excerpt import shortened
from sixfold.language import Language
from sixfold.project import Project
from sixfold.runner.execute import Execution
from sixfold.runner.reason import without
from sixfold.snippet import Snippet
from sixfold.transcript import Answered, Transcript

LONGEST = 20_000
"""How many characters of an output are recorded."""

_LOOPBACK = re.compile(r"\b127\.0\.0\.1:\d+")


def transcript(project: Project, item: Snippet, execution: Execution) -> Transcript:
    """Return what came of a run of a snippet, the same as long as the snippet, its client and its runtime are."""
    run = execution.run
    names = tuple(Path(file.path).name for file in item.files)

    def told(text: str) -> str:
        for folder in filter(None, (execution.work, project.root.resolve())):
            text = text.replace(f"file://{folder}/", "").replace(f"{folder}/", "").replace(f"{folder}", ".")
        host, _, port = project.entry(item.key).request.rest.host.partition(":")
        shown = shown_to_reader(_LOOPBACK.sub(f"{host}:{port or 443}", text), item.form, names)
        return shortened(shown, LONGEST)

    return Transcript(run.exit_code, told(run.stdout), told(run.stderr), _answered(execution))


def shown_to_reader(text: str, language: Language, names: tuple[str, ...]) -> str:
    """Return an output without what the language says is of the run, and without frames outside of the snippet.

    :param names: of the snippet's files.
    """
    text = without(text, language.runtime.hidden)
    if not language.runtime.frame:
        return text
    pieces: list[str] = []
    at = 0
    for frame in re.finditer(language.runtime.frame, text, re.MULTILINE):
        if any(name in frame[0] for name in names):
            continue
        # A frame right behind another one that went goes with it.
        if not at or text[at : frame.start()] != "\n":
            indentation = frame[0][: len(frame[0]) - len(frame[0].lstrip())]
            pieces += [text[at : frame.start()], f"{indentation}…"]
        at = frame.end()
    return "".join((*pieces, text[at:]))


def _answered(execution: Execution) -> Answered | None:
    """Return what the last call of a run was answered, None where its connection was closed instead."""
    call = execution.calls[-1] if execution.calls else None
    if call is None or call.http_status is None:
        return None
    return Answered(
        status=call.status or "",
        number=call.number,
        description=call.description,
        details=call.details,
        http=call.http_status,
        grpc=call.grpc_status or "",
        content=call.answer,
    )
