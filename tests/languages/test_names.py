"""Every name that a definition or a spec can bring is tried as every word of every language and of every program.

Python and JavaScript run what was written, with a client library and a network that only listen: it has to call the
right thing. PHP's compiler and Java's parser read every program.
"""

from __future__ import annotations

import json
import keyword
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold.clients import lacks
from sixfold.errors import Problems, SpecError
from sixfold.language import Language, NameKind, load_languages
from sixfold.names import Name
from sixfold.request import Request
from sixfold.request.plain import plain_json
from sixfold.shipping import shipped_project
from sixfold.snippet import Renderer
from sixfold.spec.parse import VARIABLE
from sixfold.value import FieldValue, MapValue, MessageValue, ScalarKind, ScalarValue, TypeName
from tests.support.programs import (
    FORMS,
    PROJECT,
    RENDERER,
    Listener,
    heard,
    request_of,
    run_javascript,
    run_python,
    text,
)
from tests.support.rendering import snippet_text
from tests.support.runtimes import need

AT_ONCE = 30
"""How many names stand in one message: what is wrong with one of them is wrong with the program."""


def message_of(words: list[str]) -> MessageValue:
    """Return a message with every word as a field, a type, a nested type, an enum, a value of it, and a key."""
    fields = []
    for number, word in enumerate(words):
        of = TypeName(word, "clarifai.api", "resources")
        nested = TypeName(f"Outer.{word}", "clarifai.api", "resources")
        value = ScalarValue(
            ScalarKind.ENUM, word, None, TypeName(f"Outer.{word}", "clarifai.api.status", "code"), number
        )
        keys = MapValue(((text(word), text("of the map")),))
        inner = MessageValue(nested, (FieldValue(Name(word), text(word)), FieldValue(Name("chosen"), value)))
        fields.append(FieldValue(Name(f"a{number}"), MessageValue(of, (FieldValue(Name(word), inner),))))
        fields.append(FieldValue(Name(f"m{number}"), keys))
    return MessageValue(TypeName("Request", "clarifai.api", "service"), tuple(fields))


def of_variables() -> MessageValue:
    """Return a message whose values are variables with every name that a spec may give one, less those it may not."""
    barred = {name for form in FORMS.values() for name in form.impossible[NameKind.VARIABLE]} | {"USER_ID", "PAT"}
    names = sorted({word.upper() for word in WORDS if re.fullmatch(VARIABLE, word.upper())} - barred)
    fields = (
        FieldValue(Name(f"f{at}"), ScalarValue(ScalarKind.TEXT, f"of {name}", name)) for at, name in enumerate(names)
    )
    # A type of a variable's name, too.
    kind = FieldValue(Name("same"), MessageValue(TypeName("STUB", "clarifai.api", "service"), ()))
    return MessageValue(TypeName("Request", "clarifai.api", "service"), (*fields, kind))


def own_words() -> Iterator[str]:
    """Yield every identifier of every program that is published."""
    for entry in PROJECT.entries[:3]:
        for form in FORMS.values():
            yield from re.findall(r"[A-Za-z_]\w*", snippet_text(RENDERER, entry.request, entry.operation.id, form))


def known_words() -> Iterator[str]:
    yield from (
        *keyword.kwlist,
        *keyword.softkwlist,
        "__proto__",
        "constructor",
        "prototype",
        "toString",
        "hasOwnProperty",
    )
    for form in FORMS.values():
        for words in (form.reserved, *form.taken.values(), *form.impossible.values()):
            yield from (word for word in words if word.isidentifier())


# The modules of Python are no words of a program.
WORDS = sorted({*known_words(), *own_words()} - FORMS["py"].impossible[NameKind.FILE])


