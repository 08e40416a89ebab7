"""What the REST snippets themselves make of a request at run time: the URL and the body that leave each program."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sixfold.errors import Problems
from sixfold.install import command
from sixfold.install.places import environment
from sixfold.language import Language, Placeholder, load_languages
from sixfold.request import Request
from sixfold.sandbox.routes import Routes
from sixfold.sandbox.transcoding import decode
from sixfold.shipping import shipped_project
from sixfold.snippet.render import Renderer
from sixfold.wire.message import same
from tests.support.made_api import Made, Rpc, make
from tests.support.projects import ROOT, repository
from tests.support.rendering import snippet_text
from tests.support.runtimes import GO, need

FORMS = {form.name: form for language in repository().languages for form in language.forms}

GET = ["string name", "string other", "Code code", "float score", "double size", "int32 page", "bytes token"]
POST = [
    *GET,
    *("map<int32,string> ints", "map<uint64,string> longs", "map<bool,float> flags", "map<string,Inner> inners"),
    *("repeated float scores", "google.protobuf.NullValue nothing", "repeated google.protobuf.NullValue nothings"),
    *("google.protobuf.Any any", "google.protobuf.Struct struct", "google.protobuf.DoubleValue wrapped", "Inner inner"),
]
BODIES = (
    "ints: {-2147483648: a, 5: b}\nlongs: {18446744073709551615: c}\nflags: {true: .nan, false: -.inf}",
    "scores: [.nan, .inf, -.inf, 3.4028235e38, 0.1, 1e-45]\nscore: 3.4028235e38\nsize: .inf\nwrapped: .nan",
    "nothing: ~\nnothings: [~, ~]\ncode: SUCCESS\ntoken: +/9+",
    "any: {'@type': TYPE, name: x, numbers: {b: 1, a: 2}, score: NaN}",
    "struct: {a: 18446744073709551616, b: [1e300, ~], c: {'@type': x}}\ninners: {constructor: {name: a}, '': {}}",
    'inners: {"\\0a": {name: b}, "0": {}}',
)
PATHS = (
    "a",
    "a b/c",
    "é漢😀/x",
    "100%/%2F",
    "?q#f&=+/a:b",
    "{x/$y",
    "'\"`\\/~!()*",
    "-._~/...",
    "#{x}/#@y#$z",
    "\ufeff\u2028/\x00",
)


@pytest.fixture(scope="module")
def api() -> Made:
    rpcs = {
        "Get": Rpc("Get", {"get": "/v1/{name=things/**}:run"}),
        "One": Rpc("Get", {"get": "/v1/ones/{other}/{name=things/*}:run"}),
        "Post": Rpc("Post", {"post": "/v1/x", "body": "*"}),
    }
    inner = ["string name", "map<string,double> numbers", "float score"]
    return make({"Get": GET, "Post": POST, "Inner": inner}, rpcs)


@pytest.fixture(scope="module")
def requests(api: Made, tmp_path_factory: pytest.TempPathFactory) -> tuple[Request, ...]:
    folder = tmp_path_factory.mktemp("requests")
    kind = f"type.googleapis.com/{api.definition.name.partition('.')[0]}.Inner"

    def made() -> Iterator[Request]:
        for path in PATHS:
            example = f"NAME: {{example: {json.dumps(f'things/{path}', ensure_ascii=False)}, description: A name.}}"
            query = "score: 1\nsize: 1e16\ncode: FAILURE\npage: -5\ntoken: +/9+"
            yield build("Get", f"name: $NAME\n{query}", example)
            one = f"{example}\nOTHER: {{example: {json.dumps(path, ensure_ascii=False)}, description: Another.}}"
            yield build("One", "name: things/a b\nother: $OTHER", one)
        yield build("Get", "name: things/a\nother: $OTHER", 'OTHER: {example: "a b+c & ~é", description: Another.}')
        yield build("Get", "name: things/a\nsize: $SIZE", "SIZE: {example: 1.0e+16, description: A size.}")
        yield from (build("Post", body.replace("TYPE", kind), "") for body in BODIES)

    def build(rpc: str, request: str, examples: str) -> Request:
        found, problems = api.request(folder, rpc, request, examples=examples)
        assert found is not None, problems
        return found

    return tuple(made())


def node_program(snippets: list[str]) -> str:
    head = (
        "globalThis.fetch = async (url, options) => {\n"
        "  console.log(JSON.stringify({ url, body: options.body ?? '' }));\n"
        '  return { ok: true, text: async () => \'{"status": {"code": 1}}\' };\n};\n'
        "console.log = ((log) => (text) => { if (text.startsWith('{\"url\"')) log(text); })(console.log);\n"
        "globalThis.document = { getElementById: () => ({}) };\n"
    )
    return head + "\n".join(f"(() => {{\n{snippet}\n}})();" for snippet in snippets)


def browser_program(snippets: list[str]) -> str:
    scripts = [re.search("<script>(.*)</script>", snippet, re.DOTALL) for snippet in snippets]
    return node_program([found[1] for found in scripts if found])


def python_program(snippets: list[str]) -> str:
    head = (
        "import json\nimport requests\n\n"
        "def send(self, prepared, **_):\n"
        "    body = prepared.body or b''\n"
        "    print(json.dumps({'url': prepared.url, 'body': body.decode()}))\n"
        "    response = requests.Response()\n"
        '    response.status_code, response._content = 200, b\'{"status": {"code": 1}}\'\n'
        "    return response\n\n"
        "requests.Session.send = send\n"
    )
    return head + "".join(f"exec({snippet!r}, {{'print': str}})\n" for snippet in snippets)


def php_program(snippets: list[str]) -> str:
    """Put each program into a namespace of its own, where functions of these names come before PHP's."""
    functions = (
        "function curl_init($url) { $GLOBALS['url'] = $url; }\n"
        "function curl_setopt_array($curl, $options) { $GLOBALS['body'] = $options[\\CURLOPT_POSTFIELDS] ?? ''; }\n"
        "function curl_exec($curl) {\n"
        "    fwrite(\\STDOUT, json_encode(['url' => $GLOBALS['url'], 'body' => $GLOBALS['body']]) . \"\\n\");\n"
        '    return \'{"status": {"code": 1}}\';\n}\n'
        "function curl_getinfo() { return 200; }\n"
        "ob_start(fn() => '');\n"
    )
    parts = [re.split(r"(?m)^namespace \w+;$", snippet)[1] for snippet in snippets]
    programs = (f"namespace Case{number};\n{functions}{part}" for number, part in enumerate(parts))
    return "<?php\n" + "".join(programs)


