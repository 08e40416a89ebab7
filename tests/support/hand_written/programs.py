"""Operation x Damage -> the source of a program, in the manner of one person: each style is another one's."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from textwrap import indent

from tests.support.hand_written.operations import Operation, Value


@dataclass(frozen=True)
class Damage:
    """What is wrong with a program; by default nothing.

    ``texts`` is what it sends instead of the operation's, and ``more`` a field that is written out; ``first`` stands
    before all that it does; ``key`` is what the header holds, None for none; ``failures`` are shown, printed alone, or
    ignored; ``calls`` is how often it asks.
    """

    texts: Mapping[str, Value] | None = None
    more: str = ""
    first: str = ""
    key: str | None = "Key 0123456789abcdef"
    failures: str = "shown"
    calls: int = 1
    media: str = "application/json"
    url: Callable[[str], str] = field(default=lambda url: url)
    name: str = ""


Write = Callable[[Operation, Damage], str]


@dataclass(frozen=True)
class Style:
    """A manner of writing: its language, how a file of it ends, and the program."""

    name: str
    language: str
    extension: str
    write: Write


def _texts(operation: Operation, damage: Damage) -> Mapping[str, Value]:
    return operation.texts if damage.texts is None else damage.texts


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


def _py(operation: Operation, damage: Damage, *, wrapped: bool) -> str:
    user, app = operation.whose
    texts = "".join(f", {name}={json.dumps(value)}" for name, value in _texts(operation, damage).items())
    texts += f", {damage.more}" if damage.more else ""
    metadata = f'(("authorization", "{damage.key}"),)' if damage.key else "()"
    words = "answer.status.description, answer.status.details"
    told = {
        "shown": f"if answer.status.code != 10000:\n    raise SystemExit(f'no: {{{words}}}')",
        "printed": f"if answer.status.code != 10000:\n    print('no:', {words})",
        "ignored": "",
    }[damage.failures]
    call = (
        f'whose = resources_pb2.UserAppIDSet(user_id="{user}", app_id="{app}")\n'
        f"request = service_pb2.{operation.request}(user_app_id=whose{texts})\n"
        + f"answer = api.{operation.rpc}(request, metadata={metadata})\n" * damage.calls
        + told
    )
    head = (
        "from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel\n"
        "from clarifai_grpc.grpc.api import resources_pb2, service_pb2, service_pb2_grpc\n\n"
    )
    stub = "service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())"
    if wrapped:
        body = f"def send(api):\n    '''Ask the API once.'''\n{indent(call, '    ')}\n    return answer\n\n\n"
        return f'{damage.first}\n{head}{body}if __name__ == "__main__":\n    send({stub})\n'
    return f"{damage.first}\n{head}api = {stub}\n{call}\nprint('done')\n"


def _urllib(operation: Operation, damage: Damage) -> str:
    texts = _texts(operation, damage)
    body = operation.body(texts)
    headers = {"Content-Type": damage.media} if body else {}
    headers |= {"Authorization": damage.key} if damage.key else {}
    open_it = "answer = json.load(urllib.request.urlopen(ask()))\n" * damage.calls
    told = {
        "shown": 'if answer["status"]["code"] != 10000:\n    sys.exit(str(answer["status"]))',
        "printed": 'if answer["status"]["code"] != 10000:\n    print(answer["status"])',
        "ignored": "",
    }[damage.failures]
    if damage.failures != "shown":
        said = "print(error.read())" if damage.failures == "printed" else "pass"
        open_it = f"try:\n{indent(open_it, '    ')}except urllib.error.HTTPError as error:\n    {said}\n"
        open_it += "    answer = {'status': {'code': 10000}}\n"
    return (
        f"{damage.first}\nimport json\nimport sys\nimport urllib.error\nimport urllib.request\n\n"
        f"where = {damage.url(operation.url(texts))!r}\nbody = {body!r}\n"
        f"def ask():\n    return urllib.request.Request(where, data=body.encode() or None,\n"
        f"        method={_verb(operation)!r}, headers={json.dumps(headers)})\n\n\n{open_it}{told}\nprint('sent')\n"
    )


def _verb(operation: Operation) -> str:
    return operation.method.rules[0].verb


def _node(operation: Operation, damage: Damage, *, promise: bool) -> str:
    user, app = operation.whose
    texts = "".join(f"    {name}: {json.dumps(value)},\n" for name, value in _texts(operation, damage).items())
    texts += f"    {damage.more},\n" if damage.more else ""
    key = f'metadata.set("authorization", "{damage.key}");\n' if damage.key else ""
    fail = "process.exitCode = 1;" if damage.failures == "shown" else ""
    said = "" if damage.failures == "ignored" else "console.error(problem.details, problem.description || '');"
    head = (
        f'{damage.first}\nconst {{ ClarifaiStub, grpc }} = require("clarifai-nodejs-grpc");\n'
        f"const api = ClarifaiStub.grpc();\nconst metadata = new grpc.Metadata();\n{key}"
        f'const what = {{\n    user_app_id: {{ user_id: "{user}", app_id: "{app}" }},\n{texts}}};\n'
    )
    refuse = f"(problem) => {{ {said} {fail} }}"
    if promise:
        ask = (
            f"const ask = () => new Promise((resolve, reject) => {{\n  api.{operation.rpc}(what, metadata, "
            "(error, found) => {\n    if (error) reject(error);\n"
            "    else if (found.status.code !== 10000) reject(found.status);\n"
            "    else resolve(found);\n  });\n});\n"
        )
        chain = "ask()" + ".then(() => ask())" * (damage.calls - 1)
        return f'{head}{ask}{chain}.then(() => console.log("fine")).catch({refuse});\n'
    once = (
        f"api.{operation.rpc}(what, metadata, (error, answer) => {{\n"
        f"  const problem = error || (answer.status.code === 10000 ? null : answer.status);\n"
        f'  if (problem) ({refuse})(problem);\n  else console.log("fine");\n}});\n'
    )
    return head + once * damage.calls


def _fetch(operation: Operation, damage: Damage) -> str:
    texts = _texts(operation, damage)
    body = operation.body(texts)
    headers = {"Authorization": damage.key} if damage.key else {}
    headers |= {"Content-Type": damage.media} if body and damage.media else {}
    sent = f", body: {json.dumps(body)}" if body else ""
    check = {
        "shown": "if (!answer.ok || found.status.code !== 10000) throw new Error(JSON.stringify(found));",
        "printed": "if (!answer.ok) console.log(found);",
        "ignored": "",
    }[damage.failures]
    catch = "" if damage.failures == "shown" else ".catch((problem) => console.log(problem.message))"
    catch = ".catch(() => {})" if damage.failures == "ignored" else catch
    url = json.dumps(damage.url(operation.url(texts)))
    once = (
        f"  const answer = await fetch({url}, {{\n    method: '{_verb(operation)}',\n"
        f"    headers: {json.dumps(headers)}{sent} }});\n  const found = await answer.json();\n  {check}\n"
    )
    return damage.first + "\n" + f"(async () => {{\n{once}}})(){catch};\n" * damage.calls


def _php(operation: Operation, damage: Damage) -> str:
    user, app = operation.whose
    texts = "".join(f'    "{name}" => {json.dumps(value)},\n' for name, value in _texts(operation, damage).items())
    whose = f'["user_id" => "{user}", "app_id" => "{app}"]'
    metadata = f'["Authorization" => ["{damage.key}"]]' if damage.key else "[]"
    words = '"no: " . $status->details . ($answer ? $answer->getStatus()->getDescription() : "") . "\\n"'
    act = {"shown": f"fwrite(STDERR, {words}); exit(1);", "printed": f"echo {words};", "ignored": ""}[damage.failures]
    ask = f"[$answer, $status] = $api->{operation.rpc}($what, {metadata})->wait();\n" * damage.calls
    return (
        f'<?php\n{damage.first}\nrequire __DIR__ . "/vendor/autoload.php";\n\n'
        f"$api = Clarifai\\ClarifaiClient::grpc();\n$what = new Clarifai\\Api\\{operation.request}([\n"
        f'    "user_app_id" => new Clarifai\\Api\\UserAppIDSet({whose}),\n{texts}]);\n'
        f"{ask}if ($status->code !== 0 || $answer->getStatus()->getCode() !== 10000) {{\n    {act}\n}}\n"
    )


def _java(operation: Operation, damage: Damage, *, steps: bool) -> str:
    user, app = operation.whose
    calls = []
    for name, value in _texts(operation, damage).items():
        word = _camel(name)[0].upper() + _camel(name)[1:]
        values = value if isinstance(value, list) else [value]
        setter = f"add{word}" if isinstance(value, list) else f"set{word}"
        calls += [f"{setter}({json.dumps(item)})" for item in values]
    whose = f'setUserAppId(UserAppIDSet.newBuilder().setUserId("{user}").setAppId("{app}"))'
    made = f"{operation.request}.newBuilder()"
    lines = [whose, *calls]
    if steps:
        build = f"var what = {made};\n" + "".join(f"    what.{line};\n" for line in lines)
    else:
        build = f"var what = {made}" + "".join(f"\n        .{line}" for line in lines) + ";\n"
    credentials = ""
    if damage.key:
        word, _, key = damage.key.partition(" ")
        assert word == "Key", "the client's own credentials write no other"
        credentials = f'.withCallCredentials(new com.clarifai.credentials.ClarifaiCallCredentials("{key}"))'
    words = "answer.getStatus().getDescription() + answer.getStatus().getDetails()"
    act = {"shown": f"throw new IllegalStateException({words});", "printed": f"System.out.println({words});"}
    rpc = operation.rpc[0].lower() + operation.rpc[1:]
    ask = f"    answer = api.{rpc}(what.build());\n" * damage.calls
    check = f"    if (answer.getStatus().getCodeValue() != 10000) {{ {act.get(damage.failures, '')} }}\n"
    inside = f"{ask.replace('answer =', 'var answer =', 1)}{check}"
    if damage.failures != "shown":
        said = "" if damage.failures == "ignored" else "System.out.println(error.getStatus().getDescription());"
        inside = f"    try {{\n{inside}    }} catch (io.grpc.StatusRuntimeException error) {{ {said} }}\n"
    return (
        f"import com.clarifai.channel.ClarifaiChannel;\nimport com.clarifai.grpc.api.*;\n\n"
        f"{damage.name or 'class Ask'} {{\n  public static void main(String[] words) throws Exception {{\n"
        f"    {damage.first}\n    {build}"
        f"    var channel = ClarifaiChannel.INSTANCE.getGrpcChannel();\n"
        f"    var api = V2Grpc.newBlockingStub(channel){credentials};\n{inside}  }}\n}}\n"
    )


def _curl(operation: Operation, damage: Damage, *, apart: bool) -> str:
    texts = _texts(operation, damage)
    body = operation.body(texts)
    flag = {"shown": "--fail-with-body ", "printed": "", "ignored": "--output /dev/null "}[damage.failures]
    key = f'-H "Authorization: {damage.key}" ' if damage.key else ""
    media = f'-H "Content-Type: {damage.media}" ' if body else ""
    url = damage.url(operation.url(texts))
    if apart:
        data = "--data-binary @- " if body else ""
        here = f" <<'END'\n{body}\nEND" if body else ""
        once = f'curl --silent --show-error {flag}-X {_verb(operation)} {key}{media}{data}"$WHERE"{here}\n'
        return f"#!/bin/bash\n{damage.first}\nset -e\nWHERE='{url}'\n" + once * damage.calls
    data = f"-d '{body}' " if body else ""
    return f"{damage.first}\n" + f"curl {flag}-X {_verb(operation)} '{url}' {key}{media}{data}\n" * damage.calls


STYLES = (
    Style("script", "py", "py", lambda operation, damage: _py(operation, damage, wrapped=False)),
    Style("function", "py", "py", lambda operation, damage: _py(operation, damage, wrapped=True)),
    Style("urllib", "py", "py", _urllib),
    Style("callback", "node", "js", lambda operation, damage: _node(operation, damage, promise=False)),
    Style("promise", "node", "js", lambda operation, damage: _node(operation, damage, promise=True)),
    Style("fetch", "node", "js", _fetch),
    Style("client", "php", "php", _php),
    Style("chain", "java", "java", lambda operation, damage: _java(operation, damage, steps=False)),
    Style("steps", "java", "java", lambda operation, damage: _java(operation, damage, steps=True)),
    Style("line", "curl", "sh", lambda operation, damage: _curl(operation, damage, apart=False)),
    Style("script", "curl", "sh", lambda operation, damage: _curl(operation, damage, apart=True)),
)
