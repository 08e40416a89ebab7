"""A reader's values in a browser: every snippet shows and copies them, and what is copied runs and sends them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from google.protobuf.json_format import MessageToDict
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sixfold.runner.execute import execute
from sixfold.sandbox import Endpoint, Sandbox, behaviour_of
from sixfold.snippet import Snippet
from tests.support.projects import ROOT, repository
from tests.support.runtimes import need

PATH = "/api-guide/annotate/delete-annotations/"
OTHER = "/api-guide/models/delete-models/"
HOSTILE = 'o\'neil "$HOME" \\ ${x} </script> é'
LINES = "two\nlines and 😀 \t end"
LOADED = repository()
# The first has all its values in the path of a URL, the second some of them in the body.
OPERATIONS = ("delete_annotation_input_annotation_ids", "bulk_delete_annotations_input_annotation_ids")
OF_PAGE = [item for item in LOADED.snippets if f"/{LOADED.entry(item.key).page.path}/" == PATH]
ITEMS = [item for item in OF_PAGE if item.key.operation in OPERATIONS]


@pytest.fixture
def page(with_clipboard: BrowserContext, served: str) -> Page:
    made = with_clipboard.new_page()
    made.goto(served + PATH)
    return made


def put_in(page: Page, **values: str) -> None:
    page.locator(".values-form details").evaluate_all("all => all.forEach((box) => { box.open = true; })")
    for name, value in values.items():
        page.locator(f"#values-{name}").fill(value)


def clipboard(page: Page, selector: str) -> str:
    """Press a button, in a hidden tab too, and return what is on the clipboard then."""
    page.evaluate("() => navigator.clipboard.writeText('')")
    page.locator(selector).first.dispatch_event("click")
    page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
    text: str = page.evaluate("() => navigator.clipboard.readText()")
    return text


def copied(page: Page, item: Snippet) -> str:
    return clipboard(page, f'[data-snippet="{item.path}"] .copy-button')


def link(page: Page) -> str:
    return clipboard(page, ".values-buttons button:has-text('Copy link')")


def are_published(page: Page) -> bool:
    return all(copied(page, item).encode() == (ROOT / item.path).read_bytes() for item in OF_PAGE)


def stored(page: Page) -> str:
    """Return everything that outlives the page, or that others can see of it."""
    found: str = page.evaluate(
        "() => JSON.stringify([{...localStorage}, {...sessionStorage}, location.href, history.state, document.cookie])"
    )
    return found


def with_values(item: Snippet, values: dict[str, str]) -> object:
    """Return the request that the API is to get: the published one, with the reader's values for the examples."""
    request = LOADED.entry(item.key).request
    put = {str(variable.text): values[variable.name] for variable in request.variables if variable.name in values}

    def replaced(value: object) -> object:
        match value:
            case dict():
                return {name: replaced(inner) for name, inner in value.items()}
            case list():
                return [replaced(inner) for inner in value]
        return put.get(value, value) if isinstance(value, str) else value

    return replaced(MessageToDict(request.expected(), preserving_proto_field_name=True))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.language.name}-{item.key.operation[:6]}")
def test_what_is_copied_runs_and_sends_the_values(page: Page, item: Snippet, tmp_path: Path) -> None:
    need(item.form)
    names = [variable.name for variable in LOADED.entry(item.key).request.variables if variable.name != "PAT"]
    # Each another one, so that none can be taken for another.
    values = {name: f"{LINES if number % 2 else HOSTILE} {name}" for number, name in enumerate(names)}
    put_in(page, **values, PAT="my own-key!'\"\\$")
    file = tmp_path / Path(item.path).name
    text = copied(page, item)
    assert [
        v.name for v in LOADED.entry(item.key).request.variables if v.text is not None and str(v.text) in text
    ] == []
    file.write_text(text, encoding="utf-8", newline="")
    lenient = replace(behaviour_of(LOADED.root, LOADED.definition, LOADED.api.status), rules={})
    with Sandbox(LOADED.definition, lenient, Endpoint(LOADED.api.host, None)) as sandbox:
        done = execute(ROOT, item.form, [file], sandbox)
    assert done.run.succeeded, done.run.stderr
    (call,) = done.calls
    assert call.signed == ("Key my own-key!'\"\\$",)
    assert call.message is not None
    assert MessageToDict(call.message, preserving_proto_field_name=True) == with_values(item, values)
    assert call.unknown_fields == ()


