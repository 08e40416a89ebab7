"""What stands where a file is to go: every place, with everything that can stand there, for every verb that writes.

Whatever was not generated is named and stays, nothing is written beside it, nothing waits, and nothing outside the
project is read, changed or taken away.
"""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.cli.saving import is_junit, is_results, save
from sixfold.errors import SixfoldError
from sixfold.files import transaction
from sixfold.files.change import Change
from sixfold.generated.owner import hand_written
from sixfold.output import changes as output
from sixfold.output.build import build
from sixfold.output.changes import FileStatus, GeneratedFile
from sixfold.places import MANIFEST
from sixfold.site.finish import finish
from sixfold.site.llms import Generated
from tests.support.commands import Sixfold
from tests.support.standing import KINDS, LINKS, SEED, everything, stand


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.md").write_text("---\ngenerated_from: x\n---\nSECRET\n")
    (folder / "guide").mkdir()
    (folder / "guide/old.py").write_text("print(1)\n")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[GeneratedFile, ...]:
    """Return all that the real project makes, but for most of its many pages and snippets."""
    root = Path(__file__).parents[3]
    outputs = build(pipeline.load(root))
    kept = [found for found in outputs if "delete-keys" in found.path or "delete_keys" in found.path]
    others = [found for found in outputs if found.path.count("/") < 2]
    assert tmp_path_factory
    return (*kept, *others)


def places(outputs: tuple[GeneratedFile, ...]) -> Iterator[tuple[str, bool]]:
    """Yield every place, and whether it is a folder that generated files stand in."""
    paths = [found.path for found in outputs]
    yield from ((path, False) for path in paths)
    folders = {"/".join(path.split("/")[:count]) for path in paths for count in range(1, path.count("/") + 1)}
    yield from ((folder, True) for folder in sorted(folders))


def generate(root: Path, outputs: tuple[GeneratedFile, ...]) -> None:
    output.write(root, output.compare(root, outputs))


def sample(cases: list[tuple[str, bool, str]], count: int) -> list[tuple[str, bool, str]]:
    """Draw cases, so that each place and each kind is among them."""
    drawn = random.Random(SEED)  # noqa: S311 - to be drawn again
    drawn.shuffle(cases)
    first = {place: case for case in cases for place in (case[0], case[2])}
    return list(dict.fromkeys((*first.values(), *cases[:count])))