def requests(form: Language) -> Iterator[Request]:
    """Yield requests in which every word is every kind of name, less those whose refusal is told."""
    kinds = (NameKind.TYPE, NameKind.NESTED, NameKind.ENUM_VALUE, NameKind.FIELD, NameKind.KEY)
    barred = {word for kind in kinds for word in form.impossible[kind]}
    fit = [word for word in WORDS if word not in barred]
    words = list(WORDS)
    groups = [fit[start : start + AT_ONCE] for start in range(0, len(fit), AT_ONCE)]
    yield from (request_of("DoAll", message_of(group)) for group in groups)
    yield request_of("Do", of_variables())
    empty = MessageValue(TypeName("Request", "clarifai.api", "service"), (FieldValue(Name("id"), text("x")),))
    if form.name == "node":
        words = sorted(FORMS["js"].reserved)  # a property there: others are no different
    elif form.name == "java_rest":
        words = []  # a part of other names alone
    for word in words:
        # Some languages make a small letter of the first one.
        yield request_of(word if form.name in ("py", "php", "node") else word[:1].upper() + word[1:], empty)


def test_there_is_much_to_try() -> None:
    assert len(WORDS) > 300
    assert {"import", "None", "def", "class", "__proto__", "stub", "fetch", "String", "GPBEmpty", "yield"} - set(
        WORDS
    ) == {"GPBEmpty"}


def named(value: Listener) -> str:
    """Return the type of what was made, by its path below its module."""
    return ".".join(str(part) for part in value.path[2:-1])


def test_python_calls_the_right_thing() -> None:
    for request in requests(FORMS["py"]):
        sent = run_python(request)
        assert heard(sent) == plain_json(request.message)
        for field in request.message.fields:
            if isinstance(field.value, MessageValue) and field.value.fields:
                made = sent.__dict__["made"][1][field.name.text]
                (inner,) = made.__dict__["made"][1].values()
                assert (named(made), named(inner)) == (made_of(field.value), f"Outer.{made_of(field.value)}")


def made_of(message: MessageValue) -> str:
    return message.type.name


def test_javascript_calls_the_right_thing(tmp_path: Path) -> None:
    need(FORMS["node"])
    forms = (FORMS["js"], FORMS["node"], FORMS["node_rest"])
    programs = [(form, request) for form in forms for request in requests(form)]
    for (form, request), result in zip(programs, run_javascript(tmp_path, programs), strict=True):
        said = f"{form.name}: {request.rpc}: {result}"
        assert "error" not in result, said
        ((method, message),) = result["calls"]
        assert message == plain_json(request.message), said
        assert method == (request.rpc.text if form.name == "node" else None), said
        answer = result["said"][0].removeprefix(f"{request.rpc} succeeded\n")
        assert json.loads(answer) == {"status": {"code": 10000}}, said


