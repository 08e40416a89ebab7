"""How snippets of a language are checked and run, as plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from sixfold.frozen import frozen
from sixfold.language.placeholders import Placeholder

TIMEOUT = 60
"""How long a snippet may take in one situation where its language says nothing, in seconds: an API call with the start
of a virtual machine takes three."""


class Stream(Enum):
    """An output of a process, by the name that a ``language.yaml`` gives it."""

    STDOUT = "stdout"
    STDERR = "stderr"


@frozen
class WarmProcess:
    """What is started once for many runs, since it starts slowly.

    ``start`` is its command, in which ``{socket}`` stands for the socket that it is to listen on, and ``variable``
    tells a run where that is. It says one line when it is ready, and ends when its standard input does.
    """

    start: tuple[str, ...]
    variable: str


@frozen
class Prepared:
    """What is made once, so that not each of many runs does it again; each is a process of its own all the same.

    ``make`` is the command that fills the folder ``{prepared}``: for each snippet, where it names ``{snippet}``, else
    once for all of them. ``run`` then takes the place of the runtime's own command, with that folder to read. Where
    ``made`` is no empty text, it is a pattern that has to fit in the name of exactly one file there; what it fits is
    ``{made}`` in ``run``. ``keep`` starts a process that makes the same for snippet after snippet, if there is such a
    one: it is kept, as a `WarmProcess` is, and at ``{socket}`` each client sends it two lines, the file and a folder to
    fill, and reads ``made`` to the end, or anything else where ``make`` would have failed or said a word. It runs
    nothing of a snippet. Where it gives no answer, ``make`` is run.
    """

    make: tuple[str, ...]
    run: tuple[str, ...]
    made: str = ""
    keep: tuple[str, ...] = ()

    @property
    def is_of_snippet(self) -> bool:
        """Whether it is made for each snippet."""
        return any(Placeholder.SNIPPET.written in word for word in self.make)


@frozen
class HttpLibraries:
    """How a hand-written program is led to the sandbox that calls the API by some HTTP library of the language.

    ``run`` takes the place of the runtime's own command, if there is any; it may name ``{authority}`` too. ``route``
    takes the place of its route. ``unled`` maps a library that cannot be led to a pattern of a program that uses it.
    """

    run: tuple[str, ...]
    route: Mapping[str, str]
    unled: Mapping[str, str]


@frozen
class Runtime:
    """How snippets are checked and run.

    ``programs`` maps each program needed to the Debian package that brings it, ``optional`` each with which runs are
    quicker, and without which a language is ready all the same. ``install`` fills the folder ``{client}`` with the
    client library, from a copy of the files beside ``language.yaml``, ``{source}``. ``{python}`` is the Python that has
    what the folder's ``requirements.txt`` names, or where there is none that of this process.
    ``version`` tells the runtime's version; ``syntax`` and ``run`` take the file ``{snippet}`` and may name its folder,
    ``{work}``; what ``linked`` names stands in that folder, taken from ``{client}``. All commands are lists of words,
    never a shell line; ``environment`` adds variables to each, and ``route`` those that lead a run to the sandbox as a
    company's proxy would be reached (``{proxy}``, ``{proxy_host}``, ``{proxy_port}``, ``{authority}``,
    ``{trust_store}``, ``{trust_store_password}``, ``{spki}``, ``{work}``). ``plain`` says that a snippet is one command
    of a tool that knows HTTP but not the API's own status. ``failure_outputs`` names the outputs that a failure must be
    seen on.
    ``empty`` is the shortest file that ``syntax`` takes, where one without content is none.
    ``timeout`` is how long a snippet may take in one situation, in seconds. ``page`` says that a snippet is a page in a
    browser: what it shows stands for its output and its console for its errors, and it has no exit code. By ``hidden``
    and ``frame`` it is decided what is recorded of an output: the first are patterns of what a run prints only for
    being led to the sandbox and kept apart, the second that of one frame of a stack trace, without the end of its last
    line. ``named_after`` finds the word that the language's compiler asks a file to be called after, in its group. They
    are regular expressions of Python, in which ``^`` and ``$`` are the ends of lines.
    """

    programs: Mapping[str, str]
    packages: tuple[str, ...]
    install: tuple[str, ...]
    version: tuple[str, ...]
    syntax: tuple[str, ...]
    run: tuple[str, ...]
    linked: tuple[str, ...]
    environment: Mapping[str, str]
    route: Mapping[str, str]
    plain: bool
    failure_outputs: tuple[Stream, ...]
    empty: str = ""
    timeout: int = TIMEOUT
    page: bool = False
    hidden: tuple[str, ...] = ()
    frame: str = ""
    named_after: str = ""
    warm_process: WarmProcess | None = None
    prepared: Prepared | None = None
    http_libraries: HttpLibraries | None = None
    optional: Mapping[str, str] = field(default_factory=dict)