def test_every_snippet_of_the_page_shows_what_it_copies(page: Page) -> None:
    put_in(page, USER_ID="mine", PAT="my-own-key", INPUT_ID_1=HOSTILE)
    for item in OF_PAGE:
        block = page.locator(f'[data-snippet="{item.path}"]')
        text = copied(page, item)
        assert block.locator("pre > code").text_content() == text
        assert "my-own-key" in text
        names = {variable.name for variable in LOADED.entry(item.key).request.variables}
        put = len(names & {"USER_ID", "PAT", "INPUT_ID_1"})
        # Where values are written in place, a comment names each of them too.
        expect(block.locator(".values-put")).to_have_count(put if item.form.reference else 2 * put)
    put_in(page, USER_ID="", PAT="", INPUT_ID_1="")
    assert are_published(page)


def test_every_operation_has_a_labelled_input_for_each_of_its_text_variables(page: Page) -> None:
    put_in(page)
    for operation in page.locator(".operation").all():
        paths = operation.locator("[data-snippet]").evaluate_all("all => all.map((host) => host.dataset.snippet)")
        (request,) = {
            LOADED.entry(item.key).request.rpc: LOADED.entry(item.key).request for item in OF_PAGE if item.path in paths
        }.values()
        variables = {variable.name: variable for variable in request.variables}
        expect(operation.locator(".values-input")).to_have_count(len(variables))
        for name, variable in variables.items():
            expect(operation.get_by_label(f"{name} {variable.description}", exact=True)).to_be_visible()
        labels = operation.locator(".values-field label code").all_inner_texts()
        assert labels[-3:] == ["USER_ID", "APP_ID", "PAT"], "what names the thing comes first"
    ids = page.locator(".values-input").evaluate_all("all => all.map(({ id }) => id)")
    assert len(ids) == len(set(ids))


def test_what_is_typed_at_one_operation_stands_at_the_others_of_the_page(page: Page) -> None:
    put_in(page, USER_ID="mine", INPUT_ID_1="one")
    for name, value in (("USER_ID", "mine"), ("INPUT_ID_1", "one")):
        inputs = page.locator(f".values-input[id^=values-{name}]").all()
        assert len(inputs) > 1
        for found in inputs:
            expect(found).to_have_value(value)


def test_a_sentence_says_what_the_call_will_delete(page: Page) -> None:
    said = page.locator(".operation-call > p").first
    example = {variable.name: str(variable.text) for variable in LOADED.entry(ITEMS[0].key).request.variables}
    assert said.inner_text() == (
        f"Deletes annotation {example['ANNOTATION_ID']} of input {example['INPUT_ID']} "
        "of app YOUR_APP_ID_HERE of user YOUR_USER_ID_HERE."
    )
    put_in(page, ANNOTATION_ID="a <b>", INPUT_ID="..", USER_ID="ann")
    assert said.inner_text() == (
        f"Deletes annotation a <b> of input {example['INPUT_ID']} of app YOUR_APP_ID_HERE of user ann."
    ), "what is refused is in no snippet, and so not in here"
    whole = page.locator(".operation-call > p").last
    assert whole.inner_text().startswith("Deletes annotations of inputs ")


def test_what_a_delete_names_is_never_put_into_another_pages_delete(page: Page, served: str) -> None:
    put_in(page, INPUT_ID="mine", USER_ID="ann")
    page.goto(f"{served}/api-guide/inputs/delete-inputs/")
    expect(page.locator("#values-USER_ID")).to_have_value("ann")
    expect(page.locator("#values-INPUT_ID")).to_have_value("")
    assert "mine" not in page.locator(".operation").first.inner_text()


def test_the_key_is_masked_in_the_code_and_copied_whole(page: Page) -> None:
    put_in(page, PAT="my-own-key")
    shown = page.locator("[data-snippet] .values-put:visible").first
    expect(shown).to_have_css("-webkit-text-security", "disc")
    assert "my-own-key" in copied(page, OF_PAGE[0])


def test_a_link_keeps_every_line_break(page: Page, served: str) -> None:
    page.goto("about:blank")
    page.goto(f"{served}{PATH}#values:INPUT_ID=a%0D%0Ab%0Dc%0Ad")
    (python,) = (item for item in ITEMS if item.language.name == "py" and "INPUT_ID" in names_of(item))
    assert '"a\\r\\nb\\rc\\nd"' in copied(page, python)
    assert "#values:INPUT_ID=a%0D%0Ab%0Dc%0Ad" in link(page)


