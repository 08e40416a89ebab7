"""Runtimes are installed where missing; where that cannot be, the exact commands are said. No command is really run."""

from __future__ import annotations

import dataclasses
import hmac
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sixfold import browser
from sixfold.install import client_folder, command, install, is_installed, unusable
from sixfold.install.errors import InstallError
from sixfold.install.packages import missing_programs
from sixfold.install.places import environment
from sixfold.install.python import OWN, own_modules
from sixfold.language import Language, Placeholder, fingerprint, manifest
from sixfold.language.runtime import WarmProcess
from sixfold.runner.ready import ready


@dataclasses.dataclass
class Machine:
    """A computer of which a test says what it has: programs on the path, exit codes of commands."""

    folder: Path
    ran: list[list[str]] = dataclasses.field(default_factory=list)
    started: list[list[str]] = dataclasses.field(default_factory=list)
    environments: list[Mapping[str, str]] = dataclasses.field(default_factory=list)
    said: list[str] = dataclasses.field(default_factory=list)
    folders: list[Path | None] = dataclasses.field(default_factory=list)
    user: int = 0
    fails: str = "-"
    brings: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()

    def has(self, *programs: str) -> None:
        """Put programs on the path."""
        for program in programs:
            path = self.folder / program
            path.write_text("")
            path.chmod(0o755)

    def run(
        self, words: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None, **more: object
    ) -> subprocess.CompletedProcess[str]:
        """Stand in for subprocess.run; what is kept of its output is a start's, not an installation's."""
        self.environments.append(env or {})
        self.folders.append(cwd)
        if "timeout" in more:
            self.started.append(list(words))
            failed = set(self.fails.split()) <= set(words)
            return subprocess.CompletedProcess(words, int(failed), "", "first\nlast\n")
        if words[0] == "apt-cache":
            return subprocess.CompletedProcess(words, 0 if words[-1] in self.packages else 100, "")
        if words[0] == "dpkg-query":
            state = "install ok installed" if words[-1] in self.packages else ""
            return subprocess.CompletedProcess(words, 0, state)
        self.ran.append(list(words))
        if "install" in words:
            self.has(*self.brings)
        return subprocess.CompletedProcess(words, 100 if self.fails in words else 0, "")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    folder = tmp_path / "bin"
    folder.mkdir()
    found = Machine(folder)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("os.geteuid", lambda: found.user)
    monkeypatch.setattr("subprocess.run", found.run)
    return found


@pytest.fixture
def language(languages: Mapping[str, Language], project: Path) -> Callable[..., Language]:
    """Make a language with what a test says of its runtime, and a manifest in its folder."""
    folder = project / "templates/toy"
    folder.mkdir()
    (folder / "language.yaml").write_text("facts")
    (folder / "snippet.toy.j2").write_text("template")
    (folder / "manifest.json").write_text("{}")

    def language(**changes: object) -> Language:
        base = dataclasses.replace(languages["curl"].runtime, programs={}, packages=(), install=(), environment={})
        runtime = dataclasses.replace(base, **changes)  # type: ignore[arg-type]  # what a test says
        return dataclasses.replace(
            languages["py"], name="toy", client="toy-client", client_version="1.2", runtime=runtime, folder=folder
        )

    return language


Make = Callable[..., Language]
UPDATE = "apt-get update --quiet=2"
INSTALL = "apt-get install --yes --quiet=2 --no-install-recommends"


def test_command_fills_in_places(project: Path, language: Make) -> None:
    given = ["{python}", "-x", "{client}/lib", "--f={snippet}", "{other}", "{work}"]
    words = command(given, project, language(), {Placeholder.SNIPPET: "a {client}.py"})
    assert words == [sys.executable, "-x", f"{project}/.runtimes/toy/lib", "--f=a {client}.py", "{other}", "{work}"]


