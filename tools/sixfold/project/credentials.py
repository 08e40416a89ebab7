"""Shapes of real keys, and where a text has one. It reads no file.

The shapes are those that the services document for their own keys, as scanners for leaked keys know them. Hex digits
and other random text are what ids look like too: they count as a key only where a key stands.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import pairwise

from sixfold.frozen import frozen
from sixfold.signing import Signing


@frozen
class Shape:
    """What the keys of one service look like; ``marks`` are texts of which every such key has one."""

    name: str
    marks: tuple[str, ...]
    expression: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled where a text has one of the marks."""
        return re.compile(self.expression)


@frozen
class FoundKey:
    """A key in a text: what it is, where it begins (in characters from 0), and all of it, never to be shown."""

    name: str
    start: int
    value: str

    @property
    def shown(self) -> str:
        """Its first characters, enough to find it by."""
        return f"{self.value[:4]}…"


_BEGIN = r"(?:(?<![A-Za-z0-9])|(?<=\\[abefnrtv0])|(?<=%[0-9A-Fa-f]{2})|(?<=\\x..)|(?<=\\u....))"
"""Where a word begins, an escape of YAML's, of a program's or of an address's standing before it or not."""


def _shape(name: str, marks: str, rest: str) -> Shape:
    words = tuple(marks.split())
    # A key begins and ends where a word does: in a longer run of such characters it is something else. What an escape
    # ends with is no part of a word, and a name may stand before it: "key_ghp_…".
    heads = "|".join(map(re.escape, words))
    # No key is longer than this, and a search that is bounded takes no long time over any text.
    rest = rest.replace(",}", ",2000}")
    return Shape(name, words, rf"{_BEGIN}(?:{heads})(?P<body>{rest})(?![A-Za-z0-9_])")


_BREAK = r"(?:[\s\"'+,#>*|]|\\[nr])"
"""What a line of a key ends with, and the next begins with: in a program and in Markdown, too."""

