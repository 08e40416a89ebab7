"""Before a verb starts what a project brings: it is shown in words, and starts only after a yes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sixfold import host, trust
from sixfold.cli.terminal import ask, can_ask, say, say_error
from sixfold.errors import SixfoldError
from sixfold.language import Language
from sixfold.places import TEMPLATES
from sixfold.visible import visible


def consent(root: Path, languages: Iterable[Language], *, trusting: bool) -> None:
    """Return when somebody has agreed to what these languages may start; asks where a person can answer.

    :param trusting: whether the command itself says yes.
    :raises SixfoldError: when nobody has agreed.
    """
    answers = host.answers()
    asked = trust.untrusted(root, languages, answers)
    if not asked:
        return
    shown = "\n".join(_shown(language) for language in asked)
    if trusting:
        say(shown, error=True)
    else:
        if not can_ask():
            remedy = "read it, and the files that it names; then run this again with --trust"
            raise SixfoldError(f"{shown}\nnobody has agreed to this yet, so nothing was started; {remedy}")
        say(shown, error=True)
        if not ask("Your answer is kept until something of this changes. Start it when needed?"):
            raise SixfoldError("nothing was started")
    try:
        trust.agree(root, asked, answers)
    except SixfoldError as error:
        # The command says yes for itself, recorded or not.
        if not trusting:
            raise
        say_error(error)


def _shown(language: Language) -> str:
    lines = [f"{TEMPLATES}/{language.name} may, with your rights:", *trust.powers(language)]
    return "\n  ".join(map(visible, lines))