@pytest.mark.parametrize("damaged", ["%", "%f", "%ff", "a%C3", "%ED%A0%80"])
def test_a_damaged_link_is_refused_whole(page: Page, served: str, damaged: str) -> None:
    page.goto("about:blank")
    page.goto(f"{served}{PATH}#values:USER_ID=ann&INPUT_ID={damaged}")
    expect(page.get_by_text("The link you opened is damaged: nothing of it was taken.")).to_be_visible()
    assert are_published(page)


def test_the_form_can_be_used_by_keyboard_alone(page: Page) -> None:
    summary = page.locator(".values-form summary").first
    expect(page.locator("#values-INPUT_ID")).not_to_be_visible()
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#values-INPUT_ID")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("ann")
    expect(page.locator("#values-INPUT_ID")).to_have_value("ann")
    expect(summary).to_contain_text("1 of 5 put in")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_form(browser: Browser, served: str, scheme: Literal["light", "dark"]) -> None:
    # The policy of a page forbids what axe does to it: it puts its script into the page.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(served + PATH)
    put_in(page, USER_ID="mine", INPUT_ID="..", APP_ID=" mine")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    context.close()


def test_the_key_is_masked_and_kept_nowhere(page: Page) -> None:
    put_in(page, PAT="my-own-key", INPUT_ID="mine")
    field = page.locator("#values-PAT")
    expect(field).to_have_attribute("type", "password")
    expect(field).to_have_attribute("autocomplete", "off")
    assert "my-own-key" not in stored(page)
    assert "mine" in stored(page)
    assert "my-own-key" not in link(page)


def test_the_key_goes_along_in_one_tab_and_is_kept_nowhere(
    page: Page, with_clipboard: BrowserContext, served: str
) -> None:
    put_in(page, PAT="my-own-key")
    page.wait_for_function("async () => (await navigator.serviceWorker.getRegistration('/assets/'))?.active")
    # By a page that asks for no key.
    page.goto(f"{served}/why/")
    page.goto(served + OTHER)
    expect(page.locator("#values-PAT").first).to_have_value("my-own-key")
    item = next(item for item in LOADED.snippets if f"/{LOADED.entry(item.key).page.path}/" == OTHER)
    assert "my-own-key" in copied(page, item)
    assert "my-own-key" not in stored(page)
    other = with_clipboard.new_page()
    other.goto(served + OTHER)
    expect(other.locator(".values-count").first).to_have_text("put them into the code")
    page.locator(".values-buttons button:has-text('Reset')").first.dispatch_event("click")
    page.reload()
    expect(page.locator(".values-count").first).to_have_text("put them into the code")
    assert "my-own-key" not in page.content()


def test_without_workers_the_key_is_that_of_its_page(page: Page, served: str) -> None:
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.reload()
    put_in(page, PAT="my-own-key")
    assert "my-own-key" in copied(page, OF_PAGE[0])
    page.goto(served + OTHER)
    expect(page.locator(".values-count").first).to_have_text("put them into the code")


def test_a_link_carries_no_key_in(with_clipboard: BrowserContext, served: str) -> None:
    page = with_clipboard.new_page()
    page.goto(f"{served}{PATH}#values:PAT=planted&USER_ID=ann&NO_SUCH=x&__proto__=y")
    expect(page.locator("#values-USER_ID")).to_have_value("ann")
    expect(page.locator("#values-PAT")).to_have_value("")
    assert "planted" not in page.content()
    assert "planted" not in stored(page)


def test_a_link_carries_the_values_in_its_fragment_and_fills_them_in(
    page: Page, with_clipboard: BrowserContext, served: str
) -> None:
    page.goto(f"{served}{PATH}?lang=java")
    put_in(page, APP_ID=HOSTILE, INPUT_ID=LINES)
    address, _, fragment = link(page).partition("#")
    assert address == f"{served}{PATH}?lang=java"
    asked: list[str] = []
    other = with_clipboard.new_page()
    other.on("request", lambda request: asked.append(request.url))
    other.goto(f"{address}#{fragment}", wait_until="networkidle")
    expect(other.locator("#values-APP_ID")).to_have_value(HOSTILE)
    expect(other.locator("#values-INPUT_ID")).to_have_value(LINES)
    expect(other.get_by_text("The link you opened brought 2 values.")).to_be_visible()
    assert other.url == address, "an address that is copied now carries nothing"
    assert [url for url in asked if "neil" in url.partition("#")[0]] == []
    assert [copied(other, item) for item in OF_PAGE] == [copied(page, item) for item in OF_PAGE]


