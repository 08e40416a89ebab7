"""``templates/*/language.yaml`` -> Language, found by listing the folders."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from sixfold.document import Fields
from sixfold.errors import FilePart, Place, Problems
from sixfold.language import ways, words
from sixfold.language.extension import EXTENDS, LanguageFacts, extended
from sixfold.language.further_files import further_files, refuse_linked
from sixfold.language.model import TABS, Installation, Language, NameKind
from sixfold.language.origin import facts_of, read_facts
from sixfold.language.placeholders import Placeholder
from sixfold.language.quoting import read_literals, with_place
from sixfold.language.runtime_facts import runtime_of
from sixfold.language.tabs import refuse_shared, with_stand_ins
from sixfold.language.wanted import read_api, wanted
from sixfold.places import CLIENT, FACTS, TEMPLATES
from sixfold.reading import UnreadableError, place_of, walk
from sixfold.signing import PART, Signing
from sixfold.wire import Transport

_CREDENTIAL = f"{PART}(: {PART})?"
_SIGNS = f"{_CREDENTIAL}(, {_CREDENTIAL})*"
_DEPTH = 2  # of the files of a language: ``templates/`` and its own folder


def load_languages(root: Path, problems: Problems) -> tuple[Language, ...]:
    """Read the languages that the project at ``root`` wants, in the order of their tabs, each with its stand-in."""
    languages = []
    names, api = _own(root, problems), read_api(root)
    folders, tables = read_facts(root, names or (), api, problems)
    whole = extended(tables, problems)
    for name, folder in folders.items():
        if facts := whole.get(name):
            own = problems.built_on(map(facts_of, facts.bases))
            language = replace(_language(name, facts, own), folder=folder)
            ways.check(facts.table, root, folder, own)
            _refuse_missing(language, problems)
            languages.append(language)
    if names is not None and not languages:
        message = f"holds no language; expected <language>/{FACTS}"
        problems.add_unmatched(Place(f"{TEMPLATES}/"), "", message, needs=TABS)
    tabs = with_stand_ins(languages, problems)
    ordered = wanted(api, tabs, problems)
    refuse_shared(ordered, {name: facts.table for name, facts in whole.items()}, problems)
    return ordered


def _refuse_missing(language: Language, problems: Problems) -> None:
    """Note each template of a language that is not there."""
    for key, template in (
        ("extension", language.template),
        *((f"files.{name}", language.template_of(name)) for name in language.files),
    ):
        if not (language.folder.parent / template).is_file():
            message = f"expected its template at {TEMPLATES}/{template}"
            needs = [FilePart(file, key) for file in language.facts]
            problems.add_unmatched(Place(language.facts[0]), "", message, needs=needs)


def _own(root: Path, problems: Problems) -> list[str] | None:
    """List the languages that have a folder in the project; None beside a noted problem, where that cannot be.

    Every folder that holds a language's parts, but cannot be read as one, is noted too.
    """
    try:
        found = list(walk(place_of(root, TEMPLATES), TEMPLATES))
    except UnreadableError as error:
        problems.add(Place(error.place), "", str(error))
        return None
    _refuse_links(root, found, problems)
    by_folder: dict[str, set[str]] = {}
    for _, name, part in (path.split("/", 2) for path, _ in found if path.count("/") == _DEPTH):
        by_folder.setdefault(name, set()).add(part)
    for name, parts in by_folder.items():
        if FACTS not in parts and any(part == CLIENT or part.startswith("snippet.") for part in parts):
            problems.add(
                Place(f"{TEMPLATES}/{name}/"), "", f"holds a language without {FACTS}; expected one, or remove it"
            )
    return [name for name, parts in sorted(by_folder.items()) if FACTS in parts]


def _refuse_links(root: Path, found: Iterable[tuple[str, os.stat_result]], problems: Problems) -> None:
    """Note each link that stands where a folder may: nothing below it is listed, and a language of it would be gone."""
    for path, status in found:
        name = path.removeprefix(f"{TEMPLATES}/")
        is_link = "/" not in name and not name.startswith(".") and stat.S_ISLNK(status.st_mode)
        # What a link to a file leads to is judged where it is read.
        if is_link and not (root / path).is_file():
            problems.add(Place(path), "", "is a symbolic link; expected a folder; put the folder itself there")


def _language(name: str, facts: LanguageFacts, problems: Problems) -> Language:
    fields = Fields(facts.table, problems, {EXTENDS})
    client = fields.fields_of("client", "the client library's package and version")
    client_version = client.text("version", default="")
    stands_in_for = fields.text("stands_in_for", default="")
    reserved = fields.texts("reserved", "words", required=False)
    extension = fields.text("extension", pattern=r"[a-z0-9]+", expected="a file's ending")
    files = further_files(fields, extension)
    runtime = runtime_of(fields.fields_of("runtime", "how snippets are run"))
    language = Language(
        name=name,
        tab=0 if stands_in_for else _tab(fields),
        label=fields.text("label", pattern=r'[^"\\<>]+', expected="a label without quotes, '\\', '<' and '>'"),
        fence=fields.text("fence", pattern=r"[a-z0-9-]+", expected="a highlighter's name"),
        extension=extension,
        transport=_transport(fields),
        client=client.text("package"),
        client_version=client_version,
        installation=_installation(client, client_version),
        describe=words.command(client, "describe", Placeholder.SOURCE, required=False),
        stands_in_for=stands_in_for,
        extends=facts.bases,
        line_length=words.integer(fields, "line_length", 0, range(40, 1000)),
        initialisms=words.initialisms(fields, "initialisms"),
        signs=_signing(client),
        reference=with_place(fields, "reference", ""),
        packages=fields.text_table("packages", "names of protobuf packages", required=False),
        types=words.types(fields, "types"),
        reserved=reserved,
        taken=_names(fields, "taken", reserved),
        impossible=_impossible(fields, reserved, extension, (*files, *runtime.linked)),
        literals=read_literals(fields.fields_of("literals", "how values are written")),
        runtime=runtime,
        files=files,
    )
    refuse_linked(fields, runtime.linked)
    client.end()
    fields.end()
    return language


def _signing(client: Fields) -> Signing | None:
    text = client.text("signs", default="", pattern=_SIGNS, expected="'<header>: <scheme>' or '<header>'")
    return Signing.parsed(text) if text else None


def _names(fields: Fields, key: str, reserved: tuple[str, ...]) -> Mapping[NameKind, frozenset[str]]:
    """Read lists of names by what they would name; ``<reserved>`` in a list stands for all reserved words.

    A variable's name is of capitals, so there it stands for these words in capitals, too.
    """
    inner = fields.fields_of(key, "lists of names, by what they would name", required=False)
    names = {}
    for kind in NameKind:
        known = (Placeholder.RPC,) if (key, kind) == ("taken", NameKind.IMPORT) else ()
        listed = words.names(inner, kind.value, *known)
        kept = (*reserved, *map(str.upper, reserved)) if kind is NameKind.VARIABLE else reserved
        names[kind] = frozenset(name for word in listed for name in (kept if word == words.RESERVED else (word,)))
    inner.end()
    return names


def _impossible(
    fields: Fields, reserved: tuple[str, ...], extension: str, beside: Iterable[str]
) -> Mapping[NameKind, frozenset[str]]:
    """Read the names that nothing can have; an operation has none that would make its file one of those beside it."""
    names = _names(fields, "impossible", reserved)
    own = {name.removesuffix(f".{extension}") for name in beside if name.endswith(f".{extension}")}
    return {**names, NameKind.FILE: names[NameKind.FILE] | own}


def _tab(fields: Fields) -> int:
    """Return the tab; 0 where nobody knows whether the language needs one, since ``stands_in_for`` cannot be read."""
    fields.read.add("tab")
    return 0 if "stands_in_for" in fields.table.keys else fields.integer("tab")


def _installation(client: Fields, version: str) -> Installation:
    fields = client.fields_of("install", "the line that installs the client library, or a text")
    line = fields.text("line", default="", pattern=r"[^\n]+", expected="one line")
    words.places_in(fields, "line", Placeholder.VERSION)
    installation = Installation(
        line=Placeholder.fill([line], {Placeholder.VERSION: version})[0],
        fence=fields.text("fence", default="bash", pattern=r"[a-z0-9-]+", expected="a highlighter's name"),
        text=fields.text("text", default=""),
        reference=words.address(client, "reference"),
    )
    if "install" in client.table.entries and not (line or installation.text):
        place, path = fields.table.place, fields.table.path
        fields.problems.add(place, path, "expected a line, a text, or both", needs=[FilePart(place.file, path)])
    fields.end()
    return installation


def _transport(fields: Fields) -> Transport:
    text = fields.text("transport", pattern="grpc|rest", expected="'grpc' or 'rest'")
    return Transport(text) if text in ("grpc", "rest") else Transport.REST
