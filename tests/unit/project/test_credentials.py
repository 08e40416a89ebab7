"""Keys are found by their shapes wherever they stand, and random text only where a key stands.

Every key here is put together when the test runs, so that no scanner takes this file for a leak.
"""

from __future__ import annotations

import random
import re
import string
import time
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.errors import SpecError
from sixfold.project.credentials import SHAPES, find, find_bare, is_random
from sixfold.signing import Credential, Signing
from tests.support.commands import Sixfold
from tests.support.projects import change

SOME = random.Random(20)  # noqa: S311 - keys of nobody
LETTERS, CAPITALS, HEX = string.ascii_letters + string.digits, string.ascii_uppercase + "234567", "0123456789abcdef"


def some(letters: str, count: int) -> str:
    return "".join(SOME.choice(letters) for _ in range(count))


BODIES = {
    "AKIA": some(CAPITALS, 16),
    "ASIA": some(CAPITALS, 16),
    "ABIA": some(CAPITALS, 16),
    "ACCA": some(CAPITALS, 16),
    "AIza": some(LETTERS, 35),
    "hooks.slack.com/services/": f"T{some(CAPITALS, 8)}/B{some(CAPITALS, 8)}/{some(LETTERS, 24)}",
    "SG.": f"{some(LETTERS, 22)}.{some(LETTERS, 43)}",
    "PMAK-": f"{some(HEX, 24)}-{some(HEX, 34)}",
    "NRAK-": some(CAPITALS, 27),
    "r8_": some(LETTERS, 37),
    "npm_": some(LETTERS, 36),
    "eyJ": f"{some(LETTERS, 20)}.ey" + f"J{some(LETTERS, 30)}.{some(LETTERS, 43)}",
    "pypi-": some(LETTERS, 100),
    "xai-": some(LETTERS, 80),
    "rubygems_": some(HEX, 48),
    **dict.fromkeys(("dop_v1_", "doo_v1_", "dor_v1_"), some(HEX, 64)),
    **dict.fromkeys(("SK", "key-", "dapi", "shpat_", "shpca_", "shppa_", "shpss_"), some(HEX, 32)),
}
MARKS = [(shape.name, mark) for shape in SHAPES if shape.name != "a private key" for mark in shape.marks]
BARE_HEADER, BEHIND_A_WORD, USUAL, NO_WORD = (
    Signing((Credential(*parts),))
    for parts in (("X-My-Key",), ("X-My-Key", "Key"), ("Authorization", "Key"), ("Authorization",))
)
HEX_KEY = some(HEX, 32)
GITHUB = "gh" + "p_" + some(LETTERS, 36)


def key(mark: str) -> str:
    return mark + BODIES.get(mark, some(LETTERS, 48))


@pytest.mark.parametrize(("name", "mark"), MARKS)
def test_a_key_is_found_whole_wherever_it_stands(name: str, mark: str) -> None:
    value = key(mark)
    for around in ("{}", "a: '{}' # b", "https://x.y/{}?z", "(`{}`)\n", "key={}&c", "Z {}, so"):
        text = around.format(value)
        (found,) = find(text)
        assert (found.name, found.value, text[found.start :][: len(value)]) == (name, value, value)
        assert value not in found.shown


@pytest.mark.parametrize(
    "mark", ["AKIA", "AIza", "SK", "key-", "dapi", "npm_", "rubygems_", "dop_v1_", "PMAK-", "NRAK-", "r8_"]
)
def test_a_longer_run_of_such_characters_is_something_else(mark: str) -> None:
    # Each of these has one length.
    for behind in ("0", "Z", "_", "a9"):
        assert list(find(f"see {key(mark)}{behind} here")) == []


@pytest.mark.parametrize("kind", ["RSA ", "EC ", "OPENSSH ", "", "ENCRYPTED "])
def test_a_private_key_is_found(kind: str) -> None:
    text = f"-----BEGIN {kind}" + "PRIVATE KEY-----\n" + some(LETTERS, 64)
    assert [found.name for found in find(text)] == ["a private key"]


@pytest.mark.parametrize(
    "text",
    [
        "YOUR_PAT_HERE",
        "<your key>",
        "ghp" + "_" + "x" * 36,
        "sk" + "-YOUR_OPENAI_KEY_GOES_HERE",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "sk-learn and task-orchestration-of-everything-that-there-is",
        "disk-usage-of-the-whole-machine-today",
        "hf_hub_download",
        "123e4567-e89b-12d3-a456-426614174000",
        "5f1c62e07ad94b1c8f20d9b3a6e4f7c1",
        "sha256:" + some(HEX, 64),
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----",
        "npm_config_registry",
        "key-" + "values",
    ],
)
def test_what_is_no_key(text: str) -> None:
    assert list(find(text)) == []


