"""Small damages of published snippets, as data: what is changed, in which situation it shows, and what is then said.

Each is a mistake that a hand could make. What must be said is chosen so that a program that does not even run could
not bring it about: a damage is never caught for being no program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sixfold.runner.scenario import Scenario
from sixfold.snippet import Snippet

ONE = "delete_annotation_input_annotation_ids"
PAIRS = "bulk_delete_annotations_input_annotation_ids"
INPUTS = "bulk_delete_annotations_input_ids"
BULK = (PAIRS, INPUTS)
EVERY = (ONE, PAIRS, INPUTS)
STAND_INS = {"java_rest": "delete_secrets", "node_rest": "delete_model_migration"}
"""The operation whose published snippet is damaged, of each form that stands in for a client library."""

Edit = tuple[str, str]
"""What stands in the file exactly once, and what is put there; ``{Rpc}`` and ``{rpc}`` stand for the RPC's name."""


@dataclass(frozen=True)
class Mutant:
    """One damage: ``caught`` is part of a reason that must be given, ``survives`` says why none can be.

    ``name`` is the same in every language that can be damaged so, and ``operations`` are those whose snippets are; all
    of the language where it is empty.
    """

    name: str
    edits: tuple[Edit, ...]
    caught: str = ""
    scenario: Scenario = Scenario.SUCCESS
    operations: tuple[str, ...] = ()
    survives: str = ""

    def applied(self, text: str, item: Snippet, rpc: str) -> str:
        """Return the damaged text of a snippet that calls an RPC."""
        for edit in self.edits:
            found, put = (part.replace("{Rpc}", rpc).replace("{rpc}", rpc[0].lower() + rpc[1:]) for part in edit)
            assert text.count(found) == 1, f"{self.name}: expected once in {item.path}: {found!r}"
            text = text.replace(found, put)
        return text


SILENT = "ended as if all were well"
"""What is said of a snippet that hides a failure."""

TWICE = "made 2 calls"
HOST = "api.example.com"
ELSEWHERE = f"asked for another host: {HOST}:443"
UNSAID = "did not show what the API said: 'the sandbox was told to fail'"
UNCAUGHT_PHP = "ended with exit code 255: thrown in "
"""Ends what PHP says of an exception; of a text that is no program it says something else."""

MUTE = "when the API fails (disconnect), showed nothing"

HANDLED = "  console.error(error);\n  process.exitCode = 1;\n"
ENDED = f"main().catch((error) => {{\n{HANDLED}}});"
"""How a program of Node.js ends."""

FAILURE, DISCONNECT, WRONG_KEY = Scenario.FAILURE_STATUS, Scenario.DISCONNECT, Scenario.WRONG_KEY

