"""Programs that call the API by an HTTP library: each has its own way to a proxy, and to whom it trusts."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sixfold import project
from tests.support.commands import in_process_of_its_own
from tests.support.projects import ROOT
from tests.support.runtimes import need

TARGET = "https://api.clarifai.com/v2/users/me/apps/app-1/inputs/input-1"
PACKAGES = ("requests", "urllib3", "idna", "certifi", "charset_normalizer")
LED = {
    "with_requests.py": f"""
import requests
requests.delete("{TARGET}", headers={{"Authorization": "Key k"}}).raise_for_status()
""",
    # As httpx does, it goes by OpenSSL's own variable.
    "with_urllib.py": f"""
import urllib.request
request = urllib.request.Request("{TARGET}", method="DELETE", headers={{"Authorization": "Key k"}})
urllib.request.urlopen(request).read()
""",
    "with_axios.js": f"""
const axios = require("axios");
axios.delete("{TARGET}", {{ headers: {{ Authorization: "Key k" }} }});
""",
    "with_fetch.js": f"""
fetch("{TARGET}", {{ method: "DELETE", headers: {{ Authorization: "Key k" }} }}).then((answer) => {{
  if (!answer.ok) throw new Error(answer.statusText);
}});
""",
    "with_https.js": f"""
const https = require("https");
const options = {{ method: "DELETE", headers: {{ Authorization: "Key k" }} }};
https.request("{TARGET}", options, (answer) => {{
  if (answer.statusCode !== 200) throw new Error(answer.statusMessage);
  answer.resume();
}}).end();
""",
    "WithHttpClient.java": f"""
import java.net.URI;
import java.net.http.*;

class WithHttpClient {{
    public static void main(String[] args) throws Exception {{
        // From a jar beside it.
        var key = "Key " + beside.Key.OF;
        var request = HttpRequest.newBuilder(URI.create("{TARGET}")).header("Authorization", key).DELETE().build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IllegalStateException(answer.body());
    }}
}}
""",
    # What Guzzle does without PHP's curl: the proxy of the environment in capitals, the authority of the settings.
    "as_guzzle.php": f"""<?php
$proxy = str_replace("http://", "tcp://", getenv("HTTPS_PROXY"));
$http = ["method" => "DELETE", "header" => "Authorization: Key k", "proxy" => $proxy];
$ssl = ["cafile" => ini_get("openssl.cafile")];
if (file_get_contents("{TARGET}", false, stream_context_create(["http" => $http, "ssl" => $ssl])) === false) exit(1);
""",
}
UNLED = {
    "with_http_client.py": (
        'import http.client\nhttp.client.HTTPSConnection("api.clarifai.com", timeout=9).request("DELETE", "/v2/x")\n',
        "http.client",
    ),
    "with_net.js": (
        'require("node:net").connect(443, "api.clarifai.com");\n',
        "",
    ),
    "with_http2.js": ('require("http2").connect("https://api.clarifai.com");\n', "http2"),
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    for language in project.load_base(ROOT).languages:
        if language.name in {"py", "node", "java", "php"}:
            need(language)
    folder = tmp_path_factory.mktemp("http")
    packages = folder / "packages"
    for name in PACKAGES:
        found = importlib.util.find_spec(name)
        assert found is not None
        assert found.origin is not None
        shutil.copytree(Path(found.origin).parent, packages / name, ignore=shutil.ignore_patterns("__pycache__"))
    programs = {**LED, **{name: program for name, (program, _) in UNLED.items()}}
    for name, program in programs.items():
        (folder / name).write_text(program.lstrip())
    files = [folder / name for name in programs]
    (folder / "Key.java").write_text('package beside; public class Key { public static String OF = "k"; }\n')
    subprocess.run(["javac", "-d", folder / "classes", folder / "Key.java"], check=True)
    with zipfile.ZipFile(packages / "beside.jar", "w") as jar:
        jar.write(folder / "classes/beside/Key.class", "beside/Key.class")
    run = in_process_of_its_own(
        *("smoke", "--files", *files, "--with", packages, "--jobs", "2", "--json", folder / "files.json", "--quiet")
    )
    # The client of a connection that is broken off is told of nothing by the stand-in.
    assert run.stderr == ""
    return {Path(found["path"]).name: found for found in json.loads((folder / "files.json").read_text())["files"]}


@pytest.mark.parametrize("name", LED)
def test_an_http_library_reaches_the_stand_in(reports: dict[str, Any], name: str) -> None:
    found = reports[name]
    assert (found["calls"], found["authorization"]) == (["DeleteInput"], ["Key k"]), found["findings"]
    assert found["requests"] == [{"user_app_id": {"user_id": "me", "app_id": "app-1"}, "input_id": "input-1"}]
    assert (found["exit_code"], found["failures_shown"]["wrong key"]) == (0, True)


@pytest.mark.parametrize("name", UNLED)
def test_one_that_cannot_be_led_is_named(reports: dict[str, Any], name: str) -> None:
    first = reports[name]["findings"][0]
    named = f"uses {UNLED[name][1]}, which " if UNLED[name][1] else ""
    assert first == f"{named}cannot be led to the API's sandbox: it asks the network past every proxy"
    assert (reports[name]["calls"], reports[name]["failures_shown"]) == ([], {})
