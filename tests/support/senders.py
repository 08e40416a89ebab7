"""What REST snippets themselves make of a request at run time: the URL, body and headers that leave each program.

All snippets of a language are put into one program, whose client sends nothing and prints what it was to send.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sixfold.errors import Problems
from sixfold.install import command
from sixfold.install.places import environment
from sixfold.language import Language, Placeholder, load_languages
from sixfold.request import Request
from sixfold.shipping import shipped_project
from sixfold.snippet.render import Renderer
from tests.support.projects import ROOT, repository
from tests.support.rendering import snippet_text
from tests.support.runtimes import GO, need

FORMS = {form.name: form for language in repository().languages for form in language.forms}


@dataclass(frozen=True)
class Sent:
    """A request as a program was to send it; the names of its headers are in small letters."""

    url: str
    body: str
    headers: Mapping[str, str]


def node_program(snippets: list[str]) -> str:
    head = (
        "globalThis.fetch = async (url, options) => {\n"
        "  const headers = Object.fromEntries(new Request(url, options).headers);\n"
        "  console.log(JSON.stringify({ url, body: `${options.body ?? ''}`, headers }));\n"
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
        "    body = prepared.body or ''\n"
        "    body = body.decode() if isinstance(body, bytes) else body\n"
        "    print(json.dumps({'url': prepared.url, 'body': body, 'headers': dict(prepared.headers)}))\n"
        "    response = requests.Response()\n"
        '    response.status_code, response._content = 200, b\'{"status": {"code": 1}}\'\n'
        "    return response\n\n"
        "requests.Session.send = send\n"
    )
    return head + "".join(f"exec({snippet!r}, {{'print': str}})\n" for snippet in snippets)


def php_program(snippets: list[str]) -> str:
    """Put each program into a namespace of its own, where functions of these names come before PHP's."""
    functions = (
        "function curl_init($url) { $GLOBALS['sent'] = ['url' => $url]; }\n"
        "function curl_setopt_array($curl, $options) {\n"
        "    $GLOBALS['sent']['body'] = $options[\\CURLOPT_POSTFIELDS] ?? '';\n"
        "    $lines = array_map(fn($line) => explode(': ', $line, 2), $options[\\CURLOPT_HTTPHEADER] ?? []);\n"
        "    $GLOBALS['sent']['headers'] = (object) array_column($lines, 1, 0);\n}\n"
        "function curl_exec($curl) {\n"
        "    fwrite(\\STDOUT, json_encode($GLOBALS['sent']) . \"\\n\");\n"
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
        "    headers = sent.to_hash.transform_values(&:first)\n"
        "    found = { url: sent.uri.to_s, body: sent.body.to_s, headers: headers }\n"
        '    STDOUT.write(JSON.generate(found), "\\n")\n'
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
        "\theaders := map[string]string{}\n\tfor name := range sent.Header {\n"
        "\t\theaders[name] = sent.Header.Get(name)\n\t}\n"
        '\tfound := map[string]any{"url": sent.URL.String(), "body": string(body), "headers": headers}\n'
        "\tline, _ := json.Marshal(found)\n"
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
        made = re.search(r"(    String url =\s.*?;\n)\n*(.*?)    HttpRequest request =(.*?;)\n", snippet, re.DOTALL)
        assert made
        body = "body" if "String body" in made[2] else '""'
        classes.append(
            f"class Case{number} {{\n{constants}\n{helpers}\nstatic void run() {{\n{made[1]}{made[2]}\n"
            f"HttpRequest request ={made[3]}\nProgram.say(url);\nProgram.say({body});\n"
            "StringBuilder lines = new StringBuilder();\n"
            'request.headers().map().forEach((name, all) -> lines.append(name + ": " + all.get(0) + "\\n"));\n'
            "Program.say(lines.toString());\n}\n}\n"
        )
    calls = "".join(f"Case{number}.run();" for number in range(len(snippets)))
    say = (
        "static void say(String text) { System.out.println(java.util.Base64.getEncoder().encodeToString("
        "text.getBytes(StandardCharsets.UTF_8))); }"
    )
    main = f"class Program {{ public static void main(String[] args) {{ {calls} }}\n{say} }}\n"
    return "\n".join([*sorted(imports), main, *classes])


def read_lines(output: str) -> list[Sent]:
    """Read a line of JSON a request."""
    return [
        Sent(line["url"], line["body"], {name.lower(): value for name, value in line["headers"].items()})
        for line in map(json.loads, output.splitlines())
    ]


def read_texts(output: str) -> list[Sent]:
    """Read three lines of Base64 a request: its URL, its body and its headers."""
    texts = [base64.b64decode(line).decode() for line in output.splitlines()]
    found = zip(texts[::3], texts[1::3], texts[2::3], strict=True)
    return [Sent(url, body, _headers(lines)) for url, body, lines in found]


def _headers(lines: str) -> dict[str, str]:
    pairs = [line.partition(": ") for line in lines.splitlines()]
    return {name.lower(): value for name, _, value in pairs}


Read = Callable[[str], list[Sent]]
PROGRAMS: dict[str, tuple[Callable[[list[str]], str], Read, str | tuple[str, str]]] = {
    "node_rest": (node_program, read_lines, "node_rest"),
    "js": (browser_program, read_lines, "node_rest"),  # what the page's script computes needs no browser
    "java_rest": (java_program, read_texts, "java_rest"),
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


@dataclass(frozen=True)
class Senders:
    """Each form of a language, with what renders it."""

    forms: Mapping[str, tuple[Renderer, Language]]

    def sent(self, name: str, requests: Sequence[Request], folder: Path) -> list[Sent]:
        """Return what the snippets of some requests send in a form, which is one of `PROGRAMS`."""
        program, read, runtime = PROGRAMS[name]
        renderer, form = self.forms[name]
        snippets = [str(snippet_text(renderer, request, "one", form)) for request in requests]
        return read(outcome(runtime, program(snippets), folder))


@contextmanager
def every_sender() -> Iterator[Senders]:
    """Yield the forms of this repository and those that ship with the tool."""
    own = Renderer(ROOT)
    with shipped_project() as root:
        shipped = Renderer(root)
        languages = {f"shipped {form.name}": (shipped, form) for form in load_languages(root, Problems())}
        yield Senders({name: (own, form) for name, form in FORMS.items()} | languages)
