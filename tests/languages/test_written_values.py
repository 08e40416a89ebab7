"""No value is touched after it was written: each is taken out of the finished file, by its language, and compared.

The values are what layout could break, in every shape of a request, as literals and as a reader's variables.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sixfold.language import Language
from sixfold.names import Name
from sixfold.request import Request
from sixfold.request.plain import plain_json
from sixfold.value import FieldValue, ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, TypeName, Value, walk
from tests.support.hostile_texts import TEXTS
from tests.support.programs import FORMS, RENDERER, heard, request_of, run_javascript, run_python
from tests.support.rendering import snippet_text
from tests.support.runtimes import need

SEED = int(os.environ.get("SIXFOLD_TEST_SEED") or random.SystemRandom().randrange(2**32))
LINE_ENDS = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
PARTS = (
    *LINE_ENDS,
    " ",
    "\t",
    "    ",
    "x",
    "%s",
    "%n",
    "%",
    "{}",
    "{{ x }}",
    "{% x %}",
    "#",
    "//",
    "*/",
    "</script>",
    "?>",
)
MORE_PARTS = (
    "\\",
    "'",
    '"',
    "`",
    "${x}",
    "\xa0",
    "\ufeff",
    "\u200b",
    "é",
    "😀",
    "\ue000",
    "\ufffe",
    "\\ufdd3",
    "%EF%B7%93",
)


def values() -> Iterator[str]:
    yield from (f"a{end}b" for end in LINE_ENDS)
    yield from (f"{end}{part}" for end in LINE_ENDS for part in ("", " x", "    x"))
    yield from (f"{part}x{part}" for part in (*PARTS, *MORE_PARTS))
    yield from TEXTS
    draw = random.Random(SEED)  # noqa: S311 - no secret
    yield from ("".join(draw.choices((*PARTS, *MORE_PARTS), k=draw.randint(1, 8))) for _ in range(60))


def message_of(texts: list[str]) -> MessageValue:
    """Return a message with every text in every shape: alone, nested, in short and long lists, as map and key."""
    kind = TypeName("Thing", "clarifai.api", "resources")
    plain = [ScalarValue(ScalarKind.TEXT, text) for text in texts]
    reader = [ScalarValue(ScalarKind.TEXT, text, f"V_{at}") for at, text in enumerate(texts)]

    def message(*found: Value) -> MessageValue:
        return MessageValue(kind, tuple(FieldValue(Name(f"f{at}"), value) for at, value in enumerate(found)))

    deep = message(message(message(*plain, *reader)))
    of_keys = MapValue(tuple((key, value) for key, value in zip(plain, plain, strict=True)))
    of_messages = MapValue(tuple((key, message(*plain[:4], message(key))) for key in plain))
    lists = (ListValue(tuple(plain)), ListValue(tuple(message(value) for value in plain)))
    return message(*plain, *reader, deep, of_keys, of_messages, *lists, message(*lists, deep))


def requests() -> Iterator[Request]:
    found = [text for text in dict.fromkeys(values()) if text and "\0" not in text]
    for start in range(0, len(found), 20):
        yield request_of("Do", message_of(found[start : start + 20]))


REQUESTS = list(requests())


def texts_of(request: Request) -> list[str]:
    return [str(found.value) for found in walk(request.message) if isinstance(found, ScalarValue)]


@pytest.fixture(autouse=True)
def seed() -> None:
    print(f"SIXFOLD_TEST_SEED={SEED}")  # noqa: T201 - shown where a test fails, to do it again


def test_python_sends_what_was_written() -> None:
    for request in REQUESTS:
        assert heard(run_python(request)) == plain_json(request.message)


def test_javascript_sends_what_was_written(tmp_path: Path) -> None:
    need(FORMS["node"])
    programs = [(FORMS[name], request) for name in ("js", "node", "node_rest") for request in REQUESTS]
    for (form, request), result in zip(programs, run_javascript(tmp_path, programs), strict=True):
        assert "error" not in result, f"{form.name}: {result['error']}"
        assert [message for _, message in result["calls"]] == [plain_json(request.message)]


def test_curl_is_given_what_was_written_and_comments_are_comments() -> None:
    script = "curl() { printf '%s\\0' \"$@\" '<end>'; }\n"
    for request in REQUESTS:
        text = snippet_text(RENDERER, request, "x", FORMS["curl"])
        comment = text.partition("\ncurl ")[0]
        assert [line for line in comment.split("\n") if line and not line.startswith("#")] == []
        assert not set(comment) & set(LINE_ENDS[1:])
        script += text
    done = subprocess.run(["bash"], input=script.encode(), capture_output=True, timeout=60, check=True)
    assert done.stderr == b""
    calls = done.stdout.decode().split("<end>\0")[:-1]
    for request, call in zip(REQUESTS, calls, strict=True):
        words = call.split("\0")
        assert json.loads(words[words.index("--data") + 1]) == plain_json(request.message)


def test_php_reads_what_was_written(tmp_path: Path) -> None:
    need(FORMS["php"])
    program = (
        "foreach (array_slice($argv, 1) as $file) {"
        " foreach (token_get_all(file_get_contents($file), TOKEN_PARSE) as $token)"
        " if (is_array($token) && $token[0] === T_CONSTANT_ENCAPSED_STRING)"
        " echo bin2hex(eval(\"return $token[1];\")), ' ';"
        ' echo "\\n"; }'
    )
    assert_read(["php", "-r", program, "--"], FORMS["php"], tmp_path)


LITERALS = """
import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import javax.tools.*;
class Literals {
    public static void main(String[] args) throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(null, null, null);
        for (String arg : args) {
            var units = files.getJavaFileObjects(arg);
            for (var unit : ((JavacTask) compiler.getTask(null, files, null, null, null, units)).parse())
                new TreeScanner<Void, Void>() {
                    @Override public Void visitLiteral(LiteralTree tree, Void nothing) {
                        if (tree.getValue() instanceof String text)
                            System.out.print(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + " ");
                        return null;
                    }
                }.scan(unit, null);
            System.out.println();
        }
    }
}
"""


def test_java_reads_what_was_written(tmp_path: Path) -> None:
    need(FORMS["java_rest"])
    (tmp_path / "Literals.java").write_text(LITERALS)
    words = ["java", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", str(tmp_path / "Literals.java")]
    for form in (FORMS["java"], FORMS["java_rest"]):
        assert_read(words, form, tmp_path)


def assert_read(words: list[str], form: Language, folder: Path) -> None:
    """Let a program print each text of each file, and find every value there, as often as it was written."""
    files = []
    for number, request in enumerate(REQUESTS):
        file = folder / f"{form.name}{number}.{form.extension}"
        file.write_text(snippet_text(RENDERER, request, "x", form), encoding="utf-8")
        files.append(str(file))
    done = subprocess.run([*words, *files], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[:2000] + done.stdout[:2000]
    for request, line in zip(REQUESTS, done.stdout.splitlines(), strict=True):
        read = sorted(bytes.fromhex(word).decode() for word in line.split(" ") if word)
        literals = [v for v in walk(request.message) if isinstance(v, ScalarValue) and not v.variable]
        expected = [str(value.value) for value in literals] + [str(v.example.value) for v in request.variables]
        missing = list(expected)
        for found in read:
            if found in missing:
                missing.remove(found)
        assert missing == []
