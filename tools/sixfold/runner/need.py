"""What a program printed as it failed -> what it lacks and could be given: a package, a file, a variable. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from sixfold.frozen import frozen


class NeedKind(Enum):
    """What a program can lack; the value is how it is called."""

    PACKAGE = "the package"
    MODULE = "the module"
    CLASS = "the package that has the class"
    EXTENSION = "PHP's extension"
    PROGRAM = "the program"
    FILE = "the file"
    VARIABLE = "the variable"


@frozen
class Need:
    """One thing that a program lacks."""

    kind: NeedKind
    name: str

    def __str__(self) -> str:
        """Return it with its kind: "the package shop"."""
        return f"{self.kind.value} {self.name}"

    @property
    def remedy(self) -> str:
        """How it is given."""
        match self.kind:
            case NeedKind.VARIABLE:
                return f"give it with --env {self.name}=VALUE"
            case NeedKind.FILE:
                return "give the folder that holds it with --with FOLDER"
            case NeedKind.EXTENSION | NeedKind.PROGRAM:
                return "install it on this machine"
        return "give a folder in which it is installed with --with FOLDER"


_NONE = "No such file or directory"
_QUOTE = "['\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]"
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.MULTILINE))
    for kind, pattern in (
        # Of a name with a dot the package is there, and has no such part: that is a mistake in the program.
        (NeedKind.PACKAGE, r"^ModuleNotFoundError: No module named '([^'.]+)'"),
        (NeedKind.PACKAGE, r"Cannot find (?:module|package) '((?:@[^'./][^'/]*/)?[^'./@][^'/]*)'"),
        (NeedKind.MODULE, r"Cannot find (?:module|package) '((?:@[^'./][^'/]*/)?[^'./@][^'/]*/[^']+)'"),
        (NeedKind.FILE, r"Cannot find (?:module|package) '([./][^']*)'"),
        (NeedKind.PACKAGE, r"\.java:\d+: error: package ([a-z][\w.]*) does not exist"),
        (NeedKind.CLASS, r'Uncaught Error: (?:Class|Interface|Trait) "([^"]+)" not found'),
        (NeedKind.EXTENSION, r"Call to undefined function (curl|mb|gmp|bc|iconv|imagick|yaml)_?\w*\(\)"),
        (NeedKind.PACKAGE, r'Failed to resolve module specifier "([^"./][^"]*)"'),
        (NeedKind.PROGRAM, r": line \d+: ([A-Za-z_][\w.+-]*): command not found"),
        (NeedKind.FILE, rf"FileNotFoundError: \[Errno 2\] {_NONE}: '([^'\n]+)'"),
        (NeedKind.FILE, r"ENOENT: no such file or directory, \w+ '([^'\n]+)'"),
        (NeedKind.FILE, r"java\.nio\.file\.NoSuchFileException: ([^\n]+)"),
        (NeedKind.FILE, rf"java\.io\.FileNotFoundException: ([^\n]+) \({_NONE}\)"),
        (NeedKind.FILE, rf"^(?:PHP )?Warning: +\w+\(([^)\n]+)\): Failed to open stream: {_NONE}"),
        (NeedKind.FILE, rf": line \d+: ([^\s:][^:\n]*): {_NONE}$"),
        (NeedKind.FILE, rf"^[a-z][\w.+-]*: (?:cannot \w+ (?:for \w+)?)?{_QUOTE}?([^\s:][^:\n]*?){_QUOTE}?: {_NONE}$"),
        (NeedKind.FILE, r'Couldn\'t read data from file "([^"\n]+)"'),
        (NeedKind.VARIABLE, r": line \d+: ([A-Za-z_]\w*): (?:unbound variable|parameter null or not set)"),
    )
)
_OF_CURL = re.compile(r"^curl: \(26\)", re.MULTILINE)
_ATTACHED = re.compile(r"[=\s\"']@([\w.~/-]+)")
_READ = re.compile(
    r"(?:getenv|environ(?:\.get)?|process\.env|_ENV|_SERVER)(?:\.|\s*[(\[]\s*[\"'])([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*):?\?"
)
"""Where a program reads a variable of its environment, in any of the languages."""
_KEPT = re.compile(r"(?<![\w$])([\w$]{1,100})(?:\s*:\s*\w+)?\s*=[^=\n]*?" + _READ.pattern)
_NOTHING = re.compile(r"\b(?:None|NoneType|null|undefined)\b")


def needs(text: str, message: str, source: str, line: int) -> Iterator[tuple[Need, str]]:
    """Yield what a program that failed lacks, the surest first, each with the line of the output that says so.

    :param message: what the runtime said in ``text``, all that was printed; ``line`` is where, 0 if that is not known.
    """
    found = ((match, kind) for kind, pattern in _PATTERNS if (match := pattern.search(text)))
    for match, kind in sorted(found, key=lambda each: each[0].start()):
        said = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
        yield Need(kind, match[1].strip()), said
    if _OF_CURL.search(text):
        yield from ((Need(NeedKind.FILE, name), "") for name in _ATTACHED.findall(source))
    read = {first or second for first, second in _READ.findall(source)}
    for name in sorted(read, key=len, reverse=True):
        if re.search(rf"(?<!\w){name}(?!\w)", message):
            yield Need(NeedKind.VARIABLE, name), ""
    if _NOTHING.search(message) and line:
        used = "".join(source.splitlines()[line - 1 : line])
        for holder, first, second in _KEPT.findall(source):
            if re.search(rf"(?<![\w$]){re.escape(holder)}(?!\w)", used):
                yield Need(NeedKind.VARIABLE, first or second), ""
