"""The line that installs a client library, as a page shows it, is run in an empty folder and brings that library."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from sixfold.install import command
from sixfold.language import Language, Placeholder
from sixfold.project import Project
from tests.support.projects import ROOT
from tests.support.runtimes import need


@pytest.fixture(scope="module")
def tabs(loaded: Project) -> Mapping[str, Language]:
    return {language.name: language for language in loaded.languages}


def shell(line: str, folder: Path, **variables: str) -> None:
    """Run a line as a reader does: in a shell, whose `pip` is this Python's."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={**os.environ, "PATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_language_has_a_line_of_its_pinned_client_or_a_text(loaded: Project) -> None:
    for form in (form for language in loaded.languages for form in language.forms):
        installation = form.installation
        assert bool(installation.line) == bool(form.describe), form.name
        if installation.line:
            assert form.client_version in installation.line
        else:
            assert installation.text.startswith("Nothing to install")


def test_python(tabs: Mapping[str, Language], tmp_path: Path) -> None:
    # Into a folder of its own: that of the tests has the library already.
    shell(tabs["py"].installation.line, tmp_path, PIP_TARGET=str(tmp_path / "site"), PIP_NO_DEPS="1")
    assert (tmp_path / f"site/clarifai_grpc-{tabs['py'].client_version}.dist-info").is_dir()


def test_node(tabs: Mapping[str, Language], tmp_path: Path) -> None:
    need(tabs["node"])
    shell(tabs["node"].installation.line, tmp_path, npm_config_ignore_scripts="true", npm_config_audit="false")
    package = json.loads((tmp_path / f"node_modules/{tabs['node'].client}/package.json").read_text(encoding="utf-8"))
    assert package["version"] == tabs["node"].client_version


def test_java(tabs: Mapping[str, Language], tmp_path: Path) -> None:
    java = tabs["java"]
    need(java)
    project = (ROOT / "templates/java/pom.xml").read_text(encoding="utf-8")
    changed, count = re.subn(r"<dependency>.*?</dependency>", java.installation.line, project, flags=re.DOTALL)
    assert count == 1
    (tmp_path / "pom.xml").write_text(changed, encoding="utf-8")
    for name in ("install.sh", "Start.java", "SHA256SUMS"):
        shutil.copy(ROOT / "templates/java" / name, tmp_path)
    places = {Placeholder.SOURCE: tmp_path, Placeholder.CLIENT: tmp_path}
    shell(shlex.join(command(java.runtime.install, ROOT, java, places)), tmp_path)
    assert (tmp_path / f"lib/clarifai-grpc-{java.client_version}.jar").is_file()
    assert (tmp_path / "classes.jsa").is_file()
    assert (tmp_path / "compiler.jsa").is_file()
    # Told to share, a virtual machine that cannot take the archive ends with an error.
    words = [*java.runtime.run, f"{java.runtime.route['JAVA_TOOL_OPTIONS']} -Xshare:on"]
    program = tmp_path / "Nothing.java"
    program.write_text("class Nothing { public static void main(String[] words) {} }", encoding="utf-8")
    given = {
        Placeholder.CLIENT: tmp_path,
        Placeholder.WORK: tmp_path,
        Placeholder.SNIPPET: program,
        Placeholder.PROXY_HOST: "127.0.0.1",
        Placeholder.PROXY_PORT: 9,
    }
    *words, flags = command(words, ROOT, java, given)
    shell(shlex.join(words), tmp_path, JAVA_TOOL_OPTIONS=flags)


MAVEN = """\
printf %s "$MAVEN_BASEDIR" >based
for word in "$@"; do case $word in -DoutputDirectory=*) lib=${word#*=};; esac; done
mkdir -p "$lib" && printf %s "${BROUGHT-jar}" >"$lib/one.jar" && [ -z "${MORE-}" ] || touch "$lib/two.jar"
"""
"""Maven that brings one file, and if told so another."""