PY = (
    Mutant(
        "input-for-annotation",
        (("annotation_id=ANNOTATION_ID", "annotation_id=INPUT_ID"),),
        "sent annotation_id:",
        operations=(ONE,),
    ),
    Mutant(
        "id-not-given",
        (("        annotation_id=ANNOTATION_ID,\n", ""),),
        "sent annotation_id: nothing",
        operations=(ONE,),
    ),
    Mutant(
        "one-of-two-inputs",
        (("input_ids=[INPUT_ID_1, INPUT_ID_2]", "input_ids=[INPUT_ID_1]"),),
        "sent input_ids:",
        operations=BULK,
    ),
    Mutant(
        "same-input-twice",
        (("[INPUT_ID_1, INPUT_ID_2]", "[INPUT_ID_1, INPUT_ID_1]"),),
        "sent input_ids:",
        operations=BULK,
    ),
    Mutant(
        "ids-crossed",
        (("[ANNOTATION_ID_1, ANNOTATION_ID_2]", "[ANNOTATION_ID_2, ANNOTATION_ID_1]"),),
        "sent ids:",
        operations=(PAIRS,),
    ),
    Mutant(
        "ids-not-given",
        (("        ids=[ANNOTATION_ID_1, ANNOTATION_ID_2],\n", ""),),
        "deleted what it does not name",
        operations=(PAIRS,),
    ),
    Mutant(
        "field-name",
        (("        ids=", "        annotation_ids="),),
        'has no "annotation_ids" field',
        operations=(PAIRS,),
    ),
    Mutant("field-name", (("        input_ids=", "        inputs="),), 'has no "inputs" field', operations=(INPUTS,)),
    Mutant(
        "unknown-field",
        (
            (
                "resources_pb2.UserAppIDSet(user_id=USER_ID",
                (
                    "resources_pb2.UserAppIDSet.FromString(b'\\x9a\\x06\\x01x' + "
                    "resources_pb2.UserAppIDSet(user_id=USER_ID"
                ),
            ),
            ("app_id=APP_ID)", "app_id=APP_ID).SerializeToString())"),
        ),
        "sent 'user_app_id.#99', which",
    ),
    Mutant("app-for-user", (("user_id=USER_ID", "user_id=APP_ID"),), "sent user_app_id:"),
    Mutant(
        "another-rpc",
        (
            ("stub.{Rpc}(\n    service_pb2.{Rpc}Request(", "stub.DeleteInput(\n    service_pb2.DeleteInputRequest("),
            ("        annotation_id=ANNOTATION_ID,\n", ""),
        ),
        "called DeleteInput; expected",
        operations=(ONE,),
    ),
    Mutant(
        "another-rpc",
        (
            ("stub.{Rpc}(\n    service_pb2.{Rpc}Request(", "stub.DeleteInputs(\n    service_pb2.DeleteInputsRequest("),
            ("        input_ids=", "        ids="),
        ),
        "called DeleteInputs; expected",
        operations=(INPUTS,),
    ),
    Mutant("no-key", (('    metadata=(("authorization", f"Key {PAT}"),),\n', ""),), "sent the authorization None"),
    Mutant(
        "key-of-another-scheme", (('f"Key {PAT}"', 'f"Bearer {PAT}"'),), "sent the authorization 'Bearer YOUR_PAT_HERE'"
    ),
    Mutant("key-left-out", (('f"Key {PAT}"', '"Key PAT"'),), "sent the authorization 'Key PAT'"),
    Mutant(
        "second-call",
        (("response = stub.", "stub.ListInputs(service_pb2.ListInputsRequest())\nresponse = stub."),),
        TWICE,
    ),
    Mutant("another-host", (("get_grpc_channel()", f'get_grpc_channel("{HOST}")'),), ELSEWHERE),
    Mutant("not-awaited", (("stub.{Rpc}(", "stub.{Rpc}.future("),), "has no attribute 'status'"),
    Mutant(
        "status-not-checked", (("if response.status.code != status_code_pb2.SUCCESS:", "if False:"),), SILENT, FAILURE
    ),
    Mutant(
        "code-read-wrong",
        (("code != status_code_pb2", "code == status_code_pb2"),),
        "ended with exit code 1: RuntimeError: DeleteAnnotation",
    ),
    Mutant("printed-not-raised", (("raise RuntimeError(", "print("),), SILENT, FAILURE),
    Mutant("details-left-out", ((" {response.status.details}", ""),), UNSAID, FAILURE),
    Mutant(
        "other-call-after-failure",
        (
            (
                "    raise RuntimeError(",
                "    stub.DeleteInputs(service_pb2.DeleteInputsRequest())\n    raise RuntimeError(",
            ),
        ),
        TWICE,
        FAILURE,
    ),
    Mutant(
        "exception-swallowed",
        (
            ("response = stub.", "try:\n    response = stub."),
            ("\n\nif response.status", "\nexcept Exception:\n    raise SystemExit\n\nif response.status"),
        ),
        SILENT,
        DISCONNECT,
    ),
    Mutant(
        "exception-not-shown",
        (
            ("response = stub.", "try:\n    response = stub."),
            ("\n\nif response.status", "\nexcept Exception:\n    raise SystemExit(1)\n\nif response.status"),
        ),
        MUTE,
        DISCONNECT,
        (PAIRS,),
    ),
)