SHAPES = (
    _shape("an Anthropic key", "sk-ant-", r"[\w-]{20,}"),
    _shape("an OpenRouter key", "sk-or-", r"[\w-]{20,}"),
    _shape("an OpenAI key", "sk-", r"(?:[a-z0-9]{2,12}-){0,3}[A-Za-z0-9_]{20,}[\w-]{0,200}"),
    _shape("a GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"[A-Za-z0-9]{20,}"),
    _shape("a GitHub token", "github_pat_", r"\w{20,}"),
    _shape("a GitLab token", "glpat- gldt- glrt- glcbt- glptt- glft- glimt- glagent- glsoat- glffct-", r"[\w.-]{20,}"),
    _shape("an AWS access key", "AKIA ASIA ABIA ACCA", r"[A-Z0-9]{16}"),
    _shape("a Google API key", "AIza", r"[\w-]{35}"),
    _shape("a Google OAuth secret", "GOCSPX-", r"[\w-]{20,}"),
    _shape("a Google OAuth token", "ya29.", r"[\w-]{20,}"),
    _shape("a Slack token", "xoxa- xoxb- xoxc- xoxd- xoxe- xoxe. xoxo- xoxp- xoxr- xoxs- xapp-", r"[\w%.-]{10,}"),
    _shape("a Slack webhook", "hooks.slack.com/services/", r"T\w{6,}/B\w{6,}/\w{16,}"),
    _shape("a Stripe key", "sk_live_ sk_test_ rk_live_ rk_test_", r"[A-Za-z0-9]{16,}"),
    _shape("a webhook's signing secret", "whsec_", r"[A-Za-z0-9+/]{24,}=*"),
    _shape("a Twilio key", "SK", r"[0-9a-f]{32}"),
    _shape("a SendGrid key", "SG.", r"[\w-]{16,}\.[\w-]{16,}"),
    _shape("a Mailgun key", "key-", r"[0-9a-f]{32}"),
    _shape("a Hugging Face token", "hf_ api_org_", r"[A-Za-z0-9]{30,}"),
    _shape("an npm token", "npm_", r"[A-Za-z0-9]{36}"),
    _shape("a PyPI token", "pypi-", r"[\w-]{50,}"),
    _shape("a RubyGems key", "rubygems_", r"[0-9a-f]{48}"),
    _shape("a Docker token", "dckr_pat_ dckr_oat_", r"[\w-]{20,}"),
    _shape("a DigitalOcean token", "dop_v1_ doo_v1_ dor_v1_", r"[0-9a-f]{64}"),
    _shape("a Databricks token", "dapi", r"[0-9a-f]{32}(?:-\d)?"),
    _shape("a Shopify token", "shpat_ shpca_ shppa_ shpss_", r"[0-9A-Fa-f]{32}"),
    _shape("a Square token", "sq0atp- sq0csp-", r"[\w-]{22,}"),
    _shape("a Vault token", "hvs. hvb. hvr.", r"[\w-]{24,}"),
    _shape("a Grafana token", "glc_ glsa_", r"[\w+/]{32,}=*"),
    _shape("a Linear key", "lin_api_", r"[A-Za-z0-9]{32,}"),
    _shape("a Notion token", "ntn_ secret_", r"[A-Za-z0-9]{43,}"),
    _shape("a Postman key", "PMAK-", r"[0-9a-f]{24}-[0-9a-f]{34}"),
    _shape("a New Relic key", "NRAK-", r"[A-Z0-9]{27}"),
    _shape("a Groq key", "gsk_", r"[A-Za-z0-9]{40,}"),
    _shape("an xAI key", "xai-", r"[A-Za-z0-9]{60,}"),
    _shape("a Perplexity key", "pplx-", r"[A-Za-z0-9]{40,}"),
    _shape("a Replicate token", "r8_", r"[A-Za-z0-9]{37}"),
    _shape("a JSON Web Token", "eyJ", r"[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}"),
    Shape(
        "a private key",
        ("PRIVATE KEY",),
        r"-----BEGIN (?P<body>[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----"
        # Without its Base64, after headers at most, it is only spoken of.
        rf"(?={_BREAK}{{1,60}}(?:[A-Z][A-Za-z-]{{1,40}}: [^\n\\]{{1,200}}{_BREAK}{{1,60}}){{0,5}}"
        "[A-Za-z0-9+/]{16})",
    ),
    Shape("a private key", ("AGE-SECRET-KEY-1",), r"AGE-SECRET-KEY-1(?P<body>[0-9A-Z]{58})"),
)
PLACED = (
    _shape("a Discord webhook", "discord.com/api/webhooks/ discordapp.com/api/webhooks/", r"[0-9]{15,}/[\w-]{40,}"),
    Shape(
        "a Telegram bot's token",
        (":",),
        r"(?:(?<![A-Za-z0-9])|(?<=\bbot))(?P<body>[0-9]{8,10}:[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])",
    ),
)
"""Shapes of keys that have no head of their own."""

_PLACEHOLDER = re.compile(
    r"x{4}|\*{3}|\.{3}|your|example|placeholder|sample|dummy|insert|replace|changeme|here\b", re.IGNORECASE
)
_WORDS = re.compile(r"token|secret|access|personal|demo|fake|test", re.IGNORECASE)

_LETTER = "A-Za-z0-9+/_.~="
# What a bracket follows is the name of something in a program, and part of a longer text is no value.
_VALUE = rf"(?P<value>[{_LETTER}-]{{20,2000}})(?![{_LETTER}(\[{{-])"
_NAMES = (
    "authorization",
    "(?:api|access|account|encryption|functions|secret|signing|subscription)[-_]?key",
    "(?:secret|shared)[-_]?access[-_]?key",
    # One that leads to the next page of a list is no secret.
    "(?:access|auth|private)[-_]?token",
    "(?<!page)(?<!page[-_])token",
    "password",
    "client[-_]?secret",
    "_auth",
    "_password",
)
"""Names of what a key is given as, in small letters: of headers, and of the settings of services and programs."""

_USERS = (
    rf"://[^\s/:@\"'<>]{{0,100}}:{_VALUE}(?=@)",
    rf"://{_VALUE}(?=@)",
    rf"(?<!\S)(?:-u|--user)[\s=]{{0,3}}[\"']?[^\s:\"']{{1,100}}:{_VALUE}",
)
"""Where a user's password stands: in an address, and among the words of a command."""

_FEWEST_OF_HEX = 32
_HEX = re.compile(rf"[0-9A-Fa-f]{{{_FEWEST_OF_HEX},}}")
_LEAST_ENTROPY = 3.5
"""Bits a character: words have less where they are long, and random text of 20 characters has more."""

_RUN = re.compile(rf"[{_LETTER}-]{{20,}}")
_DIGIT = re.compile("[0-9]")
_NO_HEX = re.compile("[^A-Fa-f]")

_FEWEST = 6
"""How many different characters a key has at least: fewer are zeros, or a few letters typed over and over."""

_WORD = re.compile(r"[a-z]*(?:[A-Z][a-z]+)*[0-9]{0,2}|[A-Z]+[0-9]{0,2}")
_ROW = "0123456789abcdefghijklmnopqrstuvwxyz"


def find(text: str) -> Iterator[FoundKey]:
    """Yield what has the shape of a well-known key, wherever it stands."""
    taken: set[int] = set()
    for shape in (*SHAPES, *PLACED):
        if not any(mark in text for mark in shape.marks):
            continue
        for match in shape.pattern.finditer(text):
            if match.start() not in taken and not _is_made_up(match["body"]):
                taken.add(match.start())
                yield FoundKey(shape.name, match.start(), match[0])


def find_bare(text: str, signing: Signing, variables: Collection[str]) -> Iterator[FoundKey]:
    """Yield random text where a key stands: under a name of one, after what signs a call, as a user's password.

    :param signing: how a call carries the API's key; without a name where that could not be read.
    :param variables: the names of the variables that stand for its keys.
    """
    if not _has_random_runs(text):
        return
    # Of an API that could not be read none is known: no name is not every name.
    own = [name for found in signing.credentials for name in (found.header, found.query)]
    names = "|".join((*_NAMES, *(re.escape(name) for name in (*own, *sorted(variables)) if name)))
    # Between a name and its value stand quotes, brackets and Markdown's marks, and one word at most, the scheme.
    between = r"\W{1,40}?(?:[A-Za-z]{1,20}\s{1,40}(?:=\s{0,3})?[\"'`]?)?"
    begin = r"(?:(?<![A-Za-z0-9])|(?-i:(?<=[a-z0-9])(?=[A-Z])))"
    name = rf"(?i:{begin}(?:{names})(?:[-_]?[0-9]{{1,2}})?(?![A-Za-z0-9_-]))"
    patterns = [rf"{name}{between}{_VALUE}", rf"(?i:\bbearer\s+){_VALUE}"]
    patterns += _USERS
    for scheme in dict.fromkeys(found.scheme for found in signing.credentials if found.scheme):
        patterns.append(rf"\b{re.escape(scheme)}\s+(?P<value>{_HEX.pattern})\b")
    for pattern in patterns:
        for match in re.finditer(pattern, text):
            value = match["value"].rstrip(".~-")
            if is_random(value):
                yield FoundKey("a key", match.start("value"), value)


def _has_random_runs(text: str) -> bool:
    """Say whether a text has what could hold a random value, before what stands beside it is looked at."""
    runs = (found[0] for found in _RUN.finditer(text))
    return any(_DIGIT.search(run) or len(_NO_HEX.sub("", run)) >= _FEWEST_OF_HEX for run in runs)


def is_random(value: str) -> bool:
    """Say whether a text, where a key stands, is one: bare hex digits, or what no word and no placeholder is like."""
    if _is_made_up(value):
        return False
    if _HEX.fullmatch(value.replace("-", "")):
        return True
    if len(value) < 20 or _WORDS.search(value) or not re.search(r"[0-9]", value) or not re.search(r"[A-Za-z]", value):  # noqa: PLR2004 - see _VALUE
        return False
    counts = Counter(value).values()
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts) >= _LEAST_ENTROPY


def _is_made_up(value: str) -> bool:
    """Say whether somebody typed a text: a placeholder, names of a program, few characters, or those of a row."""
    plain = re.sub("[^a-z0-9]", "", value.lower())
    if _PLACEHOLDER.search(value) or len(set(plain)) < _FEWEST:
        return True
    parts = re.split("[^A-Za-z0-9]+", value)
    if all(map(_WORD.fullmatch, parts)) and (len(parts) > 1 or value != value.upper()):
        return "PRIVATE KEY" not in value
    steps = [abs(_ROW.index(after) - _ROW.index(before)) for before, after in pairwise(plain)]
    return sum(step <= 1 for step in steps) * 2 > len(steps)