@pytest.mark.parametrize("before", ["nothing generated", "all generated"])
def test_whatever_stands_at_a_place_is_named_and_stays(
    tmp_path: Path, outside: Path, made: tuple[GeneratedFile, ...], before: str
) -> None:
    kinds = [(*place, kind) for place, kind in itertools.product(places(made), KINDS)]
    for number, (path, is_folder, kind) in enumerate(sample(kinds, 60)):
        root = tmp_path / str(number)
        (root / "docs").mkdir(parents=True)
        (root / "docs/index.md").write_text("# Home\n")
        if before == "all generated":
            generate(root, made)
        if is_folder and kind == "folder":
            continue  # a folder is what belongs there
        known = before == "all generated" and "file" in kind and not kind.startswith("link")
        stand(root / path, kind, outside)
        found = everything(tmp_path)
        case = f"{path}: {kind} ({before}, seed {SEED})"
        if known and not is_folder and path.startswith(("code_snippets/", "includes/")):
            # A generated file that was edited in place is one still: it is what `check` finds and `generate` mends.
            assert {one.path: one.status for one in output.compare(root, made)}[path] is FileStatus.DIFFERENT, case
            continue
        with pytest.raises(SixfoldError) as caught:
            generate(root, made)
        assert any(line.startswith(f"{path}: ") for line in str(caught.value).splitlines()), case
        assert everything(tmp_path) == found, case


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("folder", ["code_snippets", "code_snippets/guide", "includes"])
def test_what_no_input_makes_is_named_and_stays(
    tmp_path: Path, outside: Path, outputs: tuple[GeneratedFile, ...], folder: str, kind: str
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    generate(root, outputs)
    stand(root / folder / "mine", kind, outside)
    found = everything(tmp_path)
    with pytest.raises(SixfoldError, match=rf"^{folder}/mine(/note\.txt)?: .*\n") as caught:
        generate(root, outputs)
    assert "move it away" in str(caught.value)
    assert everything(tmp_path) == found


def test_a_left_over_file_that_was_edited_is_named_and_stays(
    tmp_path: Path, outputs: tuple[GeneratedFile, ...]
) -> None:
    generate(tmp_path, outputs)
    for path in ("code_snippets/guide/py/one.py", "docs/guide/things.md"):
        (tmp_path / path).write_text((tmp_path / path).read_text() + "# mine\n")
    found = everything(tmp_path)
    with pytest.raises(SixfoldError) as caught:
        generate(tmp_path, outputs[2:])
    assert str(caught.value).splitlines() == [
        f"{path}: no input makes it any more, but it was changed since it was generated; move it away, or remove it"
        for path in ("code_snippets/guide/py/one.py", "docs/guide/things.md")
    ] + ["nothing was written"]
    assert everything(tmp_path) == found


def test_a_copy_of_a_generated_page_is_a_persons(tmp_path: Path, outputs: tuple[GeneratedFile, ...]) -> None:
    generate(tmp_path, outputs)
    shutil.copy(tmp_path / "docs/guide/things.md", tmp_path / "docs/mine.md")
    with pytest.raises(SixfoldError, match=r"^docs/mine.md: says 'generated_from', but was not generated; "):
        generate(tmp_path, outputs)


def test_a_project_of_before_the_manifest_is_taken_over(tmp_path: Path, made: tuple[GeneratedFile, ...]) -> None:
    generate(tmp_path, made)
    (tmp_path / MANIFEST).unlink()
    changed = [path for path in (found.path for found in made) if path.startswith(("code_snippets/", "includes/"))]
    for path in changed:
        (tmp_path / path).write_text("what another version made\n")
    assert {found.status for found in output.compare(tmp_path, made)} == {
        FileStatus.UNCHANGED,
        FileStatus.DIFFERENT,
        FileStatus.MISSING,
    }
    generate(tmp_path, made)
    assert {found.status for found in output.compare(tmp_path, made)} == {FileStatus.UNCHANGED}


@pytest.mark.parametrize("mutant", ["<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n", "\n", "0" * 64 + "  a/b.py\n"])
def test_what_a_merge_leaves_in_the_manifest_is_passed_over(
    tmp_path: Path, outputs: tuple[GeneratedFile, ...], mutant: str
) -> None:
    generate(tmp_path, outputs)
    file = tmp_path / MANIFEST
    right = file.read_text()
    lines = right.splitlines(keepends=True)
    for at in range(len(lines) + 1):
        file.write_text("".join((*lines[:at], mutant, *lines[at:])))
        assert [
            found.path for found in output.compare(tmp_path, outputs) if found.status is not FileStatus.UNCHANGED
        ] == [MANIFEST]
    generate(tmp_path, outputs)
    assert file.read_text() == right


@pytest.mark.parametrize("name", ["page.md", "picture.png", "folder"])
@pytest.mark.parametrize("target", ["outside", ".env"])
def test_no_link_among_the_pages_leads_to_what_is_not_the_projects_to_publish(
    tmp_path: Path, outside: Path, outputs: tuple[GeneratedFile, ...], name: str, target: str
) -> None:
    root = tmp_path / "root"
    (root / "docs").mkdir(parents=True)
    (root / ".env").write_text("KEY=1\n")
    (root / "docs" / name).symlink_to(outside if target == "outside" else root / ".env")
    with pytest.raises(SixfoldError, match=rf"^docs/{name}: leads to .*, which is not the project's to publish"):
        generate(root, outputs)
    assert not (root / "nav.yml").exists()


def test_no_folder_of_pages_is_a_link(tmp_path: Path, outputs: tuple[GeneratedFile, ...]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "pages").mkdir()
    (tmp_path / "docs/more").symlink_to("../pages")
    with pytest.raises(SixfoldError, match=r"^docs/more: is a symbolic link; expected a folder; put"):
        generate(tmp_path, outputs)


def test_a_page_may_be_a_link_inside_the_project(tmp_path: Path, outputs: tuple[GeneratedFile, ...]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text("# Read me\n")
    (tmp_path / "docs/index.md").symlink_to("../README.md")
    generate(tmp_path, outputs)
    assert hand_written(tmp_path) == ["index.md"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "hand-written file"])
def test_a_result_is_written_over_nothing_of_a_persons(tmp_path: Path, outside: Path, kind: str) -> None:
    file = tmp_path / "results.json"
    stand(file, kind, outside)
    found = everything(tmp_path)
    with pytest.raises(SixfoldError, match=rf"^{file}: "):
        save(file, "{}", is_results)
    assert everything(tmp_path) == found


@pytest.mark.parametrize(
    ("content", "is_ours"),
    [('{"results": []}', is_results), ('{"files": []}', is_results), ("", is_results), ("<testsuites/>", is_junit)],
)
def test_an_earlier_result_is_replaced(tmp_path: Path, content: str, is_ours: Callable[[bytes], bool]) -> None:
    file = tmp_path / "results"
    file.write_text(content)
    save(file, "new", is_ours)
    assert everything(tmp_path).keys() == {"results"}
    assert file.read_text() == "new"


@pytest.mark.parametrize("words", [("--json", "notes.md"), ("--junit", "notes.md"), ("--json", "no/such.json")])
@pytest.mark.parametrize("verb", [(), ("--files", "x.py"), ("--merge", "x.json")])
def test_a_place_for_results_is_refused_before_the_run(
    sixfold: Sixfold, project: Path, words: tuple[str, str], verb: tuple[str, ...]
) -> None:
    (project / "notes.md").write_text("mine\n")
    code, out, err = sixfold("smoke", *words, *verb)
    assert (code, out) == (1, "")
    assert err.startswith(f"{words[1]}: ")
    assert (project / "notes.md").read_text() == "mine\n"


def test_a_result_can_go_to_a_stream(capfd: pytest.CaptureFixture[str]) -> None:
    save(Path("/dev/stdout"), "x\n", is_results)
    assert capfd.readouterr().out == "x\n"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", ["specs/new", "specs/new/page.yaml"])
def test_new_writes_through_no_link(sixfold: Sixfold, project: Path, outside: Path, place: str, kind: str) -> None:
    if kind == "folder" and place == "specs/new":
        return
    stand(project / place, kind, outside)
    found = everything(project.parent)
    code, out, err = sixfold("new", "DeleteModels", "--page", "new/page")
    assert (code, out) == (1, "")
    assert place in err
    assert "Traceback" not in err
    assert everything(project.parent) == found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["llms.txt", "index.html"])
