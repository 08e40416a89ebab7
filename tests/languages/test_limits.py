"""Numbers at the limits of protobuf's integers, written by `literal` and taken by each language's real client."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from google.protobuf.message_factory import GetMessageClass

from sixfold.definition import Message, descriptor
from sixfold.install import command
from sixfold.install.places import environment
from sixfold.language import Language, Placeholder
from sixfold.literal import literal
from sixfold.value import ScalarKind, ScalarValue
from tests.support.projects import ROOT, repository
from tests.support.runtimes import need

UINT32 = (0, 2**31 - 1, 2**31, 2**32 - 1)
UINT64 = (0, 2**63 - 1, 2**63, 2**64 - 1)

PROGRAMS = {
    "py": (
        "from clarifai_grpc.grpc.api import resources_pb2, service_pb2\n"
        "for page in [{pages}]:\n    print('-' + service_pb2.ListAppsRequest(page=page).SerializeToString().hex())\n"
        "for size in [{sizes}]:\n    print('-' + resources_pb2.Upload(content_length=size).SerializeToString().hex())\n"
    ),
    "java": (
        "import com.clarifai.grpc.api.*;\nimport java.util.HexFormat;\nclass Limits {{\n"
        "static void say(byte[] message) {{ System.out.println('-' + HexFormat.of().formatHex(message)); }}\n"
        "public static void main(String[] args) {{\n"
        "for (int page : new int[] {{ {pages} }})\n"
        "say(ListAppsRequest.newBuilder().setPage(page).build().toByteArray());\n"
        "for (long size : new long[] {{ {sizes} }})\n"
        "say(Upload.newBuilder().setContentLength(size).build().toByteArray());\n}}\n}}\n"
    ),
    "php": (
        '<?php\nrequire "{client}/vendor/autoload.php";\n'
        'foreach ([{pages}] as $page) {{\n    $message = new Clarifai\\Api\\ListAppsRequest(["page" => $page]);\n'
        '    echo "-", bin2hex($message->serializeToString()), "\\n";\n}}\n'
        'foreach ([{sizes}] as $size) {{\n    $message = new Clarifai\\Api\\Upload(["content_length" => $size]);\n'
        '    echo "-", bin2hex($message->serializeToString()), "\\n";\n}}\n'
    ),
}
PROJECT = repository()
LANGUAGES = [language for language in PROJECT.languages if language.name in PROGRAMS]
LIST_APPS = PROJECT.definition.method("ListApps").request
UPLOAD = PROJECT.definition.method("PostUploads").request.fields_by_name["uploads"].message


def written(kind: ScalarKind, numbers: tuple[int, ...], language: Language) -> str:
    return ", ".join(literal(ScalarValue(kind, number), language.literals) for number in numbers)


def sent(message: Message | None, field: str, number: int) -> str:
    assert message is not None
    content: bytes = GetMessageClass(descriptor(message))(**{field: number}).SerializeToString()
    return f"-{content.hex()}"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_the_client_sends_every_unsigned_number(language: Language, tmp_path: Path) -> None:
    need(language)
    [client] = command(["{client}"], ROOT, language)
    file = tmp_path / f"Limits.{language.extension}"
    pages, sizes = written(ScalarKind.INTEGER, UINT32, language), written(ScalarKind.LONG, UINT64, language)
    file.write_text(PROGRAMS[language.name].format(pages=pages, sizes=sizes, client=client), encoding="utf-8")
    words = command(language.runtime.run, ROOT, language, {Placeholder.SNIPPET: file, Placeholder.WORK: tmp_path})
    run = subprocess.run(
        words, env=environment(ROOT, language), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [
        *(sent(LIST_APPS, "page", number) for number in UINT32),
        *(sent(UPLOAD, "content_length", number) for number in UINT64),
    ]