def test_client_folder_is_absolute(project: Path, language: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    assert client_folder(Path(), language()) == project / ".runtimes/toy"


def test_environment_adds_to_what_is_passed_on(project: Path, language: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "old")
    monkeypatch.setenv("JAVA_HOME", "yes")
    found = environment(project, language(environment={"LANG": "{client}:{python}"}))
    assert (found["JAVA_HOME"], found["LANG"]) == ("yes", f"{project}/.runtimes/toy:{sys.executable}")


def test_no_command_of_an_installation_gets_a_key(
    machine: Machine, project: Path, language: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [
        *("CLARIFAI_PAT", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "npm_config__authToken", "NODE_AUTH_TOKEN"),
        *("SSH_AUTH_SOCK", "TWINE_PASSWORD", "DATABASE_URL", "BASH_ENV", "ENV", "LD_PRELOAD", "PYTHONPATH"),
        *("NODE_OPTIONS", "JAVA_TOOL_OPTIONS", "PHPRC", "PERL5OPT"),
    ]
    for name in keys:
        monkeypatch.setenv(name, "secret")
    machine.has("apt-get")
    machine.brings = ("a",)
    toy = language(programs={"a": "one"}, install=("sh", "install.sh"))
    install(project, [dataclasses.replace(toy, describe=("describe",))], machine.said.append)
    assert len(machine.ran) == 3
    assert len(machine.started) == 3
    assert all(given and not set(keys) & set(given) for given in machine.environments)
    assert all("PATH" in given for given in machine.environments)
    # Nor does anything start where the person is, or in the project: programs read code from there.
    assert all(folder and folder != project and folder != Path.cwd() for folder in machine.folders)


def test_missing_programs_are_those_not_on_the_path(machine: Machine, language: Make) -> None:
    machine.has("here")
    assert missing_programs(language(programs={"here": "a", "gone": "b"})) == ["gone"]


def test_what_needs_nothing_is_installed(machine: Machine, project: Path, language: Make) -> None:
    assert is_installed(project, language())
    install(project, [language()], machine.said.append)
    assert (machine.ran, machine.said) == ([], ["toy: ready"])


def test_the_client_is_installed_from_its_folder(machine: Machine, project: Path, language: Make) -> None:
    toy = language(install=("get", "--into={client}", "{source}/manifest.json"))
    assert not is_installed(project, toy)
    install(project, [toy], machine.said.append)
    client = project / ".runtimes/toy"
    assert machine.ran == [["get", f"--into={client}", f"{client}/manifest.json"]]
    assert machine.said == ["toy: installing toy-client 1.2", "toy: ready"]
    assert sorted(path.name for path in client.iterdir()) == ["installed", "manifest.json"]
    assert is_installed(project, toy)


def test_a_client_that_is_part_of_its_runtime_is_not_said_to_be_installed(
    machine: Machine, project: Path, language: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = dataclasses.replace(language(install=("get",)), client="fetch", client_version="")
    install(project, [bare], machine.said.append)
    assert machine.said == ["toy: installing its packages", "toy: ready"]
    monkeypatch.setattr("sixfold.install.missing.install_client", lambda *_: None)
    monkeypatch.setattr("sixfold.install.missing.is_installed", lambda *_: False)
    monkeypatch.setattr("sixfold.install.missing.needs_client", lambda *_: True)
    bare = dataclasses.replace(bare, name="other", runtime=dataclasses.replace(bare.runtime, install=()))
    (project / ".runtimes/other").mkdir(parents=True)
    install(project, [bare], machine.said.append)
    assert machine.said[2] == "other: installing the Python packages that run its snippets"


def test_what_is_installed_is_left_alone(machine: Machine, project: Path, language: Make) -> None:
    toy = language(install=("get",))
    install(project, [toy], machine.said.append)
    install(project, [toy], machine.said.append)
    assert (machine.ran, machine.said[1:]) == ([["get"]], ["toy: ready", "toy: ready"])


@pytest.mark.parametrize("change", ["content", "new file", "name", "command"])
def test_a_changed_manifest_or_command_is_installed_again(
    machine: Machine, project: Path, language: Make, change: str
) -> None:
    install(project, [language(install=("get",))], machine.said.append)
    folder = project / "templates/toy"
    if change == "content":
        (folder / "manifest.json").write_text("{ }")
    elif change == "new file":
        (folder / "more.json").write_text("{}")
    elif change == "name":
        (folder / "manifest.json").rename(folder / "renamed.json")
    words = ("get", "more") if change == "command" else ("get",)
    assert not is_installed(project, language(install=words))


@pytest.mark.parametrize("name", ["language.yaml", "client.yaml", "describe.toy", "snippet.toy.j2", "part.j2", "x.pyc"])
def test_facts_and_templates_are_no_part_of_the_client(
    machine: Machine, project: Path, language: Make, name: str
) -> None:
    toy = language(install=("get",))
    install(project, [toy], machine.said.append)
    (project / "templates/toy" / name).write_text("changed")
    assert is_installed(project, toy)


def test_a_failed_client_is_an_error_and_not_installed(machine: Machine, project: Path, language: Make) -> None:
    machine.fails = "get"
    toy = language(install=("get", "{client}"))
    with pytest.raises(InstallError, match=r"^toy: 'get .*/.runtimes/toy' failed with exit code 100$"):
        install(project, [toy], machine.said.append)
    assert not is_installed(project, toy)


def test_a_client_that_fails_to_update_is_not_installed(machine: Machine, project: Path, language: Make) -> None:
    toy = language(install=("get",))
    install(project, [toy], machine.said.append)
    (project / "templates/toy/manifest.json").write_text("new")
    machine.fails = "get"
    with pytest.raises(InstallError):
        install(project, [toy], machine.said.append)
    assert not is_installed(project, toy)


def test_root_installs_packages_with_apt(machine: Machine, project: Path, language: Make) -> None:
    machine.has("apt-get")
    machine.brings = ("b", "a")
    install(project, [language(programs={"b": "b-package", "a": "a-package"})], machine.said.append)
    assert [" ".join(words) for words in machine.ran] == [UPDATE, f"{INSTALL} a-package b-package"]
    assert machine.said[:3] == ["toy: missing b, a", f"system: {UPDATE}", f"system: {INSTALL} a-package b-package"]


def test_others_install_packages_with_sudo(machine: Machine, project: Path, language: Make) -> None:
    machine.user = 1000
    machine.has("apt-get", "sudo")
    machine.brings = ("a",)
    install(project, [language(programs={"a": "a-package"})], machine.said.append)
    assert [" ".join(words) for words in machine.ran] == [
        f"sudo --non-interactive {UPDATE}",
        f"sudo --non-interactive {INSTALL} a-package",
    ]


def test_packages_of_several_languages_are_installed_at_once(machine: Machine, project: Path, language: Make) -> None:
    machine.has("apt-get")
    machine.brings = ("a", "b")
    made = [language(programs={"a": "one"}), language(programs={"a": "one", "b": "two"})]
    install(project, made, machine.said.append)
    assert [" ".join(words) for words in machine.ran] == [UPDATE, f"{INSTALL} one two"]


def test_packages_without_a_program_are_asked_of_dpkg(machine: Machine, project: Path, language: Make) -> None:
    machine.has("apt-get", "dpkg-query")
    machine.packages = ("there",)
    install(project, [language(packages=("there", "lacking"))], machine.said.append)
    assert [" ".join(words) for words in machine.ran] == [UPDATE, f"{INSTALL} lacking"]


def test_what_runs_are_quicker_with_is_installed_where_apt_knows_it(
    machine: Machine, project: Path, language: Make
) -> None:
    machine.has("apt-get", "there")
    machine.packages = ("known",)
    toy = language(optional={"there": "is-there", "a": "known", "b": "unknown"})
    install(project, [toy], machine.said.append)
    assert [" ".join(words) for words in machine.ran] == [f"{INSTALL} known"]
    assert machine.said == [f"system: {INSTALL} known", "toy: ready"]


@pytest.mark.parametrize("programs", [("apt-get",), ()])
def test_a_language_is_ready_without_what_runs_are_quicker_with(
    machine: Machine, project: Path, language: Make, programs: tuple[str, ...]
) -> None:
    machine.has(*programs)
    machine.packages, machine.fails = ("known",), "install"
    install(project, [language(optional={"a": "known"})], machine.said.append)
    assert machine.said[-1] == "toy: ready"
    assert any("runs are slower without" in said for said in machine.said) == bool(programs)


@pytest.mark.parametrize(("user", "programs"), [(1000, ("apt-get",)), (1000, ("sudo",)), (1000, ()), (0, ())])
def test_with_neither_root_nor_sudo_nor_apt_the_commands_are_said(
    machine: Machine, project: Path, language: Make, user: int, programs: tuple[str, ...]
) -> None:
    machine.user = user
    machine.has(*programs)
    with pytest.raises(InstallError) as error:
        install(project, [language(programs={"a": "a-package", "b": "b-package"})], machine.said.append)
    assert str(error.value) == (
        "missing: a-package, b-package; expected root or sudo, and apt, to install them:\n"
        f"  sudo {UPDATE}\n"
        f"  sudo {INSTALL} a-package b-package"
    )
    assert machine.ran == []


@pytest.mark.parametrize(("user", "fails"), [(0, "update"), (0, "install"), (1000, "update")])
def test_when_apt_fails_the_commands_are_said(
    machine: Machine, project: Path, language: Make, user: int, fails: str
) -> None:
    machine.user = user
    machine.has("apt-get", "sudo")
    machine.fails = fails
    with pytest.raises(InstallError) as error:
        install(project, [language(programs={"a": "a-package"})], machine.said.append)
    prefix = "" if user == 0 else "sudo --non-interactive "
    assert str(error.value).startswith(f"'{prefix}apt-get {fails} ")
    # What one language alone needs is not tried a second time.
    assert len(machine.ran) == (1 if fails == "update" else 2)
    assert str(error.value).endswith(
        f"failed with exit code 100; run by hand:\n  sudo {UPDATE}\n  sudo {INSTALL} a-package"
    )


def test_a_program_that_apt_does_not_bring_is_an_error(machine: Machine, project: Path, language: Make) -> None:
    machine.has("apt-get")
    machine.brings = ("b",)
    with pytest.raises(InstallError) as error:
        install(project, [language(programs={"a": "a-package", "b": "b-package"})], machine.said.append)
    assert str(error.value) == (
        "toy: still missing a; expected them on the path once a-package is installed: "
        "see 'runtime.programs' in templates/toy/language.yaml"
    )


def test_an_install_command_that_is_not_there(project: Path, language: Make) -> None:
    toy = language(install=("no-such-program-x", "{client}"))
    with pytest.raises(InstallError, match=r"^toy: 'no-such-program-x .*' cannot be run: No such file or directory$"):
        install(project, [toy], lambda _: None)
    assert not is_installed(project, toy)


def test_a_moved_file_is_installed_again(machine: Machine, project: Path, language: Make) -> None:
    toy = language(install=("get",))
    install(project, [toy], machine.said.append)
    folder = project / "templates/toy"
    (folder / "sub").mkdir()
    (folder / "manifest.json").rename(folder / "sub/manifest.json")
    assert not is_installed(project, toy)


def test_what_an_earlier_manifest_led_to_leaves_the_client(machine: Machine, project: Path, language: Make) -> None:
    toy = language(install=("get",))
    (project / "templates/toy/more.json").write_text("x")
    install(project, [toy], machine.said.append)
    client = project / ".runtimes/toy"
    (client / "lib").mkdir()
    (project / "templates/toy/more.json").unlink()
    install(project, [toy], machine.said.append)
    assert sorted(path.name for path in client.iterdir()) == ["installed", "manifest.json"]


def test_what_the_install_command_made_stays_where_nothing_changed(
    machine: Machine, project: Path, language: Make
) -> None:
    toy = language(install=("get",))
    install(project, [toy], machine.said.append)
    made = project / ".runtimes/toy/lib"
    made.mkdir()
    install(project, [toy], machine.said.append)
    assert made.is_dir()


@pytest.mark.parametrize("name", [".runtimes", ".runtimes/toy"])
def test_a_file_where_the_client_belongs_is_an_error(
    machine: Machine, project: Path, language: Make, name: str
) -> None:
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("x")
    with pytest.raises(InstallError, match=r"^toy: cannot make .*/.runtimes/toy: "):
        install(project, [language(install=("get",))], machine.said.append)


def test_a_stamp_that_is_no_text_is_another_one(machine: Machine, project: Path, language: Make) -> None:
    toy = language(install=("get",))
    install(project, [toy], machine.said.append)
    (project / ".runtimes/toy/installed").write_bytes(b"\xff")
    assert not is_installed(project, toy)


def forged(project: Path, toy: Language) -> list[str]:
    """Return all that somebody without the secret could put in the place of a stamp."""
    folder = project / "templates/toy"
    own = [module.read_text(encoding="utf-8") for module in own_modules(toy)]
    print_of_it = fingerprint(folder, manifest(folder), [*toy.runtime.install, *own])
    return [print_of_it, f"{print_of_it}\n", "", "0" * 64, hmac.digest(b"", print_of_it.encode(), "sha256").hex()]


@pytest.mark.parametrize("number", range(5))
def test_what_came_with_a_project_is_not_installed(
    machine: Machine, project: Path, language: Make, number: int
) -> None:
    (project / "templates/toy/requirements.txt").write_text("one==1 --hash=sha256:0\n")
    toy = language(run=("{python}", "{snippet}"), version=("{python}", "--version"))
    evil = project / ".runtimes/toy/.venv/bin/python"
    evil.parent.mkdir(parents=True)
    evil.write_text("evil")
    (project / ".runtimes/toy/installed").write_text(forged(project, toy)[number])
    assert not is_installed(project, toy)
    assert ready(project, [toy]).reasons.keys() == {"toy"}
    assert (machine.ran, machine.started) == ([], [])
    install(project, [toy], machine.said.append)
    assert is_installed(project, toy)
    assert not evil.exists() or evil.read_bytes() != b"evil"


def test_an_installation_is_of_one_person_and_one_folder(
    machine: Machine, project: Path, language: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy = language(install=("get",))
    install(project, [toy], machine.said.append)
    other = project.with_name("other")
    shutil.copytree(project, other)
    assert not is_installed(other, toy)
    shutil.rmtree(other / ".runtimes")
    (other / ".runtimes").symlink_to(project / ".runtimes")
    assert is_installed(other, toy)
    monkeypatch.setenv("XDG_STATE_HOME", str(project.with_name("another person")))
    assert not is_installed(project, toy)


def test_what_stands_in_the_place_of_a_client_that_is_not_needed_is_not_started(
    machine: Machine, project: Path, language: Make
) -> None:
    toy = language(version=("{client}/evil", "--version"))
    (project / ".runtimes/toy").mkdir(parents=True)
    (project / ".runtimes/toy/evil").write_text("evil")
    assert not is_installed(project, toy)
    assert ready(project, [toy]).reasons.keys() == {"toy"}
    assert machine.started == []
    install(project, [toy], machine.said.append)
    assert not (project / ".runtimes/toy").exists()
    assert is_installed(project, toy)


def test_a_stamp_that_cannot_be_made_is_said(machine: Machine, project: Path, language: Make, state: Path) -> None:
    state.rmdir()
    state.write_text("a file in its way")
    with pytest.raises(InstallError, match=r"^toy: cannot be noted as installed: .*; set XDG_STATE_HOME to another"):
        install(project, [language(install=("get",))], machine.said.append)
    assert machine.said[-1] == "toy: not ready"


RUN = {"version": ("toy", "--version"), "syntax": ("toy", "{snippet}"), "run": ("toy", "{snippet}")}


@pytest.mark.parametrize("fails", ["toy --version", "toy", "knows"])
def test_what_does_not_start_is_not_ready(machine: Machine, project: Path, language: Make, fails: str) -> None:
    toy = dataclasses.replace(language(install=("get",), **RUN), describe=("knows", "{client}"))
    machine.fails = fails
    with pytest.raises(InstallError, match=r"^toy: installed, but does not start: '.*' failed with exit code 1: last$"):
        install(project, [toy], machine.said.append)
    assert "toy: ready" not in machine.said
    assert not is_installed(project, toy)


def test_a_start_parses_a_file_of_the_language_and_asks_the_client(
    machine: Machine, project: Path, language: Make
) -> None:
    toy = dataclasses.replace(language(install=("get",), **RUN), describe=("knows", "{source}", "{client}"))
    install(project, [toy], machine.said.append)
    version, syntax, describe = machine.started
    assert version == ["toy", "--version"]
    assert Path(syntax[1]).name == f"Start.{toy.extension}"
    assert describe == ["knows", f"{project}/templates/toy", f"{project}/.runtimes/toy"]


def test_what_starts_no_more_is_installed_again(machine: Machine, project: Path, language: Make) -> None:
    toy = language(install=("get",), **RUN)
    install(project, [toy], machine.said.append)
    machine.fails = "toy"
    with pytest.raises(InstallError, match="does not start"):
        install(project, [toy], machine.said.append)
    assert machine.ran == [["get"], ["get"]]
    assert not is_installed(project, toy)
    machine.fails = "-"
    install(project, [toy], machine.said.append)
    assert machine.said[-1] == "toy: ready"


def test_a_program_that_a_start_does_not_find_is_said_in_a_line(project: Path, language: Make) -> None:
    toy = language(**{**RUN, "version": ("no-such-program-x",)})
    with pytest.raises(InstallError) as error:
        install(project, [toy], lambda _: None)
    reason = "'no-such-program-x' cannot be run: No such file or directory"
    assert str(error.value) == f"toy: installed, but does not start: {reason}"


@pytest.mark.parametrize("key", ["run", "warm_process.start"])
def test_a_program_that_only_a_run_starts_is_looked_for(
    machine: Machine, project: Path, language: Make, key: str
) -> None:
    words = ("no-such-program-x", "{snippet}")
    changed: dict[str, object] = {"run": words} if key == "run" else {"warm_process": WarmProcess(words, "SOCKET")}
    toy = language(**{**RUN, **changed})
    with pytest.raises(
        InstallError, match=rf"^toy: 'no-such-program-x' is not on the path; .*'runtime\.{key}' in temp"
    ):
        install(project, [toy], machine.said.append)
    assert machine.said[-1] == "toy: not ready"


@pytest.mark.parametrize("fails", ["get", "packages", "start", "folder"])
def test_one_that_cannot_be_installed_keeps_no_other_from_it(
    machine: Machine, project: Path, language: Make, fails: str
) -> None:
    changes: dict[str, object] = {"install": ("get",)} if fails == "get" else {"programs": {"a": "b"}}
    changes = {"version": ("get",)} if fails == "start" else changes
    machine.fails = "-" if fails == "packages" else "get"
    wrong = dataclasses.replace(language(**changes), name="toy")
    if fails == "folder":
        (project / "templates/toy/linked").symlink_to("/etc/passwd")
        wrong = dataclasses.replace(language(install=("other",)), name="toy")
    right = dataclasses.replace(language(install=("other",)), name="py", folder=project / "templates/py")
    with pytest.raises(InstallError) as error:
        install(project, [wrong, right], machine.said.append)
    assert {"toy: not ready", "py: ready"} <= set(machine.said)
    assert is_installed(project, right)
    assert str(error.value)


def test_a_package_that_apt_does_not_know_keeps_no_other_from_being_installed(
    machine: Machine, project: Path, language: Make
) -> None:
    machine.has("apt-get")
    machine.brings = ("a",)
    machine.fails = "unknown"
    wrong = language(programs={"b": "unknown"})
    right = dataclasses.replace(language(programs={"a": "known"}), name="py")
    with pytest.raises(InstallError, match=r"apt-get install .* unknown"):
        install(project, [wrong, right], machine.said.append)
    assert "py: ready" in machine.said


def test_what_an_installation_must_bring_is_looked_for(machine: Machine, project: Path, language: Make) -> None:
    with pytest.raises(InstallError, match=r"^toy: its installation brings no modules; expected in .*/toy what"):
        install(project, [language(install=("get",), linked=("modules",))], machine.said.append)


@pytest.mark.parametrize(
    "named",
    [
        {"linked": ("there", "mdules")},
        {"run": ("a", "{client}/mdules/*", "{snippet}")},
        {"syntax": ("a", "-cp={client}/there:{client}/mdules", "{snippet}")},
        {"version": ("{client}/mdules/", "--version")},
        {"warm_process": WarmProcess(("a", "{socket}", "{client}/mdules"), "A")},
    ],
    ids=lambda named: next(iter(named)),
)
def test_a_part_that_is_not_there_is_told_before_anything_is_run(
    machine: Machine, project: Path, language: Make, named: dict[str, Any]
) -> None:
    machine.has("a")
    toy = language(install=("get",), version=("a",), syntax=("a", "{snippet}"), run=("a", "{snippet}"))
    install(project, [toy], machine.said.append)
    (project / ".runtimes/toy/there").touch()
    assert unusable(project, toy) == ""
    wrong = dataclasses.replace(toy, runtime=dataclasses.replace(toy.runtime, **named))
    said = "its installation brings no mdules; expected in "
    assert unusable(project, wrong).startswith(said)
    assert ready(project, [wrong]).reasons["toy"].startswith(said)
    # It is tried once more, anew.
    with pytest.raises(InstallError, match=r"its installation brings no (there, )?mdules; expected in "):
        install(project, [wrong], machine.said.append)


@pytest.mark.parametrize("place", [".runtimes", ".runtimes/toy"])
def test_nothing_is_made_anew_behind_a_link(
    machine: Machine, project: Path, language: Make, place: str, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere/toy").mkdir(parents=True)
    (tmp_path / "elsewhere/toy/letter").write_text("mine")
    (project / place).parent.mkdir(exist_ok=True)
    (project / place).symlink_to(tmp_path / ("elsewhere/toy" if "/" in place else "elsewhere"))
    with pytest.raises(InstallError, match="is a symbolic link; expected a folder"):
        install(project, [language(install=("get",))], machine.said.append)
    assert (tmp_path / "elsewhere/toy/letter").read_text() == "mine"
    assert machine.ran == []


def test_what_a_language_needs_of_python_is_installed_for_it_alone(
    machine: Machine, project: Path, language: Make
) -> None:
    (project / "templates/toy/requirements.txt").write_text("one==1 --hash=sha256:0\n")
    toy = language(run=("{python}", "-m", "sixfold.browser", "{snippet}"))
    client = project / ".runtimes/toy"
    assert not is_installed(project, toy)
    install(project, [toy], machine.said.append)
    (words,) = machine.ran
    assert words[:5] == [sys.executable, "-P", "-m", "pip", f"--python={client}/.venv/bin/python"]
    assert {"--require-hashes", "--no-deps", "--only-binary=:all:"} <= set(words)
    assert words[-1] == f"--requirement={client}/requirements.txt"
    assert command(["{python}"], project, toy) == [f"{client}/.venv/bin/python"]
    (module,) = client.glob(".venv/lib/python*/site-packages/sixfold/browser.py")
    assert module.read_bytes() == Path(browser.__file__).read_bytes()
    assert is_installed(project, toy)
    (project / "templates/toy/requirements.txt").write_text("one==2 --hash=sha256:0\n")
    assert not is_installed(project, toy)


def test_the_python_of_a_language_gets_pips_own_settings(
    machine: Machine, project: Path, language: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_CERT", "here")
    monkeypatch.setenv("TOKEN", "secret")
    (project / "templates/toy/requirements.txt").write_text("")
    install(project, [language(install=("get",))], machine.said.append)
    by_pip, by_folder, *_ = machine.environments
    assert by_pip["PIP_CERT"] == "here"
    assert "TOKEN" not in by_pip
    assert "PIP_CERT" not in by_folder


@pytest.mark.parametrize("modules", OWN.values(), ids=OWN)
def test_a_module_that_a_language_starts_comes_with_those_it_needs(modules: tuple[ModuleType, ...]) -> None:
    texts = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in modules]
    needed = {name for text in texts for name in re.findall(r"^ *(?:from|import) (sixfold[\w.]*)", text, re.MULTILINE)}
    assert needed <= {module.__name__ for module in modules}
