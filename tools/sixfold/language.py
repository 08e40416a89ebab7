"""``templates/*/language.yaml`` -> Language, found by listing the folders: facts of a language, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from pathlib import Path

from sixfold import source
from sixfold.errors import Place, Problems
from sixfold.fields import Fields
from sixfold.literal import CharacterCode, Literals, Quoting

FOLDER = "templates"
FACTS = "language.yaml"


class Transport(Enum):
    """What a snippet speaks: it decides which side of the sandbox it must reach."""

    GRPC = "grpc"
    REST = "rest"


@dataclass(frozen=True)
class Runtime:
    """How snippets are checked and run.

    ``programs`` maps each program needed to the Debian package that brings it. ``install`` fills the folder
    ``{client}`` with the client library, from the files beside ``language.yaml``. ``syntax`` and ``run`` take the
    file ``{snippet}``; what ``beside`` names stands in the snippet's folder, taken from ``{client}``. All commands are
    lists of words, never a shell line; ``environment`` adds variables to each, and ``route`` those that lead a run to
    the sandbox as a company's proxy would be reached (``{proxy}``, ``{proxy_host}``, ``{proxy_port}``, ``{authority}``,
    ``{trust_store}``, ``{trust_store_password}``, ``{spki}``, ``{work}``). ``plain`` says that a snippet is one command
    of a tool that knows HTTP but not the API's own status.
    """

    programs: Mapping[str, str]
    packages: tuple[str, ...]
    install: tuple[str, ...]
    version: tuple[str, ...]
    syntax: tuple[str, ...]
    run: tuple[str, ...]
    beside: tuple[str, ...]
    environment: Mapping[str, str]
    route: Mapping[str, str]
    plain: bool


@dataclass(frozen=True)
class Language:
    """One folder of ``templates/``.

    ``reference`` is how a constant is named in code, ``{}`` standing for its name; it is empty where a language
    writes values in place. ``packages`` is what the language calls each protobuf package, and
    ``types`` what it calls each kind of scalar.
    """

    name: str
    tab: int
    label: str
    fence: str
    extension: str
    transport: Transport
    client: str
    client_version: str
    reference: str
    packages: Mapping[str, str]
    types: Mapping[str, str]
    literals: Literals
    runtime: Runtime

    @property
    def template(self) -> str:
        """The snippet's template, relative to ``templates/``."""
        return f"{self.name}/snippet.{self.extension}.j2"

    @property
    def sources(self) -> tuple[str, str]:
        """The files that decide what the language's snippets look like, relative to the project."""
        return f"{FOLDER}/{self.template}", f"{FOLDER}/{self.name}/{FACTS}"


def load_languages(root: Path, problems: Problems) -> tuple[Language, ...]:
    """Read every language of the project at ``root``, in the order of their tabs."""
    languages = []
    for path in sorted((root / FOLDER).glob(f"*/{FACTS}")):
        file = path.relative_to(root).as_posix()
        table = source.read(path, file, problems)
        if table:
            language = _language(path.parent.name, Fields(table, problems))
            if not (root / FOLDER / language.template).is_file():
                problems.add(Place(file), "", f"expected its template at {FOLDER}/{language.template}")
            languages.append(language)
    if not languages:
        problems.add(Place(f"{FOLDER}/"), "", f"holds no language; expected <language>/{FACTS}")
    ordered = sorted(languages, key=lambda language: language.tab)
    for before, after in pairwise(ordered):
        if before.tab == after.tab:
            problems.add(Place(f"{FOLDER}/{after.name}/{FACTS}"), "tab", f"is that of {before.name} too: {after.tab}")
    return tuple(ordered)


def _language(name: str, fields: Fields) -> Language:
    client = fields.fields_of("client", "the client library's package and version")
    language = Language(
        name=name,
        tab=fields.integer("tab"),
        label=fields.text("label", pattern=r'[^"\\<>]+', expected="a label without quotes, '\\', '<' and '>'"),
        fence=fields.text("fence", pattern=r"[a-z0-9-]+", expected="a highlighter's name"),
        extension=fields.text("extension", pattern=r"[a-z0-9]+", expected="a file's ending"),
        transport=_transport(fields),
        client=client.text("package"),
        client_version=client.text("version", default=""),
        reference=fields.text("reference", default="", pattern=r".*\{\}.*", expected="a text with '{}' in it"),
        packages=fields.text_table("packages", "names of protobuf packages", required=False),
        types=fields.text_table("types", "names of types", required=False),
        literals=_literals(fields.fields_of("literals", "how values are written")),
        runtime=_runtime(fields.fields_of("runtime", "how snippets are run")),
    )
    client.end()
    fields.end()
    return language


def _transport(fields: Fields) -> Transport:
    text = fields.text("transport", pattern="grpc|rest", expected="'grpc' or 'rest'")
    return Transport(text) if text in ("grpc", "rest") else Transport.REST


def _literals(fields: Fields) -> Literals:
    literals = Literals(
        quoting=_quoting(fields.fields_of("text", "how text is quoted")),
        true=fields.text("true", default="true"),
        false=fields.text("false", default="false"),
        null=fields.text("null", default="null"),
        integer=fields.text("integer", default="{}"),
        long=fields.text("long", default="{}"),
        float=fields.text("float", default="{}"),
        double=fields.text("double", default="{}"),
        bytes=fields.text("bytes", default="{}"),
    )
    fields.end()
    return literals


def _quoting(fields: Fields) -> Quoting:
    quoting = Quoting(
        delimiter=fields.text("delimiter", pattern=r"['\"]", expected="a quote"),
        escapes=fields.text_table("escapes", "texts and what is written for them", required=False),
        control=_character_code(fields, "control"),
        non_ascii=_character_code(fields, "non_ascii"),
    )
    fields.end()
    return quoting


def _character_code(fields: Fields, key: str) -> CharacterCode | None:
    if key not in fields.table.keys:
        fields.read.add(key)
        return None
    inner = fields.fields_of(key, "prefix, base and digits")
    code = CharacterCode(inner.text("prefix"), inner.integer("base"), inner.integer("digits"))
    if code.base not in (8, 16):
        fields.problems.add(inner.place("base"), inner.path("base"), f"expected 8 or 16, got {code.base}")
    inner.end()
    return code


def _runtime(fields: Fields) -> Runtime:
    runtime = Runtime(
        programs=fields.text_table("programs", "programs and the Debian packages that bring them", required=False),
        packages=fields.texts("packages", "further Debian packages", required=False),
        install=fields.texts("install", "the words of a command", required=False),
        version=fields.texts("version", "the words of a command"),
        syntax=fields.texts("syntax", "the words of a command"),
        run=fields.texts("run", "the words of a command"),
        beside=fields.texts("beside", "names in the client's folder", required=False),
        environment=fields.text_table("environment", "variables and their values", required=False),
        route=fields.text_table("route", "variables and their values"),
        plain=fields.boolean("plain"),
    )
    fields.end()
    return runtime