def ruby_program(snippets: list[str]) -> str:
    """Put each program into a module of its own, where its constants are."""
    head = (
        "require 'json'\nrequire 'net/http'\n\n"
        "class Net::HTTP\n  def request(sent)\n"
        '    STDOUT.write(JSON.generate({ url: sent.uri.to_s, body: sent.body.to_s }), "\\n")\n'
        "    response = Net::HTTPOK.new('1.1', '200', 'OK')\n"
        "    response.instance_variable_set(:@read, true)\n"
        '    response.instance_variable_set(:@body, \'{"status": {"code": 1}}\')\n'
        "    response\n  end\nend\n\ndef puts(*) = nil\n\n"
    )
    return head + "".join(f"Module.new.module_eval(<<~'PROGRAM')\n{snippet}\nPROGRAM\n" for snippet in snippets)


def go_program(snippets: list[str]) -> str:
    """Put what stands in each program's own `main`, and its constants, into a function of one program."""
    imports, helpers = set[str](), set[str]()
    cases: list[str] = []
    for snippet in snippets:
        imports |= set(re.findall(r'^\t"[a-z/]+"$', snippet, re.MULTILINE))
        constants = re.search(r"^const \(\n.*?^\)\n", snippet, re.DOTALL | re.MULTILINE)
        body = re.search(r"^func main\(\) \{\n(.*?)^\}\n", snippet, re.DOTALL | re.MULTILINE)
        assert body
        helpers |= set(re.findall(r"^func encode.*?^\}\n", snippet, re.DOTALL | re.MULTILINE))
        cases.append(f"func case{len(cases)}() {{\n{constants[0] if constants else ''}{body[1]}}}\n")
    recorder = (
        "type recorder struct{ out *os.File }\n\n"
        "func (r recorder) RoundTrip(sent *http.Request) (*http.Response, error) {\n"
        "\tbody := []byte{}\n\tif sent.Body != nil {\n\t\tbody, _ = io.ReadAll(sent.Body)\n\t}\n"
        '\tline, _ := json.Marshal(map[string]string{"url": sent.URL.String(), "body": string(body)})\n'
        '\tfmt.Fprintln(r.out, string(line))\n\tanswer := io.NopCloser(strings.NewReader(`{"status": {"code": 1}}`))\n'
        "\treturn &http.Response{StatusCode: 200, Body: answer}, nil\n}\n"
    )
    calls = "".join(f"\tcase{number}()\n" for number in range(len(cases)))
    main = f"func main() {{\n\thttp.DefaultTransport = recorder{{os.Stdout}}\n\tos.Stdout = nil\n{calls}}}\n"
    head = "\n".join(sorted({*imports, '\t"encoding/json"', '\t"os"', '\t"strings"'}))
    return "\n".join([f"package main\n\nimport (\n{head}\n)\n", recorder, *helpers, *cases, main])


