"""``templates/*/language.yaml`` -> Language, found by listing the folders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from sixfold import source
from sixfold.errors import Part, Place, Problems
from sixfold.fields import Fields
from sixfold.language import words
from sixfold.language.model import (
    FACTS,
    FOLDER,
    ROUTE,
    TABS,
    TIMEOUT,
    Installation,
    Kept,
    Language,
    NameKind,
    Runtime,
    Transport,
)
from sixfold.literal import COMMENT, CharacterCode, Literals, Quoting, escaped
from sixfold.names import did_you_mean, listing
from sixfold.value import Kind


def load_languages(root: Path, problems: Problems) -> tuple[Language, ...]:
    """Read every language of the project at ``root``, in the order of their tabs, each with its stand-in."""
    languages: list[Language] = []
    for path in sorted((root / FOLDER).glob(f"*/{FACTS}")):
        file = path.relative_to(root).as_posix()
        table = source.read(path, file, problems)
        if table:
            language = _language(path.parent.name, Fields(table, problems))
            if not (root / FOLDER / language.template).is_file():
                message = f"expected its template at {FOLDER}/{language.template}"
                problems.add_unmatched(Place(file), "", message, needs=[Part(file, "extension")])
            languages.append(language)
    if not languages:
        message = f"holds no language; expected <language>/{FACTS}"
        problems.add_unmatched(Place(f"{FOLDER}/"), "", message, needs=[TABS])
    tabs = _with_stand_ins(languages, problems)
    ordered = sorted(tabs, key=lambda language: language.tab)
    for before, after in pairwise(ordered):
        if before.tab == after.tab:
            needs = [Part(language.sources[1], key) for language in (before, after) for key in ("tab", "stands_in_for")]
            message = f"is that of {before.name} too: {after.tab}"
            problems.add_unmatched(Place(after.sources[1]), "tab", message, needs=needs)
    return tuple(ordered)


def _with_stand_ins(languages: list[Language], problems: Problems) -> list[Language]:
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
        needs = [TABS, *(Part(found.sources[1], "extension") for found in (language, stand_in) if found)]
        problems.add_unmatched(Place(stand_in.sources[1]), "stands_in_for", message, needs=needs)
    return list(tabs.values())


def _language(name: str, fields: Fields) -> Language:
    client = fields.fields_of("client", "the client library's package and version")
    client_version = client.text("version", default="")
    stands_in_for = fields.text("stands_in_for", default="")
    reserved = fields.texts("reserved", "words", required=False)
    language = Language(
        name=name,
        tab=0 if stands_in_for else _tab(fields),
        label=fields.text("label", pattern=r'[^"\\<>]+', expected="a label without quotes, '\\', '<' and '>'"),
        fence=fields.text("fence", pattern=r"[a-z0-9-]+", expected="a highlighter's name"),
        extension=fields.text("extension", pattern=r"[a-z0-9]+", expected="a file's ending"),
        transport=_transport(fields),
        client=client.text("package"),
        client_version=client_version,
        installation=_installation(client, client_version),
        describe=words.command(client, "describe", "source", required=False),
        stands_in_for=stands_in_for,
        signs=client.text("signs", default="", pattern="[A-Za-z0-9-]+: [A-Za-z0-9-]+", expected="'<header>: <scheme>'"),
        reference=_form(fields, "reference", ""),
        packages=fields.text_table("packages", "names of protobuf packages", required=False),
        types=fields.text_table("types", "names of types", required=False),
        reserved=reserved,
        taken=_names(fields, "taken", reserved),
        impossible=_names(fields, "impossible", reserved),
        literals=_literals(fields.fields_of("literals", "how values are written")),
        runtime=_runtime(fields.fields_of("runtime", "how snippets are run")),
    )
    client.end()
    fields.end()
    return language


def _names(fields: Fields, key: str, reserved: tuple[str, ...]) -> Mapping[NameKind, frozenset[str]]:
    """Read lists of names by what they would name; ``<reserved>`` in a list stands for all reserved words."""
    inner = fields.fields_of(key, "lists of names, by what they would name", required=False)
    names = {}
    for kind in NameKind:
        words = inner.texts(kind.value, "names", required=False)
        names[kind] = frozenset(name for word in words for name in (reserved if word == "<reserved>" else (word,)))
    inner.end()
    return names


def _tab(fields: Fields) -> int:
    """Return the tab; 0 where nobody knows whether the language needs one, since ``stands_in_for`` cannot be read."""
    fields.read.add("tab")
    return 0 if "stands_in_for" in fields.table.keys else fields.integer("tab")


def _installation(client: Fields, version: str) -> Installation:
    fields = client.fields_of("install", "the line that installs the client library, or a text")
    line = fields.text("line", default="", pattern=r"[^\n]+", expected="one line")
    words.places_in(fields, "line", "version")
    installation = Installation(
        line=line.replace("{version}", version),
        fence=fields.text("fence", default="bash", pattern=r"[a-z0-9-]+", expected="a highlighter's name"),
        text=fields.text("text", default=""),
    )
    if "install" in client.table.entries and not (line or installation.text):
        place, path = fields.table.place, fields.table.path
        fields.problems.add(place, path, "expected a line, a text, or both", needs=[Part(place.file, path)])
    fields.end()
    return installation


def _transport(fields: Fields) -> Transport:
    text = fields.text("transport", pattern="grpc|rest", expected="'grpc' or 'rest'")
    return Transport(text) if text in ("grpc", "rest") else Transport.REST


def _literals(fields: Fields) -> Literals:
    literals = Literals(
        quoting=_quoting(fields.fields_of("text", "how text is quoted")),
        true=fields.text("true", default="true"),
        false=fields.text("false", default="false"),
        null=fields.text("null", default="null"),
        integer=_form(fields, "integer", "{}"),
        long=_form(fields, "long", "{}"),
        float=_form(fields, "float", "{}"),
        double=_form(fields, "double", "{}"),
        bytes=_form(fields, "bytes", "{}"),
        signed=_signed(fields),
        comment=_comment(fields),
        nan=fields.text("nan", default="NaN"),
        infinity=fields.text("infinity", default="Infinity"),
        negative_infinity=fields.text("negative_infinity", default="-Infinity"),
    )
    fields.end()
    return literals


def _form(fields: Fields, key: str, default: str) -> str:
    """Return a text with a place for a value; without one the value would be lost."""
    return fields.text(key, default=default, pattern=r".*\{\}.*", expected="a text with '{}' in it")


def _signed(fields: Fields) -> frozenset[Kind]:
    known = {kind.value: kind for kind in (Kind.INTEGER, Kind.LONG)}
    names = fields.texts("signed", "a list of 'integer' and 'long'", required=False)
    for name in names:
        if name not in known:
            message = f"expected 'integer' or 'long', got {name!r}"
            fields.problems.add(fields.place("signed"), fields.path("signed"), message)
    return frozenset(known[name] for name in names if name in known)


def _quoting(fields: Fields) -> Quoting:
    quoting = Quoting(
        delimiter=fields.text("delimiter", pattern=r"['\"]", expected="a quote"),
        escapes=fields.text_table("escapes", "texts and what is written for them", required=False),
        control=_character_code(fields, "control"),
        non_ascii=_character_code(fields, "non_ascii"),
    )
    fields.end()
    return quoting


def _comment(fields: Fields) -> Quoting:
    inner = fields.fields_of("comment", "how a comment names a value", required=False)
    if not inner.table.entries:
        return COMMENT
    quoting = Quoting(
        delimiter="",
        escapes=inner.text_table("escapes", "texts and what is written for them", required=False),
        control=_character_code(inner, "control"),
        non_ascii=_character_code(inner, "non_ascii"),
    )
    inner.end()
    if set("\n\r") & set(escaped("\n\r", quoting)):
        message = "expected 'escapes' or 'control' to write a line break, which would end the comment"
        fields.problems.add(fields.place("comment"), fields.path("comment"), message)
    return quoting


def _character_code(fields: Fields, key: str) -> CharacterCode | None:
    if key not in fields.table.keys:
        fields.read.add(key)
        return None
    inner = fields.fields_of(key, "prefix, base and digits")
    code = CharacterCode(inner.text("prefix"), inner.integer("base"), inner.integer("digits", allowed=range(1, 9)))
    if code.base not in (8, 16):
        place, path = inner.place("base"), inner.path("base")
        fields.problems.add(place, path, f"expected 8 or 16, got {code.base}", needs=[Part(place.file, path)])
    inner.end()
    return code


def _runtime(fields: Fields) -> Runtime:
    runtime = Runtime(
        programs=words.programs(fields, "programs"),
        packages=words.packages(fields, "packages"),
        install=words.command(fields, "install", "source", required=False),
        version=words.command(fields, "version"),
        syntax=words.command(fields, "syntax", "work", needed="snippet"),
        run=words.command(fields, "run", "work", needed="snippet"),
        beside=words.beside(fields, "beside"),
        environment=words.variables(fields, "environment", required=False),
        route=words.variables(fields, "route", *ROUTE, required=True),
        plain=fields.boolean("plain"),
        shows=words.outputs(fields, "shows"),
        timeout=words.seconds(fields, "timeout", TIMEOUT),
        kept=_kept(fields),
    )
    fields.end()
    return runtime


def _kept(fields: Fields) -> Kept | None:
    inner = fields.fields_of("kept", "the command that starts it, and a variable", required=False)
    if not inner.table.entries:
        return None
    kept = Kept(words.command(inner, "start", needed="socket"), words.variable(inner, "variable"))
    inner.end()
    return kept
