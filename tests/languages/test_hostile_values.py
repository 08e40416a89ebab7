"""Values that break careless quoting, written by `literal` and read back by each language's real runtime."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sixfold.install import command
from sixfold.install.places import environment
from sixfold.language import Language, Placeholder
from sixfold.literal import literal
from sixfold.value import ScalarKind, ScalarValue
from tests.support.hostile_texts import TEXTS
from tests.support.projects import ROOT, repository
from tests.support.runtimes import need

LANGUAGES = [form for language in repository().languages for form in language.forms]

CONTENT = bytes(range(256))

PROGRAMS = {
    "py": "import base64\nfor value in [{texts}]:\n    print(value.encode().hex())\nprint({bytes}.hex())\n",
    "js": (
        '<!doctype html><meta charset="utf-8"><pre id="result"></pre><script>\n'
        "const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');\n"
        "const lines = [{texts}].map((value) => hex(new TextEncoder().encode(value)));\n"
        "lines.push(hex(Uint8Array.from(atob({bytes}), (character) => character.charCodeAt(0))));\n"
        "document.getElementById('result').textContent = lines.join('\\n');\n</script>\n"
    ),
    "node": (
        "for (const value of [{texts}]) console.log(Buffer.from(value).toString('hex'));\n"
        "console.log({bytes}.toString('hex'));\n"
    ),
    "java": (
        "import com.google.protobuf.ByteString;\nimport java.util.Base64;\nimport java.util.HexFormat;\n"
        "import java.nio.charset.StandardCharsets;\nclass Hostile {{\n"
        "public static void main(String[] args) {{\nfor (String value : new String[] {{ {texts} }})\n"
        "System.out.println(HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)));\n"
        "System.out.println(HexFormat.of().formatHex(ByteString.copyFrom(Base64.getDecoder().decode({bytes})).toByteArray()));\n}}\n}}\n"
    ),
    # In JSON bytes are base64 text, which a REST snippet holds as it is.
    "java_rest": (
        "import java.util.Base64;\nimport java.util.HexFormat;\nimport java.nio.charset.StandardCharsets;\n"
        "class Hostile {{\npublic static void main(String[] args) {{\nfor (String value : new String[] {{ {texts} }})\n"
        "System.out.println(HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)));\n"
        "System.out.println(HexFormat.of().formatHex(Base64.getDecoder().decode({bytes})));\n}}\n}}\n"
    ),
    "node_rest": (
        "for (const value of [{texts}]) console.log(Buffer.from(value).toString('hex'));\n"
        "console.log(Buffer.from({bytes}, 'base64').toString('hex'));\n"
    ),
    "php": (
        '<?php\nforeach ([{texts}] as $value) {{ echo bin2hex($value), "\\n"; }}\n'
        'echo bin2hex(base64_decode({bytes})), "\\n";\n'
    ),
    "curl": (
        "for value in {texts}; do printf %s \"$value\" | od -An -v -tx1 | tr -d ' \\n'; echo; done\n"
        "printf %s {bytes} | base64 -d | od -An -v -tx1 | tr -d ' \\n'; echo\n"
    ),
}


def program_of(language: Language) -> str:
    if language.name not in PROGRAMS:
        pytest.skip(f"no program of {language.name} shows its values here; write one into PROGRAMS")
    return PROGRAMS[language.name]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_the_runtime_reads_back_what_was_written(language: Language, tmp_path: Path) -> None:
    need(language)
    texts = [literal(ScalarValue(ScalarKind.TEXT, text), language.literals) for text in TEXTS]
    separator = " " if language.name == "curl" else ", "
    program = program_of(language).format(
        texts=separator.join(texts), bytes=literal(ScalarValue(ScalarKind.BYTES, CONTENT), language.literals)
    )
    file = tmp_path / f"Hostile.{language.extension}"
    file.write_text(program, encoding="utf-8")
    words = command(language.runtime.run, ROOT, language, {Placeholder.SNIPPET: file, Placeholder.WORK: tmp_path})
    run = subprocess.run(
        words, env=environment(ROOT, language), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [*(text.encode().hex() for text in TEXTS), CONTENT.hex()]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_a_nul_is_read_back_where_the_language_can_hold_one(language: Language, tmp_path: Path) -> None:
    need(language)
    if language.name == "curl":
        # A shell word ends at a NUL; in a snippet JSON and the URL escape it before the shell sees it.
        assert "\0" in literal(ScalarValue(ScalarKind.TEXT, "\0"), language.literals)
        return
    written = literal(ScalarValue(ScalarKind.TEXT, "a\x001"), language.literals)
    program = program_of(language).format(
        texts=written, bytes=literal(ScalarValue(ScalarKind.BYTES, b"\0"), language.literals)
    )
    file = tmp_path / f"Hostile.{language.extension}"
    file.write_text(program, encoding="utf-8")
    words = command(language.runtime.run, ROOT, language, {Placeholder.SNIPPET: file, Placeholder.WORK: tmp_path})
    run = subprocess.run(
        words, env=environment(ROOT, language), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.stdout.split() == ["610031", "00"], run.stderr
