"""`make serve`: a save is one build, a problem is shown over the last good page, and a request is always answered."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from sixfold.generated.owner import NAVIGATION_HEAD
from tests.support.projects import PAGE, ROOT, change, write, write_small

SETTINGS = "INHERIT: nav.yml\nsite_name: Small\nstrict: true\ntheme: {{name: mkdocs}}\nhooks: ['{}']\n"
SPEC, TEMPLATE, HOME = "specs/guide/things.yaml", "templates/page.md.j2", "docs/index.md"
FIRST_END = (ROOT / TEMPLATE).read_text(encoding="utf-8").partition("{% endif %}")[0].count("\n") + 1


@dataclass
class Served:
    """A project that is being served."""

    project: Path
    address: str
    log: Path

    def get(self, path: str) -> str:
        """Return a page; a request that is not answered at once fails the test."""
        try:
            with urlopen(f"{self.address}{path}", timeout=15) as answer:  # noqa: S310 - it is http
                return str(answer.read().decode())
        except HTTPError as error:
            return error.read().decode()

    def wait(self, path: str, so: Callable[[str], bool]) -> str:
        """Return a page as soon as it is so."""
        until = time.monotonic() + 60
        while not so(page := self.get(path)):
            assert time.monotonic() < until, page + self.log.read_text()
            time.sleep(0.1)
        return page

    def edit(self, name: str, old: str, new: str) -> None:
        change(self.project / name, old, new)

    def builds(self) -> int:
        """Count the builds, when all that a watcher has seen has been heard."""
        time.sleep(1.5)
        return self.log.read_text().count("Building documentation")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    project = tmp_path_factory.mktemp("served")
    settings = SETTINGS.format(ROOT / "tools/sixfold/output/serve_hook.py")
    write_small(project)
    files = {HOME: "# Home\n\nHello.\n", "mkdocs.serve.yml": settings, "nav.yml": f"{NAVIGATION_HEAD}nav: []\n"}
    write(project, files)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = project / "log"
    words = [sys.executable, "-m", "mkdocs", "serve", "--config-file", "mkdocs.serve.yml", "--dev-addr"]
    with log.open("w") as out:
        process = subprocess.Popen([*words, f"127.0.0.1:{port}"], cwd=project, stdout=out, stderr=out)
        try:
            until = time.monotonic() + 60
            while "Serving on" not in log.read_text():
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.1)
            yield Served(project, f"http://127.0.0.1:{port}", log)
        finally:
            process.terminate()
            process.wait(timeout=10)


def test_a_save_is_one_build_and_the_first_has_what_was_never_generated(served: Served) -> None:
    assert "This deletes one." in served.get("/guide/things/")
    assert "Delete Things" in served.get("/"), "the navigation is that of the generated pages"
    assert served.builds() == 1
    served.edit(SPEC, "This deletes one.", "This deletes just one.")
    served.wait("/guide/things/", lambda page: "This deletes just one." in page)
    assert served.builds() == 2
    # A page more, with a place in the navigation; and one that a person wrote.
    more = PAGE.replace("delete_one", "more_one").replace("delete_some", "more_some")
    # Whole at once: what is seen while it is written would be a save of its own.
    new = served.project.with_name("more.yaml")
    new.write_text(more.replace("Delete Things", "More Things"))
    new.rename(served.project / "specs/guide/more.yaml")
    served.wait("/", lambda page: "More Things" in page)
    assert served.builds() == 3
    (served.project / "specs/guide/more.yaml").unlink()
    served.wait("/", lambda page: "More Things" not in page)
    assert served.builds() == 4
    served.edit(HOME, "Hello.", "Good day.")
    served.wait("/", lambda page: "Good day." in page)
    assert served.builds() == 5
    # What an editor leaves beside a file for a moment is no change.
    (served.project / "docs/.index.md.swp").write_text("x")
    (served.project / "specs/guide/things.yaml~").write_text("x")
    (served.project / "specs/guide/things.yaml~").unlink()
    assert served.builds() == 5


def bare(page: str) -> str:
    """Return a page less the server's own script and the problem."""
    return re.sub(r'<script>.*?</script>|<div role="alert".*?</div>\n', "", page, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            SPEC,
            "rpc: DeleteAnnotation",
            "rpc: DeleteAnnotatoin",
            f"{SPEC}:10:5: operations[0].rpc: clarifai.api.V2 has no",
        ),
        (SPEC, "title: Delete Things", "title: [", f"{SPEC}:3:10: not YAML"),
        (TEMPLATE, "{% endif %}", "{% endiff %}", f"{TEMPLATE}:{FIRST_END}:1: template error: Encountered unknown tag"),
        (HOME, "# Home", "# Home\n\n[a](gone.md) ![b](gone.png)", "contains a link 'gone.md'"),
        ("mkdocs.serve.yml", "theme:", "theem:", "theem"),
    ],
)
def test_a_problem_is_shown_over_the_last_good_page(served: Served, name: str, old: str, new: str, said: str) -> None:
    good = served.get("/guide/things/")
    assert 'role="alert"' not in good
    served.edit(name, old, new)
    page = served.wait("/guide/things/", lambda page: 'role="alert"' in page)
    others = [served.get(path) for path in ("/", "/nothing/")]
    served.edit(name, new, old)
    served.wait("/guide/things/", lambda page: 'role="alert"' not in page)
    panel = page[page.index('role="alert"') :]
    assert "The page below is from before the last save" in panel
    assert said in panel.replace("&#x27;", "'"), panel[:1000]
    assert bare(page) == bare(good)
    assert all('role="alert"' in other for other in others)


def test_a_problem_is_text(served: Served) -> None:
    served.edit(SPEC, "rpc: DeleteAnnotation", "rpc: <script>alert(1)</script>")
    page = served.wait("/", lambda page: 'role="alert"' in page)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    served.edit(SPEC, "rpc: <script>alert(1)</script>", "rpc: DeleteAnnotation")
    served.wait("/", lambda page: 'role="alert"' not in page)
