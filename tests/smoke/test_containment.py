"""What hostile snippets try, as root and as anybody: no trace of them stays, and they reach nothing but their own."""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from sixfold.container.parts import WITHOUT, Protection
from sixfold.host.removal import remove
from tests.support.drawing import is_whole
from tests.support.processes import running, wait_until
from tests.support.projects import ROOT
from tests.support.runtimes import missing

NOBODY = 65534
OWNERS = "VARIABLE_OF_THE_OWNER"
KINDS = {
    "user": Protection.USER,
    "mnt": Protection.FILES,
    "pid": Protection.PROCESSES,
    "net": Protection.NETWORK,
    "ipc": Protection.MEMORY,
    "uts": Protection.HOST_NAME,
}
"""The kernel's names of the namespaces that it can be told to give none of."""


SYSTEM = ("/", "/tmp", "/var/tmp", "/dev/shm", "/run", "/etc", "/opt")  # noqa: S108 - temporary folders are meant


@dataclass(frozen=True)
class Runner:
    """Runs commands contained, as one user, with some parts turned off; ``place`` is open to everybody."""

    python: str
    user: int
    place: Path
    lacking: tuple[Protection, ...] = ()

    def __call__(self, *runs: tuple[Sequence[str], float], **given: float) -> list[dict[str, Any]]:
        shown = subprocess.run(
            [self.python, str(self.place / "hostile.py")],
            input=json.dumps({"lacking": self.lacking, "runs": runs, **given}),
            env={"PYTHONPATH": str(self.place / "tools"), "TMPDIR": str(self.place / "tmp"), OWNERS: OWNERS},
            user=self.user,
            group=self.user,
            extra_groups=[] if os.geteuid() == 0 else None,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        assert shown.returncode == 0, shown.stderr
        done: list[dict[str, Any]] = json.loads(shown.stdout)["done"]
        return done

    def shell(self, *scripts: str, timeout: float = 10.0, **given: float) -> list[dict[str, Any]]:
        return self(*((["sh", "-c", script], timeout) for script in scripts), **given)

    def script(self, *scripts: str, timeout: float = 10.0) -> list[dict[str, Any]]:
        return self(*(([self.python, "-I", "-S", "-c", script], timeout) for script in scripts))


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Give a folder that every user can read, and write where it says ``tmp``, with what a run needs of the tool."""
    made = Path(tempfile.mkdtemp(prefix="containment-"))
    made.chmod(0o755)
    for name in ("container", "host"):
        shutil.copytree(ROOT / "tools/sixfold" / name, made / "tools/sixfold" / name)
    for name in ("__init__.py", "errors.py", "frozen.py"):
        shutil.copy(ROOT / "tools/sixfold" / name, made / "tools/sixfold")
    shutil.copy(Path(__file__).with_name("hostile.py"), made)
    (made / "tmp").mkdir()
    (made / "tmp").chmod(0o1777)
    yield made
    assert list((made / "tmp").iterdir()) == []
    shutil.rmtree(made)


def python_of(user: int) -> str:
    for found in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        words = [found, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        try:
            if not subprocess.run(words, user=user, group=user, cwd="/", capture_output=True, check=False).returncode:
                return found
        except OSError:
            continue
    return missing(f"no Python of user {user}", of_root=True)


@pytest.fixture(scope="module", params=[0, NOBODY], ids=["root", "nobody"])
def user(request: pytest.FixtureRequest) -> int:
    wanted: int = request.param
    if os.geteuid() not in (0, wanted):
        missing("only root can be two users", of_root=True)
    return wanted


@pytest.fixture(scope="module")
def contained(place: Path, user: int) -> Runner:
    return Runner(python_of(user), user, place)


@pytest.fixture(scope="module", params=[(), tuple(Protection)], ids=["contained", "with nothing"])
def either(request: pytest.FixtureRequest, contained: Runner) -> Runner:
    return Runner(contained.python, contained.user, contained.place, request.param)


LEAVING = {
    "a session": "setsid sleep {mark} &",
    "no environment": "setsid env -i sleep {mark} &",
    "a grandchild": "(setsid env -i sh -c 'setsid sleep {mark} & setsid sleep {mark} &' &)",
    "no hangup": "nohup sleep {mark} >/dev/null 2>&1 &",
    "deaf": "(trap '' HUP INT TERM; setsid env -i sleep {mark} &)",
    "many": "for i in $(seq 30); do setsid env -i sleep {mark} & done",
    "one that starts another": "setsid env -i sh -c 'while :; do sleep 0.01; (sleep {mark} &) ; done' 0 {mark} &",
}
ENDING = {"well": "sleep 0.05; exit 0", "badly": "sleep 0.05; exit 3", "killed": "kill -9 $$", "late": "sleep 600"}


def test_no_process_is_left_however_it_leaves_and_however_the_snippet_ends(either: Runner) -> None:
    mark = f"600.{random.SystemRandom().randrange(10**9):09}"
    cases = list(product(LEAVING.items(), ENDING.items()))
    runs = [
        (["sh", "-c", f"{leave.format(mark=mark)}\n{end}"], 0.4 if name == "late" else 20.0)
        for (_, leave), (name, end) in cases
    ]
    done = either(*runs)
    codes = {"well": 0, "badly": 3, "killed": -9, "late": None}
    for ((leave, _), (end, _)), each in zip(cases, done, strict=True):
        assert each["exit_code"] == codes[end], (leave, end, each)
        assert each["took"] < 10, (leave, end, each)
    assert wait_until(lambda: running(mark) == []), running(mark)


def test_what_kills_its_parents_is_ended_with_them(either: Runner) -> None:
    mark = f"601.{random.SystemRandom().randrange(10**9):09}"
    above = "$(sed 's/.*) . //; s/ .*//' /proc/$PPID/stat)"
    start = f"setsid env -i sleep {mark} & sleep 0.1; "
    scripts = [f"{start} kill -9 $PPID; echo here", f"{start} p={above}; [ $p -gt 1 ] && kill -9 $p; kill -9 $PPID"]
    either.shell(*scripts)
    assert wait_until(lambda: running(mark) == []), running(mark)


STOPPING = {
    "the first process": "kill -STOP $first",
    "the guard": "kill -STOP $guard",
    "the launcher": "kill -STOP $launcher",
    "all": "kill -STOP $launcher $guard $first",
    "the launcher, and ends the others": "kill -STOP $launcher; kill -9 $guard $first",
    "none, and ends the launcher": "kill -9 $launcher",
    "none, and ends all": "kill -9 $launcher $guard $first",
}
"""Ancestors that a snippet stops, where it sees them."""


def test_what_stops_its_parents_is_ended_with_them_and_what_follows_runs(either: Runner) -> None:
    mark = f"603.{random.SystemRandom().randrange(10**9):09}"
    start = f"""
        above() {{ sed 's/.*) . //; s/ .*//' /proc/$1/stat; }}
        setsid env -i sleep {mark} & setsid sh -c 'sleep {mark}; :' &
        first=$PPID; guard=$(above $first)
        [ $guard -gt 1 ] || exit 0
        launcher=$(above $guard)
    """
    scripts = [script for act in STOPPING.values() for script in (f"{start}\n{act}; sleep 600", "echo here")]
    done = either.shell(*scripts, timeout=0.5, patience=2.0)
    assert wait_until(lambda: running(mark) == []), running(mark)
    assert [each.get("stdout") for each in done[1::2]] == ["here\n"] * len(STOPPING), done
    said = [name for name, each in zip(STOPPING, done[::2], strict=True) if "error" in each]
    # Whoever ends them may do so before the first process has answered, and then that is told, too.
    told = {"the guard", "all"} if either.lacking else set()
    assert told <= set(said) <= told | {name for name in STOPPING if either.lacking and "ends" in name}, done


@pytest.mark.parametrize("number", [1, 2])
def test_output_without_end_ends_the_snippet_and_is_not_kept(either: Runner, number: int) -> None:
    (done,) = either.shell(f"head -c 1073741824 /dev/zero >&{number}; sleep 600")
    assert (done["exit_code"], done["excess"]) == (None, True)
    assert len(done["stdout"] + done["stderr"]) == 1 << 20
    assert done["took"] < 5


def test_a_quiet_snippet_that_closes_its_outputs_is_waited_for(either: Runner) -> None:
    (done,) = either.shell("echo said; echo complained >&2; exec >&- 2>&-; sleep 0.2; exit 4")
    assert (done["exit_code"], done["stdout"], done["stderr"]) == (4, "said\n", "complained\n")
    assert done["seconds"] >= 0.2


def test_the_parent_has_no_environment_to_read(either: Runner) -> None:
    (done,) = either.shell("tr '\\0' '\\n' < /proc/$PPID/environ; cat /proc/self/environ | tr '\\0' '\\n'")
    assert OWNERS not in done["stdout"] + done["stderr"]
    assert "REACHED" in done["stdout"]


def test_it_sees_and_ends_no_process_but_its_own(contained: Runner) -> None:
    with subprocess.Popen(["sleep", "600"], user=contained.user, env={OWNERS: OWNERS}) as victim:
        try:
            look = f"cat /proc/*/environ /proc/*/cmdline; ls -d /proc/[0-9]* | wc -l; kill -9 {victim.pid}"
            trace = f"""
import ctypes, os
library = ctypes.CDLL(None, use_errno=True)
print([library.ptrace(16, pid, 0, 0) for pid in (1, {victim.pid}, os.getppid())])
"""
            (looked,), (traced,) = contained.shell(look), contained.script(trace)
            assert OWNERS not in looked["stdout"]
            assert "hostile.py" not in looked["stdout"]
            assert int(looked["stdout"].split("\0")[-1]) < 6
            assert traced["stdout"] == "[-1, -1, -1]\n"
            assert victim.poll() is None
        finally:
            victim.kill()


ACTS = (
    "echo x > {place}/made",
    "echo x >> {place}/victim",
    "mkdir {place}/folder",
    "ln -s / {place}/link",
    "rm {place}/victim",
    "mv {place}/victim {place}/moved",
    "chmod 777 {place}/victim",
    "touch {place}/victim",
    "mount -o remount,rw {place}",
    "mount -t tmpfs none {place}",
    "umount {place}",
    "mknod {place}/device b 254 0",
    "unshare -Urm mount -o remount,bind,rw / && echo x > {place}/inner",
    "unshare -Urm umount -l {place}",
)


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        str(file): (file.lstat().st_mode, file.lstat().st_mtime_ns, file.read_bytes() if file.is_file() else b"")
        for file in sorted([folder, *folder.rglob("*")])
    }


@pytest.fixture
def places(place: Path) -> Iterator[list[Path]]:
    """Give folders that everybody can write to, each with a file, wherever this system lets them be made."""
    made = []
    system = (Path(parent) for parent in SYSTEM)
    for parent in (place, Path.home(), ROOT, ROOT / ".runtimes", *system):
        try:
            folder = Path(tempfile.mkdtemp(prefix="victim-", dir=parent))
        except OSError:
            continue
        folder.chmod(0o777)
        (folder / "victim").write_text("as it was", encoding="utf-8")
        (folder / "victim").chmod(0o666)
        made.append(folder)
    yield made
    for folder in made:
        shutil.rmtree(folder)


def test_it_writes_nowhere_but_in_its_own_folder(contained: Runner, places: list[Path]) -> None:
    before = [state(folder) for folder in places]
    acts = list(ACTS)
    random.SystemRandom().shuffle(acts)
    scripts = ["\n".join(f"( {act.format(place=folder)} ) 2>/dev/null" for act in acts) for folder in places]
    # Beside places that everybody can write to, those that only root can.
    system = (
        "for f in /proc/sys/kernel/core_pattern /proc/sysrq-trigger /sys/power/state; do echo x > $f && echo $f; done"
    )
    devices = "for f in /dev/*da* /dev/mem /dev/kmsg; do [ -e $f ] && echo $f; done"
    own = (
        "echo x > $HOME/mine && echo x > /tmp/mine && echo x > /dev/shm/mine && cat $HOME/mine /tmp/mine /dev/shm/mine"
    )
    *_, looked, found, written = contained.shell(*scripts, system, devices, own)
    assert [state(folder) for folder in places] == before, acts
    assert (looked["stdout"], found["stdout"], written["stdout"]) == ("", "", "x\nx\nx\n")
    assert not [parent for parent in SYSTEM if Path(parent, "mine").exists()]


CONNECT = """
import socket, sys
def reaches(family, address, kind=socket.SOCK_STREAM):
    with socket.socket(family, kind) as one:
        one.settimeout(1)
        try:
            one.connect(address)
            one.send(b"here")
        except OSError:
            return False
        return True
print([reaches(*each) for each in %r])
"""


def test_it_reaches_the_socket_made_for_it_and_no_other(contained: Runner) -> None:
    with ExitStack() as stack, tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        path, abstract = f"{folder}/socket", f"\0containment-{os.getpid()}"
        addresses: list[Any] = []
        listening = []
        for family, address in (
            (socket.AF_INET, ("127.0.0.1", 0)),
            (socket.AF_INET, ("0.0.0.0", 0)),  # noqa: S104 - to be reached by all that may
            (socket.AF_INET6, ("::1", 0)),
            (socket.AF_UNIX, abstract),
            (socket.AF_UNIX, path),
        ):
            each = stack.enter_context(closing(socket.socket(family)))
            each.bind(address)
            each.listen()
            listening.append(each)
            addresses.append((int(family), each.getsockname()))
        Path(path).chmod(0o777)
        addresses[3] = (int(socket.AF_UNIX), abstract)
        addresses.append((int(socket.AF_INET), ("192.0.2.1", 443)))
        probe = f"import os\n{CONNECT % addresses}"
        own = probe + "print(reaches(socket.AF_INET, ('127.0.0.1', int(os.environ['REACHED']))))"
        (done,) = contained.script(own)
        assert done["stdout"] == f"{[False] * len(addresses)}\nTrue\n", done["stderr"]
        assert done["reached"]
        for each in listening:
            each.settimeout(0)
            with pytest.raises(BlockingIOError):
                each.accept()


def test_limits_hold(contained: Runner) -> None:
    forks = """
import os, time
count = 0
try:
    for count in range(6000):
        if not os.fork():
            time.sleep(600)
            os._exit(0)
except OSError as error:
    print(count, error.errno)
"""
    files = """
import os, resource
files = []
try:
    while True:
        files.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    print(len(files) < 4100)
print(resource.getrlimit(resource.RLIMIT_CORE), resource.getrlimit(resource.RLIMIT_CPU)[0] < 3600)
room = os.statvfs(".")
print(room.f_files <= 65536, room.f_blocks * room.f_frsize <= 512 << 20)
"""
    forked, opened = contained.script(forks, files, timeout=30)
    (large,) = contained.shell("truncate -s 1G large; wc -c < large; head -c 600M /dev/zero > second; wc -c < second")
    count, number = forked["stdout"].split()
    assert int(number) == 11
    # root is held by the numbers that there are for processes, others by a limit of their own.
    assert int(count) < (200 if contained.user else 3500)
    assert opened["stdout"] == "True\n(0, 0) True\nTrue True\n"
    assert all(int(size) <= 512 << 20 for size in large["stdout"].split())


def test_a_command_that_cannot_be_started_is_an_error_of_the_system(place: Path) -> None:
    words = (
        "import pathlib; from sixfold.container.process import run; run(['no-such-program'], pathlib.Path('/'), {}, 1)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", words],
        env={**os.environ, "TMPDIR": str(place / "tmp")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.stderr.endswith("FileNotFoundError: [Errno 2] No such file or directory: 'no-such-program'\n")


def grow(top: Path, seed: int) -> None:
    """Fill a folder with what is hard to remove: deep, closed, odd, or pointing elsewhere."""
    drawn = random.Random(seed)  # noqa: S311 - for a tree, not for a secret
    folders = [top]
    for number in range(60):
        at = drawn.choice(folders)
        kind = drawn.randrange(6)
        name = at / f"{number}{drawn.choice(['', ' ', chr(10), 'é', chr(0xDCFF)])}"
        if kind < 3:
            name.mkdir()
            folders.append(name)
        elif kind == 3:
            name.write_bytes(b"x")
        elif kind == 4:
            name.symlink_to(drawn.choice([ROOT, Path("/nowhere"), top]))
        else:
            os.mkfifo(name)
    here = Path.cwd()
    os.chdir(drawn.choice(folders))
    for _ in range(400):
        Path("deep-directory").mkdir()
        os.chdir("deep-directory")
    os.chdir(here)
    for folder in reversed(folders):
        folder.chmod(drawn.choice([0o000, 0o100, 0o400, 0o500, 0o700]))


@pytest.mark.parametrize("number", range(30 if is_whole() else 1))
def test_any_folder_is_removed(place: Path, number: int) -> None:
    seed = random.SystemRandom().randrange(10**6)
    top = place / "tmp/top"
    top.mkdir()
    linked = state(ROOT / "tools/sixfold/container")
    pid = os.fork()
    if not pid:
        # As a user whom modes hold, where this one can become another.
        code = 1
        try:
            if os.geteuid() == 0:
                os.chown(top, NOBODY, NOBODY)
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            grow(top, seed)
            remove(top)
            code = int(top.exists())
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            os._exit(code)
    assert os.waitpid(pid, 0)[1] == 0, f"seed {seed} of try {number}"
    assert not top.exists()
    assert state(ROOT / "tools/sixfold/container") == linked


def without(kinds: Sequence[str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command where the kernel gives no more namespaces of these kinds."""
    off = "".join(f"echo 0 > /proc/sys/user/max_{kind}_namespaces; " for kind in kinds)
    line = ["unshare", "--user", "--map-current-user", "--keep-caps", "sh", "-c", f'{off} exec "$0" "$@"', *words]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def limits() -> None:
    if without(["uts"], "true").returncode:
        missing("unshare cannot turn namespaces off here", of_root=True)


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize("kind", KINDS)
def test_each_part_that_is_lacking_is_said(kind: str) -> None:
    shown = without([kind], sys.executable, "-c", "from sixfold.container import notice; print(notice())")
    part = KINDS[kind]
    assert f"\n  {part} (there may be no more of them): {WITHOUT[part]}\n" in shown.stdout
    others = {each for each in Protection if f"\n  {each} (" in shown.stdout} - {part}
    # Without files or processes of its own, numbers of processes are everybody's, and those alone hold root.
    assert others <= ({Protection.COUNT} if kind in ("mnt", "pid") else set())


@pytest.mark.usefixtures("limits")
def test_a_run_holds_with_nothing_and_says_so_first() -> None:
    snippet = "delete_annotation_tracks", "--language", "curl"
    shown = without(list(KINDS), sys.executable, "-m", "sixfold", "smoke", *snippet)
    assert shown.returncode == 0, shown.stdout + shown.stderr
    lines = shown.stderr.splitlines()
    assert lines[0] == "Snippets are not wholly contained here. A run lacks a separate:"
    assert [line for line in lines[1:] if any(line.startswith(f"  {part} (") for part in Protection)] == lines[1:]
    assert len(lines) == 1 + len(Protection)
