"""How a call carries the key, read, written and compared in one place."""

from __future__ import annotations

import pytest

from sixfold.signing import Signing

KEY = Signing("Authorization", "Key")


@pytest.mark.parametrize(
    "text", ["", "Authorization Key", "A B", "Authorization: ", "A: B C", ": Key", "A:B", "?", "?a b"]
)
def test_what_is_no_header_and_scheme_is_none(text: str) -> None:
    assert Signing.parsed(text) is None


def test_what_is_written_is_read() -> None:
    assert Signing.parsed("X-Api-Key: Token") == Signing("X-Api-Key", "Token")
    assert str(Signing("X-Api-Key", "Token")) == "X-Api-Key: Token"
    assert Signing.parsed("X-Api-Key") == Signing("X-Api-Key")
    assert str(Signing("X-Api-Key")) == "X-Api-Key"
    assert Signing.parsed("?api_key") == Signing(query="api_key")
    assert str(Signing(query="api_key")) == "?api_key"
    assert Signing.parsed("none") == Signing()
    assert str(Signing()) == "none"
    assert [found.signs for found in (Signing("A"), Signing(query="a"), Signing())] == [True, True, False]


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("Key abc", "abc"),
        ("Key a b", "a b"),
        ("Key ", None),
        ("Key", None),
        ("key abc", None),
        ("", None),
        (None, None),
    ],
)
def test_a_key_is_found_behind_its_word_alone(value: str | None, key: str | None) -> None:
    assert KEY.key_in(value) == key
    assert key is None or KEY.value(key) == value


@pytest.mark.parametrize(("value", "key"), [("abc", "abc"), ("Key abc", "Key abc"), ("", None), (None, None)])
def test_without_a_word_all_of_the_header_is_the_key(value: str | None, key: str | None) -> None:
    bare = Signing("X-Api-Key")
    assert bare.key_in(value) == key
    assert key is None or bare.value(key) == value


def test_messages_name_the_header_and_not_the_key() -> None:
    assert (KEY.shown, Signing("X-Api-Key").shown) == ("Authorization: Key …", "X-Api-Key: …")
    assert Signing(query="api_key").shown == "?api_key=…"


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (Signing("authorization", "Key"), True),
        (Signing("Authorization", "key"), False),
        (Signing("X-Api-Key", "Key"), False),
        (Signing("Authorization"), False),
        (Signing("Authorization", "Key", query="key"), False),
    ],
)
def test_the_names_of_headers_have_no_case_and_schemes_do(other: Signing, *, alike: bool) -> None:
    assert KEY.is_like(other) is alike
