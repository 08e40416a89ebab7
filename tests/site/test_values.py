"""A reader's values in a browser: every snippet shows and copies them, and what is copied runs and sends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from google.protobuf.json_format import MessageToDict
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sixfold import project
from sixfold.runner import smoke
from sixfold.runner.execute import execute
from sixfold.sandbox import Endpoint, Sandbox
from tests.conftest import ROOT, need

PATH = "/api-guide/annotate/delete-annotations/"
OPERATION = "bulk_delete_annotations_input_annotation_ids"
HOSTILE = 'o\'neil "$HOME" \\ ${x} </script> é 😀'
LOADED = project.load(ROOT)
ITEMS = [item for item in smoke.published(LOADED) if item.entry.operation.id == OPERATION]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    made.grant_permissions(["clipboard-read", "clipboard-write"])
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, served: str) -> Page:
    made = context.new_page()
    made.goto(served + PATH)
    return made


def copied(page: Page, item: smoke.Published) -> str:
    """Press a snippet's copy button and return what is on the clipboard."""
    page.evaluate("() => navigator.clipboard.writeText('')")
    page.locator(".tabbed-set").nth(1).get_by_role("tab").nth(item.language.tab - 1).click()
    block = page.locator(f"#{OPERATION}--{item.language.name}").first
    block.locator("xpath=ancestor-or-self::*[contains(@class, 'copy-host')][1]").get_by_role("button").click()
    page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
    text: str = page.evaluate("() => navigator.clipboard.readText()")
    return text


def put_in(page: Page, **values: str) -> None:
    page.locator(".values-form details").evaluate("box => { box.open = true; }")
    for name, value in values.items():
        page.locator(f"#values-{name}").fill(value)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.language.name)
def test_with_no_value_put_in_the_published_file_is_copied(page: Page, item: smoke.Published) -> None:
    assert copied(page, item).encode() == (ROOT / item.path).read_bytes()


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.language.name)
def test_what_is_copied_runs_and_sends_the_values(page: Page, item: smoke.Published, tmp_path: Path) -> None:
    need(item.form)
    put_in(page, USER_ID=HOSTILE, INPUT_ID_1=HOSTILE, ANNOTATION_ID_2=HOSTILE, PAT="my-own-key")
    file = tmp_path / Path(item.path).name
    file.write_text(copied(page, item), encoding="utf-8")
    lenient = replace(smoke.read_behaviour(LOADED), rules={})
    with Sandbox(LOADED.service, lenient, Endpoint(LOADED.api.host, None)) as sandbox:
        done = execute(ROOT, item.form, file, sandbox)
    assert done.run.succeeded, done.run.stderr
    (call,) = done.calls
    assert call.authorization == "Key my-own-key"
    assert call.message is not None
    sent = MessageToDict(call.message, preserving_proto_field_name=True)
    assert sent["user_app_id"]["user_id"] == HOSTILE
    assert sent["input_ids"][0] == HOSTILE
    assert sent["ids"][1] == HOSTILE
    assert call.unknown_fields == ()


def test_the_key_is_masked_and_kept_nowhere(page: Page) -> None:
    put_in(page, PAT="my-own-key", INPUT_ID="mine")
    assert page.locator("#values-PAT").get_attribute("type") == "password"
    stored = page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])")
    assert "my-own-key" not in stored
    page.get_by_role("button", name="Copy link with these values").click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('mine')")
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert "my-own-key" not in link
    assert "mine" in link.partition("#")[2]
    assert "mine" not in link.partition("#")[0]


def test_a_link_fills_the_values_in_and_the_session_keeps_them(
    page: Page, context: BrowserContext, served: str
) -> None:
    put_in(page, APP_ID="my app")
    page.goto(f"{served}/api-guide/models/delete-models/")
    expect(page.locator("#values-APP_ID")).to_have_value("my app")
    page.locator(".values-form summary").click()
    page.get_by_role("button", name="Copy link with these values").click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('delete-models')")
    link = page.evaluate("() => navigator.clipboard.readText()")
    other = context.new_page()
    other.goto(link)
    expect(other.locator("#values-APP_ID")).to_have_value("my app")


def test_reset_brings_the_published_bytes_back(page: Page) -> None:
    put_in(page, INPUT_ID_1=HOSTILE)
    assert copied(page, ITEMS[0]).encode() != (ROOT / ITEMS[0].path).read_bytes()
    page.get_by_role("button", name="Reset").click()
    assert copied(page, ITEMS[0]).encode() == (ROOT / ITEMS[0].path).read_bytes()


@pytest.mark.parametrize("value", [".", ".."])
def test_a_value_that_would_call_another_path_is_refused(page: Page, value: str) -> None:
    put_in(page, INPUT_ID=value)
    expect(page.locator("#values-INPUT_ID")).to_have_attribute("aria-invalid", "true")
    assert f'"{value}"' not in page.locator("code").first.inner_text()


def test_nothing_leaves_the_browser(page: Page, served: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    put_in(page, USER_ID="secret-user", PAT="secret-key")
    copied(page, ITEMS[0])
    assert [url for url in asked if not url.startswith(served) or "secret" in url] == []