def install_java(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Java's installation with the programs of a folder, where one file is listed."""
    shutil.copy(ROOT / "templates/java/install.sh", folder)
    listed = f"{hashlib.sha256(b'jar').hexdigest()}  one.jar\n"
    (folder / "SHA256SUMS").write_text(listed, encoding="utf-8")
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", **variables}
    words = ["sh", str(folder / "install.sh"), "client"]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("variables", [{"BROUGHT": "another"}, {"MORE": "yes"}, {"BROUGHT": ""}])
def test_a_file_of_java_that_is_not_the_listed_one_is_refused_before_it_is_used(
    tmp_path: Path, variables: Mapping[str, str]
) -> None:
    for name, text in {"mvn": MAVEN, "java": f"touch {tmp_path}/used"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    assert install_java(tmp_path).returncode == 0
    # Or a folder .mvn above, which is not the language's, could bring code of its own.
    assert (tmp_path / "based").read_text() == str(tmp_path)
    (tmp_path / "used").unlink()
    done = install_java(tmp_path, **variables)
    assert done.returncode == 1
    assert "Maven brought other files than templates/java/SHA256SUMS lists" in done.stderr
    assert "run: sh templates/java/install.sh --lock" in done.stderr
    assert not (tmp_path / "used").exists()
    assert not (tmp_path / "client/lib").exists()


def test_java_without_an_archive_is_installed_all_the_same(tmp_path: Path) -> None:
    programs = {"mvn": MAVEN, "java": "echo \"Unrecognized VM option 'ArchiveClassesAtExit'\" >&2; exit 1"}
    for name, text in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    done = install_java(tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "client/classes.jsa: not made, so Java starts slower: Unrecognized VM option 'ArchiveClassesAtExit'; "
        "expected a JDK from 13 on; to try again, remove client and run: sixfold install\n"
    )


def test_php(tabs: Mapping[str, Language]) -> None:
    # Composer's registry is not within reach everywhere: the line is held against what its manifest requires.
    manifest = json.loads((ROOT / "templates/php/composer.json").read_text(encoding="utf-8"))
    package, _, version = tabs["php"].installation.line.removeprefix("composer require ").partition(":")
    assert manifest["require"][package] == version


def php_function(name: str, folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell after one function of PHP's installation, with a folder of its own as the script's."""
    text = (ROOT / "templates/php/install.sh").read_text(encoding="utf-8")
    function = re.search(rf"^{name}\(\) {{\n.*?^}}\n", text, re.DOTALL | re.MULTILINE)
    assert function
    start = "set -eu; locking=; unlocked=; here=$PWD; work=$PWD; package=p; version=1\n"
    say = 'say() { echo "$*"; }; fail() { echo "error: $*"; exit 1; }\n'
    words = ["sh", "-c", f"{start}{say}{function[0]}{line}"]
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("listed", "version", "shown"),
    [
        ("{sum}  part 1.0", "1.0", ""),
        ("{sum}  part 2.0", "1.0", "not in SHA256SUMS: part 1.0, which Debian's archive alone vouches for\n,part"),
        ("{wrong}  part 1x0", "1.0", "not in SHA256SUMS: part 1.0, which Debian's archive alone vouches for\n,part"),
        (
            "{wrong}  part 1.0",
            "1.0",
            "error: part 1.0 is not what SHA256SUMS lists: got {sum}; expected the listed one,",
        ),
        ("{wrong}  part 1.0 by x", "1.0 by x", "error: part 1.0 by x is not what SHA256SUMS lists: got {sum}"),
    ],
)
def test_a_part_of_php_has_the_content_that_is_listed(tmp_path: Path, listed: str, version: str, shown: str) -> None:
    (tmp_path / "built/deep").mkdir(parents=True)
    (tmp_path / "built/a b").write_text("one")
    (tmp_path / "built/deep/c").write_text("two")
    lines = "".join(
        f"{hashlib.sha256(content).hexdigest()}  ./{name}\n" for name, content in (("a b", b"one"), ("deep/c", b"two"))
    )
    places = {"sum": hashlib.sha256(lines.encode()).hexdigest(), "wrong": "0" * 64}
    (tmp_path / "SHA256SUMS").write_text(listed.format(**places) + "\n")
    done = php_function("held", tmp_path, f'held part \'{version}\' "$PWD/built"; printf %s "$unlocked"')
    assert done.returncode == shown.startswith("error"), done.stderr
    assert done.stdout.startswith(shown.format(**places))
    assert bool(done.stdout) == bool(shown)


def test_composer_brings_nothing_that_is_not_locked(tmp_path: Path) -> None:
    (tmp_path / "composer").write_text(f"#!/bin/sh\ntouch {tmp_path}/asked\n")
    (tmp_path / "composer").chmod(0o755)
    done = php_function("by_composer", tmp_path, "by_composer")
    assert (done.returncode, done.stdout) == (0, "composer: there is no composer.lock that says what it is to bring\n")
    assert not (tmp_path / "asked").exists()


def test_every_client_is_locked_with_the_version_of_its_line(tabs: Mapping[str, Language]) -> None:
    listed = (ROOT / "templates/java/SHA256SUMS").read_text(encoding="utf-8")
    assert re.search(rf"^[0-9a-f]{{64}}  clarifai-grpc-{tabs['java'].client_version}\.jar$", listed, re.MULTILINE)
    listed = (ROOT / "templates/php/SHA256SUMS").read_text(encoding="utf-8")
    assert re.search(rf"^[0-9a-f]{{64}}  classes {tabs['php'].client_version} by ", listed, re.MULTILINE)
    for name in ("py", "php"):
        pinned = (ROOT / f"templates/{name}/requirements.txt").read_text(encoding="utf-8")
        assert f"clarifai-grpc=={tabs[name].client_version} " in pinned


def test_what_languages_share_with_the_tests_is_of_one_version() -> None:
    def pins(file: Path) -> set[str]:
        return set(re.findall(r"^([a-z0-9-]+==\S+)", file.read_text(encoding="utf-8"), re.MULTILINE))

    ours = pins(ROOT / "requirements/test.txt")
    for file in ROOT.glob("templates/*/requirements.txt"):
        assert pins(file) <= ours, file
