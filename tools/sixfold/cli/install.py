"""``sixfold install``."""

from __future__ import annotations

from pathlib import Path

import click

from sixfold import install as installing
from sixfold.cli.consent import consent
from sixfold.cli.interrupt import stoppable
from sixfold.cli.options import quiet_option, root_option, trust_option
from sixfold.cli.terminal import say
from sixfold.errors import Problems
from sixfold.language import load_languages
from sixfold.names import unknown


@click.command()
@root_option
@quiet_option
@trust_option
@click.option("--language", "names", multiple=True, help="Only this language (a folder of templates/); repeatable.")
def install(root: Path, names: tuple[str, ...], *, quiet: bool, trusting: bool) -> None:
    """Install the runtimes and client libraries that snippets need.

    Programs that are missing come from Debian's packages, through apt as root or with sudo; where neither can be,
    the exact commands are printed and the exit code is 1. Client libraries are installed, in the versions that
    templates/<language>/ pins, below .runtimes/ of the project. What is there already is left alone. Each language is
    started once before it is called ready; one that cannot be installed keeps no other from it.

    What a language's folder may start is shown before the first time, and waits for a yes.
    """
    problems = Problems()
    languages = load_languages(root, problems)
    problems.raise_any()
    every = [form for language in languages for form in language.forms]
    known = [language.name for language in every]
    for name in names:
        if name not in known:
            raise click.BadParameter(unknown("language", name, known), param_hint="--language")
    chosen = [language for language in every if not names or language.name in names]
    consent(root, chosen, trusting=trusting)
    with stoppable():
        installing.install(root, chosen, lambda text: None if quiet else say(text))