BARE = [HEX_KEY, HEX_KEY.upper(), some(HEX, 64), some(LETTERS, 40), some(LETTERS + "+/", 43) + "=", some(HEX, 40)]
PLACES = [
    *("const clarifaiPat = '{}'", 'pat: str = "{}"', "GITHUB_TOKEN={}", "PAT_2={}", "password: '{}'", "DD_API_KEY: {}"),
    *('"openaiApiKey": "{}"', "Ocp-Apim-Subscription-Key: {}", "Authorization: Key `{}`", "PAT:\n  {}"),
    *('headers["Authorization"] = "Key {}"', "export CLARIFAI_PAT={}", "| `PAT` | `{}` |", "`Authorization`: `Key {}`"),
    *("**Authorization:** Key {}", 'pat = "{}"', 'Clarifai(pat="{}")', "clarifai --pat {}", "Your PAT is {}."),
    *("//registry.example.org/:_authToken={}", "https://ann:{}@example.org/x", "https://{}@example.org/x"),
    *(
        "curl -u ann:{} https://x.y",
        "curl --user 'ann:{}'",
        '\\"Authorization\\": \\"Key {}\\"',
        "aws_secret_access_key = {}",
    ),
    *('"SecretAccessKey": "{}"', "DefaultEndpointsProtocol=https;AccountKey={};EndpointSuffix=x", "client_secret: {}"),
    *("Authorization: >-\n              Key {}", "api_key='{}'", "AccessToken: {}"),
    "Authorization: Key {}",
    "-H 'Authorization: Bearer {}'",
    '"authorization": "Key {}"',
    "X-Api-Key: {}",
    "x-my-key={}",
    'PAT = "{}"',
    "export PAT={}",
    "$PAT = '{}';",
    '"PAT": "{}"',
    "{{'Authorization', 'Key {}'}}",
    "Bearer {}",
]


@pytest.mark.parametrize("place", PLACES)
def test_random_text_where_a_key_stands_is_found(place: str) -> None:
    for value in BARE:
        text = place.format(value)
        assert list(find(text)) == []
        assert value in {found.value for found in find_bare(text, BARE_HEADER, ["PAT"])}


def test_hex_digits_after_the_scheme_are_a_key() -> None:
    for text in ('md.put(K, "Key {}")', "'Key {}'", "Key  {}\n"):
        for value in (HEX_KEY, HEX_KEY.upper(), some(HEX, 64)):
            (found,) = find_bare(text.format(value), BEHIND_A_WORD, ["PAT"])
            assert found.value == value
    assert list(find_bare(f"Keys {HEX_KEY} Key_ {HEX_KEY} key_id: {HEX_KEY}", BEHIND_A_WORD, ["PAT"])) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("a Discord webhook", "discord.com/api/webhooks/" + "728194630571938264/" + some(LETTERS, 68)),
        ("a Telegram bot's token", "728194630:" + some(LETTERS, 35)),
    ],
)
def test_a_key_without_a_head_is_found(name: str, value: str) -> None:
    for around in ("https://{}", "a: '{}'", "({})\n"):
        (found,) = find(around.format(value))
        assert (found.name, found.value) == (name, value)
    assert [found.name for found in find("https://api.telegram.org/bot728194630:" + some(LETTERS, 35) + "/getMe")] == [
        "a Telegram bot's token"
    ]


@pytest.mark.parametrize("before", ["\\n", "\\t", "%20", "\\x0a", "\\u000a", "_", "key_", "GITHUB_", "="])
def test_what_stands_before_a_key_hides_none(before: str) -> None:
    assert [found.value for found in find(f"Use this:{before}{GITHUB}")] == [GITHUB]


