"""Languages -> their tabs: what stands in for what, and a number and a label for each of them alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sixfold.document import Table
from sixfold.errors import FilePart, Place, Problems
from sixfold.language.model import TABS, Language
from sixfold.names import did_you_mean, listing


def with_stand_ins(languages: list[Language], problems: Problems) -> list[Language]:
    """Return the languages that have a tab, each with what stands in for it; note what stands in for none."""
    tabs = {language.name: language for language in languages if not language.stands_in_for}
    for stand_in in (language for language in languages if language.stands_in_for):
        wanted = stand_in.stands_in_for
        language = tabs.get(wanted)
        if language is None:
            hint = f"{did_you_mean(wanted, tabs)} (languages: {listing(tabs)})"
            message = f"no language with a tab is called '{wanted}'{hint}"
        elif language.stand_in is not None:
            message = f"{language.stand_in.name} stands in for {wanted} already"
        elif language.extension != stand_in.extension:
            message = f"expected the extension of {wanted}, '{language.extension}', got '{stand_in.extension}'"
        else:
            tabs[wanted] = replace(language, stand_in=stand_in)
            continue
        needs = [
            *TABS,
            *(FilePart(file, "extension") for found in (language, stand_in) if found for file in found.facts),
        ]
        problems.add_unmatched(Place(stand_in.facts[0]), "stands_in_for", message, needs=needs)
    return list(tabs.values())


def refuse_shared(ordered: tuple[Language, ...], tables: Mapping[str, Table], problems: Problems) -> None:
    """Note a tab's number, or a label, that is another tab's already.

    :param ordered: the languages in the order of their tabs.
    :param tables: the facts of each language as they were read, by its name.
    """
    numbers: dict[int, Language] = {}
    labels: dict[str, tuple[Language, Language]] = {}

    def note(key: str, language: Language, first: Language, message: str) -> None:
        needs = [FilePart(found.facts[0], path) for found in (language, first) for path in (key, "stands_in_for")]
        node = tables[language.name].entries.get(key)
        place = node.place if node else Place(language.facts[0])
        problems.add_unmatched(place, key, message, needs=needs)

    for language in ordered:
        first = numbers.setdefault(language.tab, language)
        if first is not language:
            free = max(found.tab for found in ordered) + 1
            note(
                "tab", language, first, f"{language.tab} is that of {first.name}; expected another number, e.g. {free}"
            )
        for form in language.forms:
            owner, other = labels.setdefault(form.label.casefold(), (language, form))
            if form.label and owner is not language:
                where = tables[other.name].entries["label"].place
                said = f"'{form.label}' is the label of {other.name} too, at {where}; expected one of its own"
                note("label", form, other, said)
