"""A site while it is being written: a save is one build, and a problem is shown over the last page that was good."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, TemplateSyntaxError

from sixfold import project
from sixfold.errors import SixfoldError
from sixfold.output import changes as output
from sixfold.output.build import build
from sixfold.visible import visible_lines

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from mkdocs.livereload import LiveReloadServer

INPUTS = ("specs", "templates", "overrides", "verification.json", "outputs.json", "mkdocs.yml", "mkdocs.serve.yml")
"""What a site is made from, relative to the project, less what is generated."""
PAGES = ("docs", "nav.yml")
"""Where what is generated and what a person wrote stand side by side."""

_log = logging.getLogger("mkdocs.plugins.sixfold")
_generated: ContextVar[bool] = ContextVar("generated", default=False)

_PANEL = """\
<div role="alert" style="position: fixed; inset: auto 0 0; z-index: 99; max-height: 60vh; overflow: auto; padding: 1em;
background: #7a1420; color: #fff; font: 14px/1.5 monospace; white-space: pre-wrap; overflow-wrap: anywhere"
><strong>The page below is from before the last save, which has a problem:</strong>
{}</div>
"""

State = tuple[int, int] | None
"""When a file was last changed, and its size; None where there is none."""


def regenerate(root: Path) -> None:
    """Write every generated file of the project at ``root`` that is not what its inputs make.

    :raises SixfoldError: with what is wrong; nothing is written then.
    """
    output.settle(root)
    output.write(root, output.compare(root, build(project.load(root))))


def is_generated() -> bool:
    """Say whether the build that runs is one before which everything was generated."""
    return _generated.get()


class Preview:
    """Stands between MkDocs' server and its builds."""

    def __init__(self, server: LiveReloadServer, root: Path, make: Callable[[], None]) -> None:
        """Take over a server that has not been started.

        :param make: builds the site of the project at ``root`` into the server's folder.
        """
        self.problem = ""
        self._root = root
        self._site = Path(server.root)
        self._make = make
        self._seen: dict[str, State] = {}
        # The watcher hears in a thread of its own: what is generated for a build is no news once it has been noted.
        self._noticing = threading.Lock()
        self._notice(*INPUTS, *PAGES)
        self._answer = server.serve_request
        server.set_app(self.answer)
        server.builder = self.rebuild
        self._watch(server)

    def rebuild(self) -> None:
        """Generate, and build once; where that fails, the site is left as it was, and says why."""
        told: list[str] = []
        try:
            with _warnings(told):
                with self._noticing:
                    self._notice(*INPUTS)
                    regenerate(self._root)
                    self._notice(*PAGES)
                with self._kept():
                    self._make()
        except SixfoldError as error:
            self.problem = visible_lines(str(error))
            _log.error(self.problem)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a template or a plugin may raise whatever Python can
            if not told and not isinstance(error, (SystemExit, TemplateError)):
                _log.error(visible_lines("".join(traceback.format_exception(error))))
            self.problem = "\n".join((*told, _said(error)))
            _log.error(visible_lines(_said(error)))
        else:
            self.problem = ""

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the server does, with the problem, if there is one, shown on each page."""
        if not self.problem:
            return self._answer(environ, start_response)
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Callable[[bytes], object]:  # noqa: ANN401
            started.append((status, headers))
            return lambda _: None

        body = b"".join(self._answer(environ, start))
        (status, headers), *_ = started
        if dict(headers).get("Content-Type", "").startswith("text/html"):
            before, end, after = body.rpartition(b"</body>")
            panel = _PANEL.format(escape(self.problem)).encode()
            body = before + panel + end + after if end else body + panel
            headers = [(name, value) for name, value in headers if name != "Content-Length"]
            headers.append(("Content-Length", str(len(body))))
        start_response(status, headers)
        return [body]

    @contextlib.contextmanager
    def _kept(self) -> Iterator[None]:
        """Put the site back as it was where the build fails: MkDocs empties its folder first."""
        kept = self._site.with_name(f"{self._site.name}-kept")
        self._site.rename(kept)
        self._site.mkdir()
        token = _generated.set(True)
        try:
            yield
        except BaseException:
            shutil.rmtree(self._site)
            kept.rename(self._site)
            raise
        finally:
            _generated.reset(token)
            shutil.rmtree(kept, ignore_errors=True)

    def _watch(self, server: LiveReloadServer) -> None:
        """Watch all that a site is made from, and hear only of what was changed since the last build looked at it."""
        schedule = server.observer.schedule

        def filtered(handler: Any, path: str, **how: Any) -> object:  # noqa: ANN401 - watchdog's own
            tell = handler.on_any_event
            handler.on_any_event = lambda event: self._is_news(event.src_path, event.dest_path) and tell(event)
            return schedule(handler, path, **how)

        server.observer.schedule = filtered  # type: ignore[assignment, method-assign]  # it takes less
        for path in list(server._watched_paths):  # noqa: SLF001 - it has no other list of them
            server.unwatch(path)
            server.watch(path)
        for name in (*INPUTS, *PAGES):
            if (self._root / name).exists():
                server.watch(str(self._root / name))

    def _is_news(self, *paths: str | bytes) -> bool:
        for path in filter(None, map(os.fsdecode, paths)):
            name = os.path.relpath(path, self._root)
            # What editors and this tool itself write beside a file for a moment.
            if any(part.startswith(".") and part != ".." for part in Path(name).parts) or name.endswith("~"):
                continue
            with self._noticing:
                if self._seen.get(name) != _state(Path(path)):
                    return True
        return False

    def _notice(self, *names: str) -> None:
        """Note how files stand before they are read."""
        for name in names:
            place = self._root / name
            files = place.rglob("*") if place.is_dir() else (place,)
            gone = [known for known in self._seen if known == name or known.startswith(f"{name}/")]
            for known in gone:
                del self._seen[known]
            self._seen |= {os.path.relpath(file, self._root): _state(file) for file in files if not file.is_dir()}


def _said(error: BaseException) -> str:
    place = f"{error.filename}:{error.lineno}: " if isinstance(error, TemplateSyntaxError) else ""
    return f"{place}{type(error).__name__}: {error}"


def _state(file: Path) -> State:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@contextlib.contextmanager
def _warnings(told: list[str]) -> Iterator[None]:
    """Note what a build warns of: where it is strict, that is why it fails."""
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
