"""Runs share what is made ahead for many, and nothing else: what one leaves, or tries to change, no other meets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sixfold.language import Language
from sixfold.runner import smoke
from sixfold.runner.ahead import ahead_of, surroundings
from sixfold.runner.execute import ALONE, Manner, execute
from sixfold.runner.maker import made_by_kept
from sixfold.sandbox import Endpoint, ResourceStore, Sandbox
from tests.support.projects import ROOT, repository
from tests.support.runtimes import need

STAGE = smoke.SmokeContext.of(repository())
FORMS = {form.name: form for language in STAGE.project.languages for form in language.forms}

NODE = """\
const fs = require("node:fs"), os = require("node:os"), { spawn } = require("node:child_process");
const loader = require("@grpc/proto-loader");
const ahead = fs.readFileSync("/proc/self/cmdline", "utf8").split("\\0").find((word) => word.endsWith(".blob"));
const places = [os.homedir(), os.tmpdir(), "/tmp", "/dev/shm"].map((folder) => `${folder}/left`);
const met = places.filter((place) => fs.existsSync(place));
if ({}.left || loader.left || globalThis.left || process.env.LEFT) met.push("a value");
if (fs.readdirSync("/proc").some((name) => /^\\d+$/.test(name)
  && fs.readFileSync(`/proc/${name}/cmdline`, "utf8").startsWith("sleep"))) met.push("a process");
Object.prototype.left = loader.left = globalThis.left = process.env.LEFT = "left";
loader.loadSync = () => { throw new Error("left"); };
places.forEach((place) => fs.writeFileSync(place, "left"));
spawn("sleep", ["60"], { detached: true, stdio: "ignore" }).unref();
let changed = "";
for (const act of [() => fs.writeFileSync(ahead, "x"), () => fs.unlinkSync(ahead), () => fs.chmodSync(ahead, 0)]) {
  try { if (ahead) { act(); changed = "changed"; } } catch (error) { if (error.code !== "EROFS") changed = error.code; }
}
process.on("exit", () => console.log(JSON.stringify({ ahead: Boolean(ahead), met, changed })));
process.exit(7);
"""

JAVA = """\
import java.nio.file.*;
import java.util.*;

class Left {
    static int runs = 0;

    public static void main(String[] words) throws Exception {
        var met = new ArrayList<String>();
        var places = new ArrayList<Path>();
        for (var folder : List.of(System.getenv("HOME"), System.getProperty("java.io.tmpdir"), "/tmp", "/dev/shm")) {
            places.add(Path.of(folder, "left"));
        }
        for (var place : places) if (Files.exists(place)) met.add(place.toString());
        if (runs++ > 0 || System.getProperty("left") != null) met.add("a value");
        if (ProcessHandle.allProcesses().count() > 2) met.add("a process");
        System.setProperty("left", "left");
        for (var place : places) Files.writeString(place, "left");
        new ProcessBuilder("sleep", "60").start();
        var own = Left.class.getProtectionDomain().getCodeSource();
        var ahead = own == null ? null : Path.of(own.getLocation().toURI()).resolve("Left.class");
        var isAhead = ahead != null && Files.exists(ahead);
        var changed = "";
        if (isAhead) {
            try { Files.writeString(ahead, "x"); changed = "changed"; }
            catch (FileSystemException expected) { if (!expected.getMessage().contains("Read-only")) changed = "?"; }
            try { Files.delete(ahead); changed = "changed"; }
            catch (FileSystemException expected) { if (!expected.getMessage().contains("Read-only")) changed = "?"; }
        }
        var said = String.format("{\\"ahead\\": %s, \\"met\\": %s, \\"changed\\": \\"%s\\"}",
            isAhead, met.isEmpty() ? "[]" : "[1]", changed);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(said)));
        new Thread(() -> { while (true) { Thread.onSpinWait(); } }).start();
        System.exit(7);
    }
}
"""

HOSTILE = {"node": ("left.js", NODE), "java": ("left.java", JAVA), "java_rest": ("left.java", JAVA)}


def said(language: Language, file: Path, manner: Manner) -> dict[str, object]:
    project = STAGE.project
    with Sandbox(project.definition, STAGE.behaviour, Endpoint.of(project.api, {}), ResourceStore(())) as sandbox:
        run = execute(ROOT, language, [file], sandbox, manner=manner).run
    assert run.exit_code == 7, run.output
    return dict(json.loads(run.stdout))


def test_what_is_kept_makes_one_thing_after_the_other_and_says_no_to_what_the_command_refuses(tmp_path: Path) -> None:
    java = FORMS["java"]
    need(java)
    sources = {
        "good": "class Good { public static void main(String[] words) { System.out.println(1); } }",
        "wrong": "class Wrong { Good other; }",
        "warned": "class Warned { Object one = new Integer(1); }",
        "several": "class Several { class Inner {} }",
        "again": "class Good { public static void main(String[] words) { System.out.println(2); } }",
    }
    made = {}
    for name, text in sources.items():
        file = tmp_path / f"{name}.java"
        file.write_text(text, encoding="utf-8")
        folder = tmp_path / name
        folder.mkdir()
        own = {name: value for name, value in surroundings(tmp_path).items() if name not in ("HOME", "TMPDIR")}
        is_made = made_by_kept(ROOT, java, file, folder=folder, environment=own)
        made[name] = is_made, sorted(path.name for path in folder.iterdir())
    # Of one that has several classes all are there, and a run goes without them.
    assert made == {
        "good": (True, ["Good.class"]),
        "wrong": (False, []),
        "warned": (False, []),
        "several": (True, ["Several$Inner.class", "Several.class"]),
        "again": (True, ["Good.class"]),
    }
    assert (tmp_path / "good/Good.class").read_bytes() != (tmp_path / "again/Good.class").read_bytes()


def test_each_language_that_makes_something_ahead_is_tried() -> None:
    assert {name for name, form in FORMS.items() if form.runtime.prepared} == set(HOSTILE)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_run_leaves_no_other_meets(name: str, tmp_path: Path) -> None:
    need(FORMS[name])
    file = tmp_path / HOSTILE[name][0]
    file.write_text(HOSTILE[name][1], encoding="utf-8")
    ahead = ahead_of(ROOT, FORMS[name], file, often=True)
    assert ahead
    before = {path: path.read_bytes() for path in ahead.folder.iterdir()}
    for _ in range(2):
        assert said(FORMS[name], file, Manner(ahead=ahead)) == {"ahead": True, "met": [], "changed": ""}
    assert {path: path.read_bytes() for path in ahead.folder.iterdir()} == before
    assert said(FORMS[name], file, ALONE) == {"ahead": False, "met": [], "changed": ""}