NODE = (
    Mutant(
        "input-for-annotation",
        (("annotation_id: ANNOTATION_ID", "annotation_id: INPUT_ID"),),
        "sent annotation_id:",
        operations=(ONE,),
    ),
    Mutant(
        "field-name",
        (("annotation_id: ANNOTATION_ID", "annotationId: ANNOTATION_ID"),),
        "sent annotation_id: nothing",
        operations=(ONE,),
    ),
    Mutant("one-of-two-inputs", (("[INPUT_ID_1, INPUT_ID_2]", "[INPUT_ID_1]"),), "sent input_ids:", operations=BULK),
    Mutant(
        "ids-crossed",
        (("[ANNOTATION_ID_1, ANNOTATION_ID_2]", "[ANNOTATION_ID_2, ANNOTATION_ID_1]"),),
        "sent ids:",
        operations=(PAIRS,),
    ),
    Mutant("app-for-user", (("user_id: USER_ID", "user_id: APP_ID"),), "sent user_app_id:", operations=(INPUTS,)),
    Mutant("another-rpc", (("stub.{Rpc}.bind", "stub.DeleteInputs.bind"),), "called DeleteInputs; expected"),
    Mutant(
        "no-key",
        (('metadata.set("authorization", `Key ${PAT}`);\n', ""),),
        "sent the authorization None",
        operations=(ONE,),
    ),
    Mutant(
        "key-of-another-scheme",
        (("`Key ${PAT}`", "`Bearer ${PAT}`"),),
        "sent the authorization 'Bearer YOUR_PAT_HERE'",
        operations=(PAIRS,),
    ),
    Mutant(
        "key-left-out", (("`Key ${PAT}`", '"Key ${PAT}"'),), "sent the authorization 'Key ${PAT}'", operations=(INPUTS,)
    ),
    Mutant(
        "second-call",
        (("const call =", "stub.ListInputs({}, new grpc.Metadata(), () => {});\n  const call ="),),
        TWICE,
    ),
    Mutant("another-host", (("ClarifaiStub.grpc()", f'ClarifaiStub.grpc("{HOST}")'),), ELSEWHERE, operations=(ONE,)),
    Mutant("not-awaited", ((ENDED, f"{ENDED}\nprocess.exit();"),), "made 0 calls; expected 1", operations=(INPUTS,)),
    Mutant("status-not-checked", (("if (code !== StatusCode.SUCCESS)", "if (false)"),), SILENT, FAILURE),
    Mutant("code-read-wrong", (("code !== StatusCode", "code === StatusCode"),), SILENT, FAILURE, (PAIRS,)),
    Mutant("printed-not-raised", (("throw new Error(", "console.error("),), SILENT, FAILURE, (ONE,)),
    Mutant("details-left-out", ((" ${details}", ""),), UNSAID, FAILURE, (PAIRS,)),
    Mutant(
        "other-call-after-failure",
        (("    throw new", "    await promisify(stub.ListInputs.bind(stub))({}, metadata);\n    throw new"),),
        TWICE,
        FAILURE,
        (PAIRS,),
    ),
    Mutant("exception-swallowed", ((HANDLED, ""),), SILENT, DISCONNECT),
    Mutant("exception-not-shown", (("  console.error(error);\n", ""),), MUTE, DISCONNECT, (PAIRS,)),
    Mutant("exit-code-left-out", (("  process.exitCode = 1;\n", ""),), SILENT, FAILURE, (INPUTS,)),
    Mutant(
        "unknown-field",
        (("    input_ids: [", "    dry_run: true,\n    input_ids: ["),),
        operations=(INPUTS,),
        survives="the client drops the field before it sends: the call is the right one, and nothing tells it from it",
    ),
    Mutant(
        "connection-past-the-proxy",
        (("const metadata", 'require("https").get("https://127.0.0.1:9").on("error", () => {});\nconst metadata'),),
        operations=(ONE,),
        survives="what does not go through the proxy is not seen; it goes nowhere where the network is cut",
    ),
)