@pytest.mark.parametrize(
    "text",
    [
        "gh" + "p_" + "A" * 36,
        "gh" + "p_" + "Ab" * 18,
        "gh" + "p_" + "1234567890abcdefghij1234567890abcdef",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "A private key begins with -----BEGIN " + "PRIVATE KEY-----, and Base64 follows.",
        "`-----BEGIN RSA " + "PRIVATE KEY-----`\n`-----END RSA " + "PRIVATE KEY-----`",
        "sk-toggleable__control__label sk-estimator-doc-link-container",
        "authorization = make_authorization_header_v2(x)",
        "Authorization: get_the_authorization_header_2024[0]",
        "api_key=os.environ.get_api_key_from_env_v2",
        "PAT = settings.clarifai.credentials_v2.pat",
        "PAT = '1234567890abcdef1234567890abcdef'",
        "PAT = 'abcabcabcabcabcabcabcabcabcabcabc1'",
        "Authorization: Key 00000000000000000000000000000001",
        "https://ann:word@example.org/{index_of_everything_2}",
        "see https://example.org/a/very-long-path/of-everything-2024/index2.html",
        "The authorization of user 5 is described in /guide/authorization2/of-everything",
    ],
)
def test_what_only_looks_like_a_key(text: str) -> None:
    assert list(find(text)) == []
    assert list(find_bare(text, USUAL, ["PAT"])) == []


def test_a_search_takes_no_long_time() -> None:
    parts = (
        "a",
        "A1",
        "PAT=",
        "://",
        "-u a:",
        "Key ",
        "-----BEGIN ",
        "PRIVATE KEY-----",
        "A: ",
        "\n",
        "\\n",
        "sk-",
        "1:",
    )
    started = time.process_time()
    for part in parts:
        for other in parts:
            text = (part + other * 3) * (15_000 // len(part + other * 3))
            list(find(text))
            list(find_bare(text, USUAL, ["PAT"]))
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "place",
    [
        "{}",
        "INPUT_ID = '{}'",
        "sha256: {}",
        "X-Request-Id: {}",
        "MY_PATH={}",
        "id={}",
        "API_KEY_ID={}",
        "next_page_token={}",
        "pattern: {}",
        "PATH2={}",
    ],
)
def test_random_text_elsewhere_may_be_an_id(place: str) -> None:
    for value in BARE:
        assert list(find_bare(place.format(value), BARE_HEADER, ["PAT"])) == []


@pytest.mark.parametrize(
    "value",
    [
        "YOUR_PAT_HERE",
        "YOUR_PERSONAL_ACCESS_TOKEN_2",
        "<your key>",
        "secret",
        "my-personal-access-token-1234",
        "0" * 32,
        "not-a-real-thing-at-all-or-so",
        "$PAT",
        "{{ request.authentication }}",
        "********************************",
    ],
)
def test_a_placeholder_is_no_key(value: str) -> None:
    assert not is_random(value)
    assert list(find_bare(f"Authorization: Key {value}\nPAT = '{value}'", NO_WORD, ["PAT"])) == []


def told(root: Path) -> list[str]:
    try:
        pipeline.load(root)
    except SpecError as error:
        return [str(problem) for problem in error.problems]
    return []


API, PAGE = "specs/api.yaml", "specs/guide/things.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (API, "example: secret", "example: {}"),
        (API, "example: ann", "example: {}"),
        (API, "name: Clarifai", "name: Clarifai # {}"),
        (API, "Your app ID.", "Like {}."),
        (PAGE, "How things go.", "How {} goes."),
        (PAGE, "annotation_id: note", "annotation_id: {}"),
        (PAGE, "The annotation.", "The {}."),
        ("docs/index.md", "# Home\n", "# Home\n\nUse `{}`.\n"),
        ("templates/py/snippet.py.j2", "# A call", "# {}\n# A call"),
        ("templates/page.md.j2", "\n", "\n{{# {} #}}"),
    ],
)
def test_a_key_is_told_with_its_place(project: Path, file: str, old: str, new: str) -> None:
    change(project / file, old, new.format(GITHUB))
    text = (project / file).read_text(encoding="utf-8").partition(GITHUB)[0]
    place = f"{file}:{text.count(chr(10)) + 1}:{len(text) - text.rfind(chr(10))}"
    (problem,) = told(project)
    assert problem.startswith(
        f"{place}: '{GITHUB[:4]}…' looks like a GitHub token: revoke it if it is real, and write "
    )
    assert GITHUB not in problem


@pytest.mark.parametrize("verb", ["check", "generate"])
def test_a_key_is_published_by_nothing(sixfold: Sixfold, project: Path, verb: str) -> None:
    change(project / "docs/index.md", "# Home\n", f"curl -H 'Authorization: Key {HEX_KEY}'\n")
    code, out, err = sixfold(verb, "-q")
    assert (code, out) == (1, "")
    assert err.startswith("docs/index.md:1:29: ")
    assert HEX_KEY not in err
    assert not (project / "code_snippets").exists()


