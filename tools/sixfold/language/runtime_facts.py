"""``runtime`` of a language.yaml -> `Runtime`."""

from __future__ import annotations

from sixfold.document import Fields
from sixfold.language import words
from sixfold.language.placeholders import Placeholder
from sixfold.language.runtime import TIMEOUT, HttpLibraries, Prepared, Runtime, WarmProcess


def runtime_of(fields: Fields) -> Runtime:
    """Read how snippets of a language are checked and run; what is wrong with it is noted."""
    found = Runtime(
        programs=words.programs(fields, "programs"),
        packages=words.packages(fields, "packages"),
        install=words.command(fields, "install", Placeholder.SOURCE, required=False),
        version=words.command(fields, "version"),
        syntax=words.command(fields, "syntax", Placeholder.WORK, needed=Placeholder.SNIPPET),
        run=words.command(fields, "run", Placeholder.WORK, needed=Placeholder.SNIPPET),
        linked=words.linked(fields, "linked"),
        environment=words.variables(fields, "environment", required=False),
        route=words.variables(fields, "route", *words.SANDBOX, required=True),
        plain=fields.boolean("plain"),
        failure_outputs=words.outputs(fields, "failure_outputs"),
        empty=fields.raw_text("empty", default=""),
        timeout=words.integer(fields, "timeout", TIMEOUT, range(1, words.LONGEST + 1)),
        page=fields.boolean("page"),
        hidden=words.patterns(fields, "hidden"),
        frame=words.pattern(fields, "frame"),
        named_after=words.pattern(fields, "named_after"),
        warm_process=_warm_process(fields),
        prepared=_prepared(fields),
        http_libraries=_http_libraries(fields),
        optional=words.programs(fields, "optional"),
    )
    fields.end()
    return found


def _warm_process(fields: Fields) -> WarmProcess | None:
    inner = fields.fields_of("warm_process", "the command that starts it, and a variable", required=False)
    if not inner.table.entries:
        return None
    kept = WarmProcess(words.command(inner, "start", needed=Placeholder.SOCKET), words.variable(inner, "variable"))
    inner.end()
    return kept


def _prepared(fields: Fields) -> Prepared | None:
    inner = fields.fields_of("prepared", "the command that makes it, and one that runs with it", required=False)
    if not inner.table.entries:
        return None
    run = Placeholder.WORK, Placeholder.SNIPPET, Placeholder.MADE
    found = Prepared(
        words.command(inner, "make", Placeholder.SNIPPET, needed=Placeholder.PREPARED),
        words.command(inner, "run", *run, needed=Placeholder.PREPARED),
        words.pattern(inner, "made"),
        words.command(inner, "keep", needed=Placeholder.SOCKET, required=False),
    )
    inner.end()
    return found


def _http_libraries(fields: Fields) -> HttpLibraries | None:
    inner = fields.fields_of("http_libraries", "the variables that lead them, and a command", required=False)
    if not inner.table.entries:
        return None
    run: tuple[str, ...] = ()
    if "run" in inner.table.entries:
        run = words.command(inner, "run", Placeholder.WORK, Placeholder.AUTHORITY, needed=Placeholder.SNIPPET)
    route = words.variables(inner, "route", *words.SANDBOX, required=True)
    found = HttpLibraries(run, route, words.pattern_table(inner, "unled"))
    inner.read.add("run")
    inner.end()
    return found