JAVA = (
    Mutant(
        "input-for-annotation",
        ((".setAnnotationId(ANNOTATION_ID)", ".setAnnotationId(INPUT_ID)"),),
        "sent annotation_id:",
        operations=(ONE,),
    ),
    Mutant(
        "id-not-given",
        (("            .setAnnotationId(ANNOTATION_ID)\n", ""),),
        "sent annotation_id: nothing",
        operations=(ONE,),
    ),
    Mutant(
        "one-of-two-inputs",
        (("            .addInputIds(INPUT_ID_2)\n", ""),),
        "sent input_ids:",
        operations=(INPUTS,),
    ),
    Mutant(
        "field-name",
        (
            (".addIds(ANNOTATION_ID_1)", ".addInputIds(ANNOTATION_ID_1)"),
            (".addIds(ANNOTATION_ID_2)", ".addInputIds(ANNOTATION_ID_2)"),
        ),
        "sent ids: nothing",
        operations=(PAIRS,),
    ),
    Mutant(
        "unknown-field",
        (
            (
                ".setAppId(APP_ID)",
                (
                    ".setAppId(APP_ID).setUnknownFields("
                    "com.google.protobuf.UnknownFieldSet.newBuilder().mergeVarintField(99, 1).build())"
                ),
            ),
        ),
        "sent 'user_app_id.#99', which",
        operations=(PAIRS,),
    ),
    Mutant("app-for-user", ((".setUserId(USER_ID)", ".setUserId(APP_ID)"),), "sent user_app_id:", operations=(INPUTS,)),
    Mutant(
        "another-rpc",
        (
            ("stub.{rpc}(", "stub.deleteInput("),
            ("{Rpc}Request.newBuilder()", "com.clarifai.grpc.api.DeleteInputRequest.newBuilder()"),
            ("            .setAnnotationId(ANNOTATION_ID)\n", ""),
        ),
        "called DeleteInput; expected",
        operations=(ONE,),
    ),
    Mutant(
        "no-key",
        (("\n              .withCallCredentials(new ClarifaiCallCredentials(PAT))", ""),),
        "sent the authorization None",
        operations=(ONE,),
    ),
    Mutant(
        "key-of-another-scheme",
        (("ClarifaiCallCredentials(PAT)", 'ClarifaiCallCredentials("Key " + PAT)'),),
        "sent the authorization 'Key Key YOUR_PAT_HERE'",
        operations=(INPUTS,),
    ),
    Mutant(
        "key-left-out",
        (("ClarifaiCallCredentials(PAT)", 'ClarifaiCallCredentials("PAT")'),),
        "sent the authorization 'Key PAT'",
        operations=(PAIRS,),
    ),
    Mutant(
        "second-call",
        (
            (
                "var response",
                "stub.listInputs(com.clarifai.grpc.api.ListInputsRequest.getDefaultInstance());\n      var response",
            ),
        ),
        TWICE,
    ),
    Mutant("another-host", (("getGrpcChannel()", f'getGrpcChannel("{HOST}")'),), ELSEWHERE, operations=(PAIRS,)),
    Mutant(
        "status-not-checked",
        (("if (status.getCode() != StatusCode.SUCCESS)", "if (false)"),),
        SILENT,
        FAILURE,
    ),
    Mutant(
        "code-read-wrong",
        (("!= StatusCode.SUCCESS", "!= StatusCode.ZERO"),),
        "ended with exit code 1: at DeleteAnnotationsExample.main",
        operations=(INPUTS,),
    ),
    Mutant(
        "printed-not-raised",
        (("throw Status", "System.err.println(Status"), (".asRuntimeException();", ".asRuntimeException());")),
        SILENT,
        FAILURE,
        (PAIRS,),
    ),
    Mutant("details-left-out", ((' + " " + status.getDetails()', ""),), UNSAID, FAILURE, (ONE,)),
    Mutant(
        "exception-swallowed",
        (
            (
                "main(String[] args) {",
                (
                    "main(String[] args) {\n    try { call(); } catch (Exception error) { }\n  }\n\n"
                    "  static void call() {"
                ),
            ),
        ),
        SILENT,
        DISCONNECT,
    ),
    Mutant(
        "other-call-after-failure",
        (
            (
                "        throw Status",
                (
                    "        stub.deleteInputs(com.clarifai.grpc.api.DeleteInputsRequest.getDefaultInstance());\n"
                    "        throw Status"
                ),
            ),
        ),
        TWICE,
        FAILURE,
        (INPUTS,),
    ),
)