def test_php_compiles_every_program(tmp_path: Path) -> None:
    need(FORMS["php"])
    files = []
    for number, request in enumerate(requests(FORMS["php"])):
        file = tmp_path / f"{number}.php"
        # It is compiled whole, and comes back before it does anything.
        code = snippet_text(RENDERER, request, "x", FORMS["php"])
        begun, found = re.subn(r"^namespace .*;$", r"\g<0> return;", code, count=1, flags=re.MULTILINE)
        assert found == 1
        file.write_text(begun, encoding="utf-8")
        files.append(str(file))
    listing = tmp_path / "files"
    listing.write_text("\n".join(files))
    program = f"foreach (file('{listing}', FILE_IGNORE_NEW_LINES) as $file) {{ include $file; }} echo 'all';"
    done = subprocess.run(["php", "-r", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "all", done.stdout[:2000]


PARSE = """
import com.sun.source.util.JavacTask;
import java.io.File;
import java.nio.file.*;
import java.util.*;
import javax.tools.*;
class Parse {
    public static void main(String[] args) throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        var files = compiler.getStandardFileManager(found, null, null);
        var paths = Files.readAllLines(Path.of(args[0]));
        var units = files.getJavaFileObjectsFromStrings(paths);
        ((JavacTask) compiler.getTask(null, files, found, null, null, units)).parse();
        for (var problem : found.getDiagnostics()) System.out.println(problem);
        System.out.println("all");
    }
}
"""


def test_java_parses_every_program(tmp_path: Path) -> None:
    if not FORMS["java"].runtime.programs:
        pytest.fail("Java needs programs")
    need(FORMS["java_rest"])
    files = []
    for form in (FORMS["java"], FORMS["java_rest"]):
        for number, request in enumerate(requests(form)):
            file = tmp_path / f"{form.name}{number}.java"
            file.write_text(snippet_text(RENDERER, request, "x", form), encoding="utf-8")
            files.append(str(file))
    (tmp_path / "Parse.java").write_text(PARSE)
    (tmp_path / "files").write_text("\n".join(files))
    words = [
        "java",
        "-XX:-UsePerfData",
        "-XX:TieredStopAtLevel=1",
        str(tmp_path / "Parse.java"),
        str(tmp_path / "files"),
    ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == "all\n", (done.stdout + done.stderr)[:2000]


def test_what_cannot_be_named_goes_to_the_stand_in_or_is_refused() -> None:
    for form in FORMS.values():
        for kind, place in ((NameKind.TYPE, "{}"), (NameKind.NESTED, "Outer.{}"), (NameKind.TYPE, "Outer.{}.Inner")):
            for word in form.impossible[kind]:
                message = MessageValue(TypeName(place.format(word), "clarifai.api", "service"), ())
                assert f"the name '{word}'" in lacks(form, request_of("Do", message), {}), (form.name, word)
        for word in form.impossible[NameKind.KEY]:
            message = MessageValue(
                TypeName("Request", "clarifai.api", "service"),
                (FieldValue(Name("map"), MapValue(((text(word), text("x")),))),),
            )
            assert f"the name '{word}'" in lacks(form, request_of("Do", message), {}), (form.name, word)
        for word in form.impossible[NameKind.ENUM_VALUE]:
            value = ScalarValue(ScalarKind.ENUM, word, None, TypeName("Status", "clarifai.api", "service"), 1)
            message = MessageValue(TypeName("Request", "clarifai.api", "service"), (FieldValue(Name("a"), value),))
            assert f"the name '{word}'" in lacks(form, request_of("Do", message), {}), (form.name, word)


def test_two_files_of_one_name_are_two_modules() -> None:
    parts = [
        MessageValue(TypeName(name, package, "types"), (FieldValue(Name("id"), text(package)),))
        for name, package in (("Same", "clarifai.api"), ("Same", "clarifai.api.status"), ("Other", "google.protobuf"))
    ]
    fields = tuple(FieldValue(Name(f"f{number}"), part) for number, part in enumerate(parts))
    request = request_of("Do", MessageValue(TypeName("Request", "clarifai.api", "service"), fields))
    python = snippet_text(RENDERER, request, "x", FORMS["py"])
    assert (
        "from clarifai_grpc.grpc.api import (\n"
        "    service_pb2,\n    types_pb2 as clarifai_api_types_pb2,\n    service_pb2_grpc,\n)\n"
    ) in python
    for part in parts:
        alias = f"{part.type.package.replace('.', '_')}_types_pb2"
        assert f" import types_pb2 as {alias}" in python or f"    types_pb2 as {alias},\n" in python
        assert f'{alias}.{part.type.name}(id="{part.type.package}")' in python
    java = snippet_text(RENDERER, request, "x", FORMS["java"])
    assert ".setF0(com.clarifai.grpc.api.Same.newBuilder()" in java
    assert ".setF1(com.clarifai.grpc.api.status.Same.newBuilder()" in java
    assert ".setF2(Other.newBuilder()" in java
    assert "import com.clarifai.grpc.api.Same;" not in java
    php = snippet_text(RENDERER, request, "x", FORMS["php"])
    assert "new \\Clarifai\\Api\\Same([" in php
    assert "new \\Clarifai\\Api\\Status\\Same([" in php
    assert "use Clarifai\\Api\\Same;" not in php


def test_a_request_of_another_package_is_sent_through_the_same_stub() -> None:
    request = request_of("Do", MessageValue(TypeName("Empty", "google.protobuf", "empty"), ()))
    python = snippet_text(RENDERER, request, "x", FORMS["py"])
    assert "from google.protobuf import empty_pb2\nfrom clarifai_grpc.grpc.api import service_pb2_grpc\n" in python
    assert run_python(request).path == ("google.protobuf", "empty_pb2", "Empty", "()")


def test_two_files_of_one_name_in_one_package_are_told_apart_by_their_folders() -> None:
    parts = [MessageValue(TypeName(name, "x", "types", f"my-{name}/v1"), ()) for name in ("One", "Two")]
    fields = tuple(FieldValue(Name(f"f{number}"), part) for number, part in enumerate(parts))
    request = request_of("Do", MessageValue(TypeName("Request", "clarifai.api", "service"), fields))
    packages = {**FORMS["py"].packages, "my-One/v1": "x.one", "my-Two/v1": "x.two"}
    python = snippet_text(RENDERER, request, "x", replace(FORMS["py"], packages=packages))
    assert "from x.one import types_pb2 as my_One_v1_types_pb2\nfrom x.two import types_pb2 as my_Two_v1_" in python
    assert "f0=my_One_v1_types_pb2.One()" in python
    known = {**FORMS["py"].packages, "x": "x"}
    with pytest.raises(SpecError, match=r"'packages' of templates/py/language\.yaml has no 'my-One/v1'.*add it there"):
        snippet_text(RENDERER, request, "x", replace(FORMS["py"], packages=known))


@pytest.mark.parametrize("name", ["String", "stub", "DoExample", "PAT"])
def test_a_type_that_javas_program_would_take_for_its_own_is_named_in_full(name: str) -> None:
    request = request_of("Do", MessageValue(TypeName(name, "clarifai.api", "service"), ()))
    java = snippet_text(RENDERER, request, "x", FORMS["java"])
    assert f" com.clarifai.grpc.api.{name}.newBuilder()" in java
    assert f"import com.clarifai.grpc.api.{name};" not in java


@pytest.mark.parametrize("name", ["RuntimeException", "RUNTIMEEXCEPTION", "clarifaiClient"])
def test_a_type_that_phps_program_would_take_for_its_own_is_named_in_full(name: str) -> None:
    request = request_of("Do", MessageValue(TypeName(name, "clarifai.api", "service"), ()))
    php = snippet_text(RENDERER, request, "x", FORMS["php"])
    assert f"new \\Clarifai\\Api\\{name}(" in php
    assert f"use Clarifai\\Api\\{name};" not in php


def test_the_well_known_empty_message_is_phps_own() -> None:
    field = FieldValue(Name("nothing"), MessageValue(TypeName("Empty", "google.protobuf", "empty"), ()))
    request = request_of("Do", MessageValue(TypeName("Request", "clarifai.api", "service"), (field,)))
    php = snippet_text(RENDERER, request, "x", FORMS["php"])
    assert "use Google\\Protobuf\\GPBEmpty;" in php
    assert "new GPBEmpty([])" in php


@pytest.mark.parametrize(
    ("rpc", "method"),
    [("Import", "import_"), ("ListModels2d", "listModels2d"), ("get_model", "getModel"), ("Wait", "wait")],
)
def test_java_calls_a_method_as_grpcs_generator_spells_it(rpc: str, method: str) -> None:
    assert f"stub.{method}(" in snippet_text(RENDERER, request_of(rpc, message_of(["a"])), "x", FORMS["java"])


def test_the_names_of_pythons_modules_are_all_known() -> None:
    modules = {
        name for name in sys.stdlib_module_names if name.isidentifier() and re.fullmatch(r"[a-z][a-z0-9_]*", name)
    }
    assert modules - FORMS["py"].impossible[NameKind.FILE] == set()


def test_a_variable_cannot_have_a_name_that_a_program_uses() -> None:
    with shipped_project() as root:
        shipped = [(Renderer(root), form) for form in load_languages(root, Problems())]
        for renderer, form in [*((RENDERER, form) for form in FORMS.values()), *shipped]:
            if form.reference:  # others write values in place
                check_names_of_a_program(renderer, form)


def check_names_of_a_program(renderer: Renderer, form: Language) -> None:
    for entry in PROJECT.entries:
        code = re.sub(r"(?s)/\*.*?\*/|(?m://.*$|#.*$)", "", snippet_text(renderer, entry.request, "x", form))
        code = re.sub(r"`[^`]*`", lambda found: " ".join(re.findall(r"\$\{([^}]*)\}", found[0])), code)
        code = re.sub(r"\"(?:[^\"\\\n]|\\.)*\"|\"{3}[^\"]*\"{3}", "", code)
        own = {variable.name for variable in entry.request.variables}
        used = set(re.findall(r"(?<![.:\w])[A-Z][A-Z0-9_]*\b", code)) - own
        assert used - form.impossible[NameKind.VARIABLE] == set(), (form.name, entry.operation.id)
