"""The hook of `make serve`: what is generated is written before a build reads it, and a problem stands on the page."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent, FileSystemEventHandler

from sixfold import project as pipeline
from sixfold.output import preview, serve_hook
from sixfold.output.build import build
from sixfold.output.changes import FileStatus, compare
from tests.support.projects import change

SNIPPET = "code_snippets/guide/py/delete_one.py"
SPEC = "specs/guide/things.yaml"


def config(project: Path) -> Any:  # noqa: ANN401 - it stands for MkDocs' own
    return SimpleNamespace(config_file_path=str(project / "mkdocs.serve.yml"), nav=None)


def unlike(project: Path) -> list[str]:
    """Return the files that are not what their inputs make."""
    found = compare(project, build(pipeline.load(project)))
    return [difference.path for difference in found if difference.status is not FileStatus.UNCHANGED]


def test_everything_is_generated_before_the_first_build(project: Path) -> None:
    settings = config(project)
    serve_hook.on_config(settings)
    assert unlike(project) == []
    assert settings.nav == yaml.safe_load((project / "nav.yml").read_text())["nav"]
    assert "guide/things.md" in str(settings.nav)


def test_what_is_wrong_ends_the_first_build(project: Path) -> None:
    change(project / SPEC, "ids: [", "idz: [")
    with pytest.raises(PluginError, match="DeleteInputsRequest has no field 'idz'"):
        serve_hook.on_config(config(project))
    assert not (project / SNIPPET).exists()


class Builder:
    """Builds a site of one page, which says what a snippet was when it was built."""

    def __init__(self, project: Path, server: LiveReloadServer) -> None:
        self._project, self._server, self.count = project, server, 0

    def __call__(self) -> None:
        self.count += 1
        (Path(self._server.root) / "index.html").write_text(f"<body>{(self._project / SNIPPET).read_text()}</body>")


@pytest.fixture
def server(project: Path) -> Iterator[LiveReloadServer]:
    """Make a server that is not started; it listens nowhere."""
    (project / "site").mkdir()
    made = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(project / "site"))
    yield made
    made.server_close()


def page(server: LiveReloadServer) -> str:
    """Return the page as the server gives it, but for what reloads it."""
    started: list[str] = []
    environ = {"PATH_INFO": "/index.html", "REQUEST_METHOD": "GET"}
    body = b"".join(server.get_app()(environ, lambda status, _headers, *_: started.append(status)))  # type: ignore[arg-type,misc]
    assert started == ["200 OK"]
    return re.sub(r"(?s)<script>.*?</script>", "", body.decode())


def is_asked(server: LiveReloadServer) -> bool:
    """Say whether the server has been asked for a build that it has not begun."""
    return server._want_rebuild  # noqa: SLF001 - it says so nowhere else


def test_each_build_is_of_what_the_inputs_make_then(project: Path, server: LiveReloadServer) -> None:
    make = Builder(project, server)
    assert serve_hook.on_serve(server, config(project), make) is server
    server.builder()
    assert (unlike(project), make.count) == ([], 1)
    change(project / SPEC, "annotation_id: note", "annotation_id: other")
    server.builder()
    assert (unlike(project), make.count) == ([], 2)
    assert "other" in page(server)


def test_what_is_generated_for_a_build_asks_for_no_other(
    project: Path, server: LiveReloadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    handlers: list[FileSystemEventHandler] = []
    monkeypatch.setattr(server.observer, "schedule", lambda handler, *_, **__: handlers.append(handler))
    heard: list[threading.Thread] = []
    written = project / "docs/guide/things.md"

    def hear() -> None:
        for handler in handlers:
            handler.dispatch(FileModifiedEvent(str(written)))

    def regenerate_and_be_seen(root: Path, regenerate: Callable[[Path], None] = preview.regenerate) -> None:
        regenerate(root)
        heard.append(threading.Thread(target=hear))
        heard[-1].start()
        heard[-1].join(timeout=0.2)

    monkeypatch.setattr(preview, "regenerate", regenerate_and_be_seen)
    serve_hook.on_serve(server, config(project), Builder(project, server))
    server.builder()
    heard[-1].join()
    assert not is_asked(server)
    written.write_text("Somebody's.")
    hear()
    assert is_asked(server)


def test_a_problem_is_shown_over_the_last_good_page_until_it_is_mended(project: Path, server: LiveReloadServer) -> None:
    make = Builder(project, server)
    serve_hook.on_serve(server, config(project), make)
    server.builder()
    good = page(server)
    change(project / SPEC, "ids: [", "idz: [")
    server.builder()
    assert make.count == 1
    assert "DeleteInputsRequest has no field &#x27;idz&#x27;" in page(server)
    change(project / SPEC, "idz: [", "ids: [")
    server.builder()
    assert (make.count, page(server)) == (2, good)


def test_a_build_that_fails_leaves_the_site_as_it_was(project: Path, server: LiveReloadServer) -> None:
    make = Builder(project, server)

    def fail() -> None:
        if make.count:
            raise SystemExit("Aborted with 1 warnings in strict mode!")
        make()

    serve_hook.on_serve(server, config(project), fail)
    server.builder()
    good = page(server)
    server.builder()
    shown = page(server)
    assert "Aborted with 1 warnings in strict mode!" in shown
    assert good.removesuffix("</body>") in shown
    assert sorted(path.name for path in project.glob("site*")) == ["site"]


def test_whatever_a_generated_file_is_made_of_is_watched(project: Path) -> None:
    outputs = build(pipeline.load(project))
    made = {output.path.partition("/")[0] for output in outputs}
    read = {path.partition("/")[0] for output in outputs for path in output.inputs}
    assert {"specs", "templates", "verification.json", "outputs.json"} <= read - made <= set(preview.INPUTS)