PHP = (
    Mutant(
        "input-for-annotation",
        (('"annotation_id" => ANNOTATION_ID', '"annotation_id" => INPUT_ID'),),
        "sent annotation_id:",
        operations=(ONE,),
    ),
    Mutant(
        "id-not-given",
        (('    "annotation_id" => ANNOTATION_ID,\n', ""),),
        "sent annotation_id: nothing",
        operations=(ONE,),
    ),
    Mutant("one-of-two-inputs", (("[INPUT_ID_1, INPUT_ID_2]", "[INPUT_ID_1]"),), "sent input_ids:", operations=BULK),
    Mutant(
        "ids-crossed",
        (("[ANNOTATION_ID_1, ANNOTATION_ID_2]", "[ANNOTATION_ID_2, ANNOTATION_ID_1]"),),
        "sent ids:",
        operations=(PAIRS,),
    ),
    Mutant(
        "ids-not-given",
        (('    "ids" => [ANNOTATION_ID_1, ANNOTATION_ID_2],\n', ""),),
        "deleted what it does not name",
        operations=(PAIRS,),
    ),
    Mutant("field-name", (('"ids" =>', '"annotation_ids" =>'),), UNCAUGHT_PHP, operations=(PAIRS,)),
    Mutant("field-name", (('"input_ids" =>', '"ids" =>'),), "sent input_ids: nothing", operations=(INPUTS,)),
    Mutant(
        "unknown-field",
        (
            (
                "new UserAppIDSet([",
                '(function ($set) { $set->mergeFromString("\\x9a\\x06\\x01x"); return $set; })(new UserAppIDSet([',
            ),
            ("APP_ID])", "APP_ID]))"),
        ),
        "sent 'user_app_id.#99', which",
    ),
    Mutant("app-for-user", (('"user_id" => USER_ID', '"user_id" => APP_ID'),), "sent user_app_id:"),
    Mutant(
        "another-rpc",
        (
            ("use Clarifai\\Api\\{Rpc}Request;", "use Clarifai\\Api\\DeleteInputRequest;"),
            ("new {Rpc}Request", "new DeleteInputRequest"),
            ("$client->{Rpc}(", "$client->DeleteInput("),
            ('    "annotation_id" => ANNOTATION_ID,\n', ""),
        ),
        "called DeleteInput; expected",
        operations=(ONE,),
    ),
    Mutant(
        "another-rpc",
        (
            ("use Clarifai\\Api\\{Rpc}Request;", "use Clarifai\\Api\\DeleteInputsRequest;"),
            ("new {Rpc}Request", "new DeleteInputsRequest"),
            ("$client->{Rpc}(", "$client->DeleteInputs("),
            ('"input_ids" =>', '"ids" =>'),
        ),
        "called DeleteInputs; expected",
        operations=(INPUTS,),
    ),
    Mutant("no-key", (('["Authorization" => ["Key " . PAT]]', "[]"),), "sent the authorization None"),
    Mutant(
        "key-of-another-scheme",
        (('"Key " . PAT', '"Bearer " . PAT'),),
        "sent the authorization 'Bearer YOUR_PAT_HERE'",
    ),
    Mutant("key-left-out", (('"Key " . PAT', "'Key PAT'"),), "sent the authorization 'Key PAT'"),
    Mutant(
        "second-call",
        (
            (
                "[$response, $status] =",
                "$client->ListInputs(new \\Clarifai\\Api\\ListInputsRequest())->wait();\n[$response, $status] =",
            ),
        ),
        TWICE,
    ),
    Mutant("another-host", (("ClarifaiClient::grpc()", f'ClarifaiClient::grpc("{HOST}:443")'),), ELSEWHERE),
    Mutant("not-awaited", ((")->wait();", ");"),), UNCAUGHT_PHP),
    Mutant(
        "status-not-checked",
        (("if ($answer->getCode() !== StatusCode::SUCCESS)", "if (false)"),),
        SILENT,
        FAILURE,
    ),
    Mutant("code-read-wrong", (("!== StatusCode::SUCCESS", "!== 'SUCCESS'"),), UNCAUGHT_PHP),
    Mutant("printed-not-raised", (("throw new RuntimeException(\n", "printf(\n"),), SILENT, FAILURE),
    Mutant("details-left-out", ((" {$answer->getDetails()}", ""),), UNSAID, FAILURE),
    Mutant(
        "exception-swallowed",
        (('throw new RuntimeException("{Rpc} failed: {$status->details}");', "exit;"),),
        SILENT,
        DISCONNECT,
    ),
    Mutant(
        "exception-not-shown",
        (('throw new RuntimeException("{Rpc} failed: {$status->details}");', "exit(1);"),),
        MUTE,
        DISCONNECT,
    ),
    Mutant(
        "other-call-after-failure",
        (
            (
                "    throw new RuntimeException(\n",
                (
                    "    $client->DeleteInputs(new \\Clarifai\\Api\\DeleteInputsRequest())->wait();\n"
                    "    throw new RuntimeException(\n"
                ),
            ),
        ),
        TWICE,
        FAILURE,
    ),
    Mutant(
        "error-not-checked",
        (("if ($status->code !== \\Grpc\\STATUS_OK)", "if (false)"),),
        scenario=DISCONNECT,
        operations=(ONE,),
        survives="there is no response then, and reading its status ends the program: the failure is seen all the same",
    ),
)