def test_finish_writes_through_no_link(project: Path, outside: Path, kind: str, name: str) -> None:
    site = project.parent / "site"
    (site / "guide").mkdir(parents=True)
    for page in ("index.html", "guide/index.html"):
        (site / page).write_text("<html><head></head><body></body></html>\n")
    for file, text in {"mkdocs.yml": "site_name: S\n", "nav.yml": "nav: [index.md]\n"}.items():
        (project / file).write_text(text)
    stand(site / name, kind, outside)
    found = everything(project.parent)
    if kind.endswith("file") and not kind.startswith("link") and not name.endswith("html"):
        finish(project, site, Generated)  # a site is built anew each time: a text there is an earlier one
        return
    with pytest.raises(SixfoldError):
        finish(project, site, Generated)
    assert everything(project.parent) == found


@pytest.mark.parametrize("site", [".", "..", "docs", "specs"])
def test_finish_takes_no_project_for_a_site(sixfold: Sixfold, project: Path, site: str) -> None:
    (project / site / "index.html").write_text("<html><head></head></html>")
    found = everything(project.parent)
    code, _, err = sixfold("finish", site)
    assert code == 1
    assert err.startswith(f"{site}: holds ")
    assert everything(project.parent) == found


@pytest.mark.parametrize("path", ["a", "b/c", "b/d/e"])
@pytest.mark.parametrize("kind", [*LINKS, "folder", "pipe", "socket"])
def test_a_change_goes_through_no_link(tmp_path: Path, outside: Path, path: str, kind: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    for at in (path, *(str(folder) for folder in Path(path).parents if str(folder) != ".")):
        if at != path and kind == "folder":
            continue
        shutil.rmtree(root)
        root.mkdir()
        stand(root / at, kind, outside)
        found = everything(tmp_path)
        for change in (Change(path, None, b"new"), Change(path, b"SECRET", None)):
            with pytest.raises(SixfoldError):
                transaction.write(root, [change])
        assert everything(tmp_path) == found


def test_finish_writes_over_no_text_that_a_person_put_among_the_pages(project: Path) -> None:
    site = project.parent / "site"
    site.mkdir()
    (site / "index.html").write_text("<html><head></head><body></body></html>\n")
    for file, text in {
        "mkdocs.yml": "site_name: S\n",
        "nav.yml": "nav: [index.md]\n",
        "docs/llms.txt": "mine\n",
    }.items():
        (project / file).write_text(text)
    (site / "llms.txt").write_text("mine\n")
    with pytest.raises(
        SixfoldError, match=r"^docs/llms\.txt: stands where the site's own llms\.txt goes; move it away"
    ):
        finish(project, site, Generated)
    assert (site / "llms.txt").read_text() == "mine\n"