def java_program(snippets: list[str]) -> str:
    """Put the parts of each program that make the URL and the body into a class that prints them."""
    classes, imports = [], set()
    for number, snippet in enumerate(snippets):
        imports |= set(re.findall(r"^import .*;$", snippet, re.MULTILINE))
        constants = "\n".join(re.findall(r"static final [^=]*=\s*.*;", snippet))
        helpers = "\n".join(re.findall(r"  static String \w+\(String text\) \{.*?\n  \}\n", snippet, re.DOTALL))
        made = re.search(r"(    String url =\s.*?;\n)\n*(.*?)    HttpRequest request =", snippet, re.DOTALL)
        assert made
        body = "body" if "String body" in made[2] else '""'
        classes.append(
            f"class Case{number} {{\n{constants}\n{helpers}\nstatic void run() {{\n{made[1]}{made[2]}\n"
            f"HttpRequest.newBuilder(URI.create(url));\nProgram.say(url);\nProgram.say({body});\n}}\n}}\n"
        )
    calls = "".join(f"Case{number}.run();" for number in range(len(snippets)))
    say = (
        "static void say(String text) { System.out.println(java.util.Base64.getEncoder().encodeToString("
        "text.getBytes(StandardCharsets.UTF_8))); }"
    )
    main = f"class Program {{ public static void main(String[] args) {{ {calls} }}\n{say} }}\n"
    return "\n".join([*sorted(imports), main, *classes])


def read_lines(output: str) -> list[tuple[str, str]]:
    return [(line["url"], line["body"]) for line in map(json.loads, output.splitlines())]


def read_pairs(output: str) -> list[tuple[str, str]]:
    texts = [base64.b64decode(line).decode() for line in output.splitlines()]
    return list(zip(texts[::2], texts[1::2], strict=True))


Read = Callable[[str], list[tuple[str, str]]]
PROGRAMS: dict[str, tuple[Callable[[list[str]], str], Read, str | tuple[str, str]]] = {
    "node_rest": (node_program, read_lines, "node_rest"),
    "js": (browser_program, read_lines, "node_rest"),  # what the page's script computes needs no browser
    "java_rest": (java_program, read_pairs, "java_rest"),
    "shipped go": (go_program, read_lines, ("go run", "go")),
    "shipped php": (php_program, read_lines, ("php", "php")),
    "shipped ruby": (ruby_program, read_lines, ("ruby", "rb")),
    "shipped py": (python_program, read_lines, (sys.executable, "py")),  # which has its library
}


def outcome(runtime: str | tuple[str, str], program: str, folder: Path) -> str:
    """Run a program as a language of this repository does, or by a command, and return what it prints."""
    extension = FORMS[runtime].extension if isinstance(runtime, str) else runtime[1]
    file = folder / f"Program.{extension}"
    file.write_text(program, encoding="utf-8")
    if isinstance(runtime, str):
        language = FORMS[runtime]
        need(language)
        words = command(language.runtime.run, ROOT, language, {Placeholder.SNIPPET: file, Placeholder.WORK: folder})
        variables = environment(ROOT, language)
    else:
        words, variables = [*runtime[0].split(), str(file)], {**os.environ, "GOCACHE": str(GO / "cache")}
    run = subprocess.run(words, env=variables, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def forms() -> Iterator[dict[str, tuple[Renderer, Language]]]:
    """Give each form with what renders it."""
    own = Renderer(ROOT)
    with shipped_project() as root:
        shipped = Renderer(root)
        languages = {f"shipped {form.name}": (shipped, form) for form in load_languages(root, Problems())}
        yield {name: (own, form) for name, form in FORMS.items()} | languages


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_leaves_the_program_is_the_request(
    name: str,
    api: Made,
    requests: tuple[Request, ...],
    forms: dict[str, tuple[Renderer, Language]],
    tmp_path: Path,
) -> None:
    program, read, runtime = PROGRAMS[name]
    renderer, form = forms[name]
    snippets = [str(snippet_text(renderer, request, "one", form)) for request in requests]
    sent = read(outcome(runtime, program(snippets), tmp_path))
    routes = Routes(api.definition)
    assert len(sent) == len(requests)
    for request, (url, body) in zip(requests, sent, strict=True):
        target = url.removeprefix("https://api.example.com")
        assert "+" not in target, "not every server reads it as a space"
        found = decode(routes, request.rest.verb, target, body.encode())
        assert (found.method, found.problem, found.unknown_fields) == (request.method, None, ()), (url, body)
        assert found.message is not None
        assert same(found.message, request.expected()), (url, body)