CURL = (
    Mutant(
        "input-for-annotation",
        (("/annotations/0d7b8e5c41f24a6f9c3e6a2b9d8f1e70'", "/annotations/5f1c62e07ad94b1c8f20d9b3a6e4f7c1'"),),
        "sent annotation_id:",
        operations=(ONE,),
    ),
    Mutant(
        "another-path",
        (("/annotations/0d7b8e5c41f24a6f9c3e6a2b9d8f1e70'", "'"),),
        "called DeleteInput; expected",
        operations=(ONE,),
    ),
    Mutant("another-path", (("/annotations'", "/inputs'"),), "called DeleteInputs; expected", operations=BULK),
    Mutant("path-not-of-the-api", (("/v2/users/", "/users/"),), "which is no RPC"),
    Mutant(
        "path-encoded-otherwise",
        (("/users/YOUR_USER_ID_HERE/", "/users/%59OUR_USER_ID_HERE/"),),
        "called DELETE /v2/users/%59OUR",
    ),
    Mutant("app-for-user", (("/users/YOUR_USER_ID_HERE/", "/users/YOUR_APP_ID_HERE/"),), "sent user_app_id:"),
    Mutant("another-verb", (("--request DELETE", "--request POST"),), "called POST /v2/users/"),
    Mutant(
        "one-of-two-inputs", ((',\n    "a94e0d2b6c8f4f0e9b7d15c3e82a6f04"', ""),), "sent input_ids:", operations=BULK
    ),
    Mutant("one-of-two-ids", ((',\n    "c2f96a13e5d74b8ab0481d7e3f5c9a26"', ""),), "sent ids:", operations=(PAIRS,)),
    Mutant("field-name", (('"ids":', '"annotation_ids":'),), "sent 'annotation_ids', which", operations=(PAIRS,)),
    Mutant("field-name", (('"input_ids":', '"inputs":'),), "sent 'inputs', which", operations=(INPUTS,)),
    Mutant(
        "unknown-field",
        (('"input_ids": [', '"dry_run": true,\n  "input_ids": ['),),
        "sent 'dry_run', which",
        operations=BULK,
    ),
    Mutant("unknown-field", (("f1e70'", "f1e70?dry_run=true'"),), "sent 'dry_run', which", operations=(ONE,)),
    Mutant("body-cut-off", (("\n}'", "\n'"),), "sent what cannot be decoded", operations=BULK),
    Mutant(
        "content-type",
        (("Content-Type: application/json", "Content-Type: text/plain"),),
        "sent its body as text/plain",
        operations=BULK,
    ),
    Mutant(
        "no-content-type",
        (("  --header 'Content-Type: application/json' \\\n", ""),),
        "sent its body as application/x-www-form-urlencoded",
        operations=BULK,
    ),
    Mutant("no-key", ((" \\\n  --header 'Authorization: Key YOUR_PAT_HERE'", ""),), "sent the authorization None"),
    Mutant(
        "key-of-another-scheme",
        (("Authorization: Key ", "Authorization: Bearer "),),
        "sent the authorization 'Bearer YOUR_PAT_HERE'",
    ),
    Mutant("key-left-out", (("Key YOUR_PAT_HERE", "Key $PAT"),), "sent the authorization 'Key $PAT'"),
    Mutant(
        "dangling-continuation",
        (("YOUR_PAT_HERE' \\\n", "YOUR_PAT_HERE' \\ \n"),),
        "--header: command not found",
        operations=BULK,
    ),
    Mutant("second-call", (("--request DELETE", "--request DELETE --url https://api.clarifai.com/v2/inputs"),), TWICE),
    Mutant("another-host", (("https://api.clarifai.com/", f"https://{HOST}/"),), ELSEWHERE),
    Mutant(
        "not-awaited",
        (("curl --fail-with-body", 'in_background() { command curl "$@" & }\nin_background --fail-with-body'),),
        SILENT,
        WRONG_KEY,
    ),
    Mutant("status-not-checked", (("--fail-with-body ", ""),), SILENT, WRONG_KEY),
    Mutant("answer-not-shown", (("--fail-with-body", "--fail"),), "did not show what the API said", WRONG_KEY),
    Mutant("answer-thrown-away", (("--fail-with-body", "--fail-with-body --output /dev/null"),), UNSAID, FAILURE),
    Mutant("code-read-wrong", (("curl --fail-with-body", "! curl --fail-with-body"),), "ended with exit code 1"),
    Mutant(
        "exception-swallowed",
        (("curl --fail-with-body", "trap 'exit 0' EXIT\ncurl --fail-with-body"),),
        SILENT,
        DISCONNECT,
    ),
    Mutant("exception-not-shown", (("--fail-with-body", "--fail-with-body --silent"),), MUTE, DISCONNECT),
    Mutant(
        "other-call-after-failure",
        (("curl --fail-with-body", 'twice() { curl "$@" || curl "$@"; }\ntwice --fail-with-body'),),
        TWICE,
        WRONG_KEY,
    ),
    Mutant(
        "json-name",
        (('"input_ids":', '"inputIds":'),),
        operations=(INPUTS,),
        survives="protobuf's JSON form has two names for each field: the request is the same",
    ),
    Mutant(
        "certificate-not-checked",
        (("--fail-with-body", "--fail-with-body --insecure"),),
        operations=(ONE,),
        survives="the verdict is about the call; whether a client checks certificates is not part of it",
    ),
)