def test_a_link_with_nothing_put_in_is_the_pages_own(page: Page, served: str) -> None:
    assert link(page) == served + PATH
    put_in(page, INPUT_ID="..", PAT="key")
    assert link(page) == served + PATH, "what is refused, and the key, stay behind"


def test_a_link_followed_on_its_own_page_is_taken_too(page: Page) -> None:
    page.evaluate("() => { location.hash = '#values:USER_ID=ann'; }")
    expect(page.locator("#values-USER_ID")).to_have_value("ann")


def test_what_a_link_brings_is_refused_as_what_is_typed(page: Page, served: str) -> None:
    page.goto("about:blank")
    page.goto(f"{served}{PATH}#values:INPUT_ID=..")
    expect(page.locator("#values-INPUT_ID")).to_have_attribute("aria-invalid", "true")
    assert are_published(page)


def test_values_go_along_to_other_pages_and_back_but_not_to_other_sessions(
    page: Page, with_clipboard: BrowserContext, served: str
) -> None:
    put_in(page, APP_ID=HOSTILE, INPUT_ID=LINES)
    page.goto(served + OTHER)
    expect(page.locator("#values-APP_ID")).to_have_value(HOSTILE)
    put_in(page, APP_ID="another")
    page.go_back()
    expect(page.locator("#values-APP_ID")).to_have_value("another")
    expect(page.locator("#values-INPUT_ID")).to_have_value(LINES)
    assert page.evaluate("() => ({...localStorage})['sixfold.values']") is None
    other = with_clipboard.new_page()
    other.goto(served + PATH)
    expect(other.locator("#values-APP_ID")).to_have_value("")
    assert are_published(other)


def test_reset_brings_the_published_bytes_back(page: Page) -> None:
    put_in(page, INPUT_ID_1=HOSTILE, PAT="my-own-key", APP_ID="mine")
    assert not are_published(page)
    page.get_by_role("button", name="Reset").first.click()
    assert are_published(page)
    for field in page.locator(".values-input").all():
        expect(field).to_have_value("")
    assert "mine" not in stored(page)
    page.reload()
    expect(page.locator("#values-APP_ID")).to_have_value("")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("INPUT_ID", ".", "changes the path of a URL"),
        ("APP_ID", "..", "changes the path of a URL"),
        ("PAT", "my key é", "No header can carry this"),
        ("PAT", " my-key", "No header can carry this"),
        ("PAT", "my-key\t", "No header can carry this"),
    ],
)
def test_a_refused_value_is_told_beside_its_input_and_in_no_snippet(
    page: Page, name: str, value: str, said: str
) -> None:
    put_in(page, **{name: "fine"})
    assert not are_published(page)
    put_in(page, **{name: value})
    field = page.locator(f"#values-{name}")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"#{field.get_attribute('aria-describedby')}")).to_contain_text(said)
    expect(page.get_by_text(said).first).to_be_visible()
    assert are_published(page)
    put_in(page, **{name: "fine"})
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(page.get_by_text(said)).to_have_count(0)


def test_half_a_character_is_refused(page: Page) -> None:
    put_in(page)
    page.locator("#values-INPUT_ID").evaluate(
        "field => { field.value = 'a\\ud83d'; field.dispatchEvent(new Event('input')); }"
    )
    expect(page.get_by_text("This holds half of a character")).to_be_visible()
    assert are_published(page)


def test_a_dot_is_fine_where_it_changes_no_path(page: Page) -> None:
    put_in(page, INPUT_ID_1="..")
    expect(page.locator("#values-INPUT_ID_1")).to_have_attribute("aria-invalid", "false")
    (curl,) = (item for item in ITEMS if item.language.name == "curl" and "INPUT_ID_1" in names_of(item))
    assert '"input_ids": [\n    "..",' in copied(page, curl)


def names_of(item: Snippet) -> set[str]:
    return {variable.name for variable in LOADED.entry(item.key).request.variables}