def test_random_text_is_a_key_under_the_variable_that_signs(project: Path) -> None:
    value = HEX_KEY
    change(project / API, "example: ann", f"example: '{value}'")
    assert told(project) == []
    change(project / API, "example: secret", f"example: '{value}'")
    (problem,) = told(project)
    assert problem.startswith(f"{API}:16:")
    assert f"variables.PAT.example: '{value[:4]}…' looks like a key: revoke it if it is real" in problem
    change(project / API, "name: Clarifai", f"name: Clarifai\nexample_keys: ['{value}']")
    assert told(project) == []


def test_each_variable_that_signs_is_looked_at(project: Path) -> None:
    two = "[{header: X-App-Id, variable: APP_ID}, {header: X-App-Key, variable: PAT}]"
    change(
        project / API, "authentication: {header: Authorization, scheme: Key, variable: PAT}", f"authentication: {two}"
    )
    assert told(project) == []
    change(project / API, "example: secret", f"example: '{HEX_KEY}'")
    change(project / PAGE, "How things go.", f"How X-App-Id {HEX_KEY[::-1]} goes.")
    assert [problem.partition(": '")[0] for problem in told(project)] == [
        "specs/api.yaml:16:18: variables.PAT.example",
        "specs/guide/things.yaml:2:27",
    ]


def test_an_example_of_a_page_holds_for_that_page(project: Path) -> None:
    change(project / PAGE, "How things go.", f"How {GITHUB} goes.\nexample_keys: [{GITHUB}]")
    assert told(project) == []
    change(project / API, "Your app ID.", f"Like {GITHUB}.")
    assert [problem.split(":")[0] for problem in told(project)] == [API]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (f"['{GITHUB}']", "example_keys: stands nowhere else; remove it"),
        ("['ghp_*']", "example_keys: does not look like a key, and needs no entry here; remove it"),
        ("['']", "example_keys: does not look like a key"),
        ("[5]", "example_keys[0]: expected a key that is made up, whole, got the number 5; write it in quotes"),
        ("all", "example_keys: expected a list of keys that are made up, got the text 'all'"),
    ],
)
def test_an_exception_is_no_wider_than_one_key(project: Path, keys: str, message: str) -> None:
    change(project / API, "name: Clarifai", f"name: Clarifai\nexample_keys: {keys}")
    problems = told(project)
    assert len(problems) == 1
    assert message in problems[0]


def test_part_of_a_declared_key_is_none(project: Path) -> None:
    change(project / API, "name: Clarifai", f"name: Clarifai # {GITHUB}\nexample_keys: ['{GITHUB[:-4]}']")
    assert len([problem for problem in told(project) if f"{API}:1:18" in problem]) == 1


@pytest.mark.parametrize(("head", "body"), [("gh" + "p_", some(LETTERS, 36)), ("Key ", some(HEX, 32))])
@pytest.mark.parametrize("before", ["\\n", "\\\n      ", "\\x20", "\\_"])
def test_an_escape_hides_no_key(project: Path, head: str, body: str, before: str) -> None:
    split = f"\\x{ord(head[0]):02x}{head[1:]}{body[20:]}\\\n      {body[:20]}"
    change(project / PAGE, "text: This deletes one.", f'text: "Use this:{before}{head}{body}"')
    change(project / PAGE, "text: This deletes some.", f'text: "Use {split}"')
    first, second = told(project)
    line = 10 if "\n" in before else 9
    assert first.startswith(f"{PAGE}:{line}:")
    assert "operations[1].text: '" in second


def test_a_key_hides_no_other_problem(project: Path) -> None:
    change(project / API, "example: ann", f"example: {GITHUB}")
    change(project / PAGE, "ids: [$INPUT_ID, $OTHER_ID]", "ids: [$INPUT_ID]")
    assert [re.search(r"looks like|unused variable", problem) is not None for problem in told(project)] == [True, True]


@pytest.mark.parametrize("letters", [LETTERS, HEX, "ABCDEF", "ABCDEF09-", LETTERS + "+/_.~=-"])
def test_no_random_value_is_passed_by_for_the_text_that_it_stands_in(letters: str) -> None:
    found = [value for length in range(20, 60) if is_random(value := some(letters, length).strip(".~-"))]
    assert found
    for value in found:
        names = Signing((Credential("X-My-Key", "Key"),))
        assert [key.value for key in find_bare(f"a line\npassword: {value}\n", names, ())] == [value]