JS = (
    Mutant(
        "input-for-annotation",
        (("/annotations/${encodeURIComponent(ANNOTATION_ID)}", "/annotations/${encodeURIComponent(INPUT_ID)}"),),
        "sent annotation_id:",
        operations=(ONE,),
    ),
    Mutant(
        "another-path",
        (("/annotations/${encodeURIComponent(ANNOTATION_ID)}", ""),),
        "called DeleteInput; expected",
        operations=(ONE,),
    ),
    Mutant("another-path", (("/annotations`", "/inputs`"),), "called DeleteInputs; expected", operations=(INPUTS,)),
    Mutant(
        "path-encoded-otherwise",
        (("${encodeURIComponent(USER_ID)}", "%59OUR_USER_ID_HERE"),),
        "called DELETE /v2/users/%59OUR",
        operations=(PAIRS,),
    ),
    Mutant("another-verb", (('method: "DELETE"', 'method: "POST"'),), "called POST /v2/users/", operations=(ONE,)),
    Mutant(
        "one-of-two-inputs", (("[INPUT_ID_1, INPUT_ID_2]", "[INPUT_ID_1]"),), "sent input_ids:", operations=(INPUTS,)
    ),
    Mutant(
        "field-name",
        ((" ids:", " annotation_ids:"),),
        "sent 'annotation_ids', which",
        operations=(PAIRS,),
    ),
    Mutant(
        "unknown-field",
        ((" input_ids:", " dry_run: true,\n input_ids:"),),
        "sent 'dry_run', which",
        operations=(INPUTS,),
    ),
    Mutant(
        "content-type", (('"application/json"', '"text/plain"'),), "sent its body as text/plain", operations=(PAIRS,)
    ),
    Mutant("no-key", (("Authorization: `Key ${PAT}`,\n", ""),), "sent the authorization None", operations=(ONE,)),
    Mutant(
        "key-of-another-scheme",
        (("`Key ${PAT}`", "`Bearer ${PAT}`"),),
        "sent the authorization 'Bearer YOUR_PAT_HERE'",
        operations=(PAIRS,),
    ),
    Mutant("second-call", (("main().then(", "main();\n      main().then("),), TWICE),
    Mutant(
        "another-host",
        (("const url", f'fetch("https://{HOST}/").catch(() => {{}});\n  const url'),),
        ELSEWHERE,
        operations=(INPUTS,),
    ),
    Mutant("not-awaited", (("await fetch(", "fetch("),), "ended with exit code 1: at file:///", operations=(ONE,)),
    Mutant("status-not-checked", (("!response.ok || status.code !== success", "!response.ok"),), SILENT, FAILURE),
    Mutant(
        "code-read-wrong",
        (("status.code !== success", "status.code !== String(success)"),),
        "ended with exit code 1: at main (file:///",
        operations=(PAIRS,),
    ),
    Mutant(
        "exception-swallowed",
        (
            (
                "result.textContent = error.message;\n          console.error(error);",
                'result.textContent = "Done";',
            ),
        ),
        SILENT,
        DISCONNECT,
    ),
    Mutant("printed-not-raised", (("console.error(error);\n", ""),), SILENT, FAILURE, (INPUTS,)),
    Mutant(
        "exception-not-shown",
        (("result.textContent = error.message;", 'result.textContent = "Done";'),),
        "did not show what the API said",
        FAILURE,
        (PAIRS,),
    ),
    Mutant(
        "other-call-after-failure",
        (("throw new Error(", "await fetch(url);\n          throw new Error("),),
        TWICE,
        FAILURE,
        (ONE,),
    ),
    Mutant(
        "path-not-encoded",
        (("${encodeURIComponent(USER_ID)}", "${USER_ID}"),),
        operations=(INPUTS,),
        survives="the published values need no encoding; tests/languages runs snippets with values that do",
    ),
)