def test_space_at_an_end_is_pointed_out(page: Page) -> None:
    put_in(page, INPUT_ID="abc\n")
    expect(page.get_by_text("This begins or ends with a space or a line break.")).to_be_visible()
    expect(page.locator("#values-INPUT_ID")).to_have_attribute("aria-invalid", "false")


def test_no_value_becomes_html(page: Page) -> None:
    value = '<img src=x onerror="window.ran = true"><b>bold</b>&amp;'
    names = [name for item in OF_PAGE for name in names_of(item) if name != "PAT"]
    put_in(page, **dict.fromkeys(names, value))
    page.reload()
    page.goto(page.url + "#values:" + "&".join(f"{name}={quote(value)}" for name in names))
    expect(page.locator("#values-USER_ID")).to_have_value(value)
    expect(page.locator(":is(pre, .operation-call) :is(img, b)")).to_have_count(0)
    assert page.evaluate("() => window.ran") is None


def test_a_search_that_marked_words_in_the_code_changes_nothing(page: Page, served: str) -> None:
    page.goto(f"{served}{PATH}?h=your_user_id_here")
    page.wait_for_function("() => CSS.highlights.get('found')?.size > 0")
    assert are_published(page)
    put_in(page, USER_ID=HOSTILE)
    texts = [copied(page, item) for item in OF_PAGE]
    page.goto(served + PATH)
    assert texts == [copied(page, item) for item in OF_PAGE]


def test_a_literal_that_the_highlighter_split_is_replaced_whole(page: Page, served: str) -> None:
    put_in(page, USER_ID=HOSTILE, INPUT_ID="mine")
    texts = [copied(page, item) for item in OF_PAGE]

    def split(text: str) -> str:
        head, opening, data = text.partition('class="sixfold-data">')
        return head.replace("USER_ID_HERE", "<b>US</b>ER<b>_<i>ID</i></b>_HERE") + opening + data

    page.route(
        lambda url: url == served + PATH,
        lambda route: route.fulfill(body=split(route.fetch().text()), content_type="text/html"),
    )
    page.goto(served + PATH)
    assert [copied(page, item) for item in OF_PAGE] == texts


def test_it_works_where_nothing_may_be_stored(with_clipboard: BrowserContext, served: str) -> None:
    page = with_clipboard.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page.goto(served + PATH)
    put_in(page, USER_ID="mine")
    assert "mine" in copied(page, OF_PAGE[0])
    assert [error for error in errors if "values" in error] == []


def test_what_others_left_in_the_storage_does_no_harm(page: Page) -> None:
    for kept in ("null", "[]", "7", "{", '{"APP_ID": 7, "USER_ID": {}}', f'{{"{PATH}": 7}}'):
        page.evaluate("kept => sessionStorage.setItem('sixfold.values', kept)", kept)
        page.reload()
        put_in(page, INPUT_ID="mine")
        assert "mine" in copied(page, OF_PAGE[0]), kept
        page.reload()
        expect(page.locator("#values-INPUT_ID")).to_have_value("mine")


def test_a_snippet_that_its_data_do_not_describe_is_left_alone(page: Page, served: str) -> None:
    def with_another_example(text: str) -> str:
        head, opening, data = text.partition('class="sixfold-data">')
        return head + opening + data.replace(json.dumps("YOUR_USER_ID_HERE"), '"ANOTHER"')

    page.route(
        lambda url: url == served + PATH,
        lambda route: route.fulfill(body=with_another_example(route.fetch().text()), content_type="text/html"),
    )
    page.goto(served + PATH)
    put_in(page, USER_ID="mine", INPUT_ID="mine")
    assert are_published(page)


def test_without_javascript_nothing_shows(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + PATH)
    expect(page.locator("pre").first).to_be_visible()
    expect(page.locator(".values-form").first).to_be_hidden()
    expect(page.locator(".copy-button")).to_have_count(0)
    context.close()


def test_nothing_leaves_the_browser(page: Page, served: str) -> None:
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url.partition('#')[0]} {request.post_data}"))
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.reload()
    put_in(page, USER_ID="secret-user", PAT="secret-key")
    copied(page, ITEMS[0])
    page.goto(link(page))
    page.goto(served + OTHER, wait_until="networkidle")
    assert len(asked) > 5
    assert [found for found in asked if not found.startswith((served, "data:")) or "secret" in found] == []
    assert errors == []
