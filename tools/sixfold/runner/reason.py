"""What a program printed as it failed -> why, in a reader's words, and in which line of its file. Pure.

Runtimes say it at different places: Python last, behind a stack of lines; Node.js in the middle; Java, PHP and shells
first. What is looked for are the texts of all runtimes that snippets are written for, whichever of them ran: they do
not look alike. First comes what a program lacks, since that is no mistake in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sixfold.excerpt import shortened
from sixfold.frozen import frozen
from sixfold.runner.need import Need, needs

_LONGEST = 300
"""How much of a message is told, in characters."""


@frozen
class Program:
    """A file that was run: its name, its text, and the folder that it ran in, empty where that is not known."""

    name: str
    source: str
    folder: str = ""


@frozen
class Reason:
    """Why a program failed: what it needs, or else its own message. ``line`` counts from 1, 0 where it is not told.

    ``is_sure`` says that the runtime itself told the need: then it is one, whether the program failed or went on.
    """

    message: str
    line: int = 0
    need: Need | None = None
    is_sure: bool = False

    def __str__(self) -> str:
        """Return it as the end of a sentence."""
        where = f" (line {self.line})" if self.line else ""
        return f"{self.message}{where}{f'; {self.need.remedy}' if self.need else ''}"


_TRACEBACK = "Traceback (most recent call last):\n"
_OF_PYTHON = re.compile(r"(?:[ \t].*\n)+(?P<what>\S.*)")
_FORMS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^  File .*, line \d+\n(?:[ \t].*\n){0,4}(?P<what>(?:Syntax|Indentation|Tab)Error: .*)",
        # PHP, whose message may have several lines.
        r"^(?:PHP )?(?:Fatal|Parse) error: +(?:Uncaught )?(?P<what>[\s\S]{0,2000}?) in \S+?(?::| on line )\d+$",
        r"^(?:PHP )?(?:Warning|Notice|Deprecated): +(?P<what>.*) in \S+ on line \d+$",
        # Java: what does not compile, what is thrown, what the launcher says.
        r"^\S.*\.java:\d+: error: (?P<what>.*)",
        r'^Exception in thread "[^"\n]*" (?P<what>.*)',
        r"^error: (?!compilation failed)(?P<what>.*)",
        # Node.js, and the browser.
        r'^UnhandledPromiseRejection: .* (?P<what>rejected with the reason ".*")',
        r"^(?:Uncaught )?(?P<what>[A-Za-z_$]?[\w.$]*(?:Error|Exception)(?: \[\w+\])?(?:: .*|$))",
        # A shell, and curl.
        r"^\S.*: line \d+: (?P<what>.*)",
        r"^(?P<what>curl: \(\d+\) .*)",
    )
)
"""How runtimes tell a failure; ``what`` is the message."""
_SYMBOL = re.compile(r"^ +symbol: +(.*)", re.MULTILINE)
_DETAILS = re.compile(r'\n\s+status = StatusCode\.(\w+)\n\s+details = "(.*)"')
_INSTALLED = re.compile(r" \(/\S+\)$")
_ILL = re.compile(
    "error|exception|fatal|fail|cannot|can't|could not|invalid|denied|refused|not found|missing", re.IGNORECASE
)
_UNDEFINED = re.compile(r"\b([\w$]+) is not defined")
_NAMED = re.compile(r"'([^'\n]{2,80})'|\"([^\"\n]{2,80})\"")
_END = 32_768
"""How much of both ends of a long output is read, in characters: somebody else's program printed it."""
_LINES, _WIDTH = 20_000, 2_000
"""How much of a source is read: lines, and characters of each."""


def reason(output: str, program: Program) -> Reason:
    """Return why a program failed that printed this; its last line where nothing in it says so."""
    text = _without_folder(_read(output), program.folder)
    source = "\n".join(line[:_WIDTH] for line in program.source.splitlines()[:_LINES])
    message, told = _message(text)
    # What ends too early is told one line behind the last.
    line = min(_last_line(told, program.name) or _first_line(text, program.name), source.count("\n") + 1)
    if found := next(iter(needs(text, message, source, line)), None):
        need, said = found
        line = _first_line(said, program.name) or line or _place(source, need.name)
        return Reason(f"needs {need}", line, need, is_sure=bool(said))
    return Reason(shortened(message, _LONGEST), line or _named_line(source, message))


def without(output: str, patterns: Iterable[str]) -> str:
    """Return an output without what a language says is of the run (``runtime.hidden``)."""
    for pattern in patterns:
        output = re.sub(pattern, "", output, flags=re.MULTILINE)
    return output


def _read(output: str) -> str:
    return output if len(output) <= 2 * _END else f"{output[:_END]}\n{output[-_END:]}"


def _message(text: str) -> tuple[str, str]:
    """Return what a runtime says that is wrong, and where in its output: as far as the end of that."""
    # Of several stacks of Python's the last is that of what nobody caught.
    _, stack, rest = text.rpartition(_TRACEBACK)
    if stack and (found := _OF_PYTHON.match(rest)):
        return _whole(found["what"], rest[found.end("what") :]), found[0]
    for form in _FORMS:
        if found := form.search(text):
            return _whole(found["what"], text[found.end("what") :]), found[0]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if _ILL.search(line)), lines[-1] if lines else "no message"), ""


def _whole(message: str, rest: str) -> str:
    """Return a message with what its runtime says of it in the next lines."""
    if message.endswith("cannot find symbol") and (symbol := _SYMBOL.search(rest)):
        return f"{message}: {symbol[1]}"
    if details := _DETAILS.match(rest):
        return f"{details[1]}: {details[2]}"
    return _INSTALLED.sub("", " ".join(message.split()))


def _first_line(text: str, name: str) -> int:
    return next(_lines(text, name), 0)


def _last_line(text: str, name: str) -> int:
    return next(iter([*_lines(text, name)][-1:]), 0)


def _lines(text: str, name: str) -> Iterator[int]:
    """Yield the lines of a file that an output speaks of."""
    # Of "two.js", "one-two.js" is another file.
    pattern = rf'(?<![\w.-]){re.escape(name)}(?:", line |: line |:|\(| on line )(\d{{1,7}})\b'
    return (int(found[1]) for found in re.finditer(pattern, text))


def _place(source: str, word: str) -> int:
    """Return the first line of a source in which a word stands, as a whole."""
    pattern = re.compile(rf"(?<![\w/.-]){re.escape(word)}(?![\w/-])")
    return next((number for number, line in enumerate(source.splitlines(), 1) if pattern.search(line)), 0)


def _named_line(source: str, message: str) -> int:
    """Return the one line of a source that holds what a message speaks of, 0 where there is none, or several."""
    lines = source.splitlines()
    for words in (message, message.partition(": ")[2], *(found[1] or found[2] for found in _NAMED.finditer(message))):
        holding = [number for number, line in enumerate(lines, 1) if words and words in line]
        if len(holding) == 1:
            return holding[0]
    undefined = _UNDEFINED.search(message)
    return _place(source, undefined[1]) if undefined else 0


def _without_folder(text: str, folder: str) -> str:
    return text.replace(f"file://{folder}/", "").replace(f"{folder}/", "") if folder else text
