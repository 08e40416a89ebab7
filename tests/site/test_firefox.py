"""The site in Firefox: a reader's way through it works, under its policy, and nothing is asked of another host."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.projects import ROOT
from tests.support.runtimes import missing

WAY = Path(__file__).with_name("firefox.mjs")
TOOLS = ROOT / "tests/npm"
PATH = "/api-guide/annotate/delete-annotations/"


@pytest.fixture(scope="module")
def seen(served: str, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """Go the way once, in one Firefox with a profile and a home of its own."""
    node, firefox = shutil.which("node"), shutil.which("firefox-esr")
    if firefox is None or node is None or not (TOOLS / "node_modules/puppeteer-core").is_dir():
        missing("Firefox or what drives it is not installed; run: make test")
    env = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    env["HOME"] = str(tmp_path_factory.mktemp("home"))
    words: list[str | Path] = [node, WAY, TOOLS, firefox, served, PATH]
    run = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    told: Mapping[str, Any] = json.loads(run.stdout)
    return told


def test_it_says_no_error_and_the_policy_holds(seen: Mapping[str, Any], served: str) -> None:
    assert (seen["errors"], seen["violations"]) == ([], [])
    assert [url for url in seen["asked"] if not url.startswith((f"{served}/", "data:"))] == []


def test_a_language_is_chosen_and_the_address_says_so(seen: Mapping[str, Any], served: str) -> None:
    assert (seen["language"], seen["address"]) == ("Java (gRPC)", f"{served}{PATH}?lang=java")


def test_values_stand_in_the_code_and_in_what_is_copied_and_the_key_is_kept_nowhere(seen: Mapping[str, Any]) -> None:
    assert 'INPUT_ID = "in-1"' in seen["code"]
    assert r'''USER_ID = "a\"\\\u00e9"''' in seen["code"]
    assert "secret" in seen["copied"]
    assert seen["copied"] == seen["code"]
    assert "input in-1 " in seen["call"]
    assert "in-1" in seen["kept"]
    assert "secret" not in seen["kept"]


def test_search_finds_a_page_and_leads_to_it_and_the_key_goes_along(seen: Mapping[str, Any], served: str) -> None:
    assert seen["found"].startswith(f"{served}/api-guide/apps-and-access/delete-collaborators/")
    assert seen["title"].startswith("Delete Collaborators")
    assert seen["key"] == "secret"