NO_NEED = "a failure that HTTP's status tells is one that the API's own status, which is read too, tells as well"

JAVA_REST = (
    Mutant("one-of-two-ids", (('"ids": [%s, %s]', '"ids": [%s]'),), "sent ids:"),
    Mutant("field-name", (('"ids": [', '"secret_ids": ['),), "sent 'secret_ids', which"),
    Mutant("value-not-quoted", (("quote(SECRET_ID_1)", "SECRET_ID_1"),), "sent what cannot be decoded"),
    Mutant("another-path", (('"/secrets"', '"/deployments"'),), "called DeleteDeployments; expected"),
    Mutant("another-verb", (('method("DELETE"', 'method("POST"'),), "called POST /v2/users/"),
    Mutant("content-type", (("application/json", "text/plain"),), "sent its body as text/plain"),
    Mutant("no-key", (('            .header("Authorization", "Key " + PAT)\n', ""),), "sent the authorization None"),
    Mutant(
        "second-call",
        (
            (
                "    HttpResponse<String> response",
                (
                    "    client.send(request, HttpResponse.BodyHandlers.discarding());\n"
                    "    HttpResponse<String> response"
                ),
            ),
        ),
        TWICE,
    ),
    Mutant("another-host", (("https://api.clarifai.com/", f"https://{HOST}/"),), ELSEWHERE),
    Mutant("status-not-checked", ((" || !good", ""),), SILENT, FAILURE),
    Mutant("answer-not-shown", ((' + " " + response.body());', ");"),), UNSAID, FAILURE),
    Mutant(
        "exception-swallowed",
        (
            (
                "main(String[] args) throws IOException, InterruptedException {",
                (
                    "main(String[] args) {\n    try { call(); } catch (Exception error) { }\n  }\n\n"
                    "  static void call() throws IOException, InterruptedException {"
                ),
            ),
        ),
        SILENT,
        DISCONNECT,
    ),
    Mutant(
        "http-status-not-checked",
        (("response.statusCode() / 100 != 2 || ", ""),),
        scenario=WRONG_KEY,
        survives=NO_NEED,
    ),
)

NODE_REST = (
    Mutant("app-for-model", (("encodeURIComponent(MODEL_ID)", "encodeURIComponent(APP_ID)"),), "sent model_id:"),
    Mutant("another-path", (("/migration`", "`"),), "called DeleteModel; expected"),
    Mutant("another-verb", (('method: "DELETE"', 'method: "POST"'),), "called POST /v2/users/"),
    Mutant("unknown-field", (("/migration`", "/migration?dry_run=true`"),), "sent 'dry_run', which"),
    Mutant("no-key", (("Authorization: `Key ${PAT}`,\n", ""),), "sent the authorization None"),
    Mutant(
        "key-of-another-scheme", (("`Key ${PAT}`", "`Bearer ${PAT}`"),), "sent the authorization 'Bearer YOUR_PAT_HERE'"
    ),
    Mutant("second-call", (("main().catch(", "main();\nmain().catch("),), TWICE),
    Mutant("another-host", (("https://api.clarifai.com/", f"https://{HOST}/"),), ELSEWHERE),
    Mutant("not-awaited", ((ENDED, f"{ENDED}\nprocess.exit();"),), "made 0 calls; expected 1"),
    Mutant("status-not-checked", (("!response.ok || status.code !== success", "!response.ok"),), SILENT, FAILURE),
    Mutant("answer-not-shown", ((' ${status.details ?? ""}\\n${answer}', ""),), UNSAID, FAILURE),
    Mutant("exception-swallowed", ((HANDLED, ""),), SILENT, DISCONNECT),
    Mutant("http-status-not-checked", (("!response.ok || ", ""),), scenario=WRONG_KEY, survives=NO_NEED),
)

MUTANTS: Mapping[str, tuple[Mutant, ...]] = {
    "py": PY,
    "js": JS,
    "node": NODE,
    "java": JAVA,
    "php": PHP,
    "curl": CURL,
    "java_rest": JAVA_REST,
    "node_rest": NODE_REST,
}
