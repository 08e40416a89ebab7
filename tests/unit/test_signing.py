"""How a call carries the key, read, written and compared in one place."""

from __future__ import annotations

import pytest

from sixfold.signing import Credential, Signing

KEY = Credential("Authorization", "Key")


@pytest.mark.parametrize(
    "text", ["", "Authorization Key", "A B", "Authorization: ", "A: B C", ": Key", "A:B", "?", "?a b"]
)
def test_what_is_no_header_and_scheme_is_none(text: str) -> None:
    assert Signing.parsed(text) is None


def test_what_is_written_is_read() -> None:
    assert Signing.parsed("X-Api-Key: Token") == Signing((Credential("X-Api-Key", "Token"),))
    assert str(Signing((Credential("X-Api-Key", "Token"),))) == "X-Api-Key: Token"
    assert Signing.parsed("X-Api-Key") == Signing((Credential("X-Api-Key"),))
    assert str(Signing((Credential("X-Api-Key"),))) == "X-Api-Key"
    assert Signing.parsed("?api_key") == Signing((Credential(query="api_key"),))
    assert str(Signing((Credential(query="api_key"),))) == "?api_key"
    assert Signing.parsed("none") == Signing()
    assert str(Signing()) == "none"


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
    bare = Credential("X-Api-Key")
    assert bare.key_in(value) == key
    assert key is None or bare.value(key) == value


def test_several_are_written_with_a_comma_and_stand_in_places_of_their_own() -> None:
    both = Signing((Credential("X-App-Id"), Credential("Authorization", "Key"), Credential(query="key")))
    assert Signing.parsed("X-App-Id, Authorization: Key, ?key") == both
    assert str(both) == "X-App-Id, Authorization: Key, ?key"
    assert both.shown == "X-App-Id: …, Authorization: Key …, ?key=…"
    assert (both.has_query, Signing(both.credentials[:2]).has_query) == (True, False)
    for wrong in ("A, a", "?k, ?k", "A, none", "A,B", "A, ", ", A"):
        assert Signing.parsed(wrong) is None
    # A header and a parameter of one name are two places, and names of parameters have case.
    assert Signing.parsed("key, ?key, ?Key") is not None


def test_several_are_alike_in_any_order() -> None:
    one, two, three = (Signing.parsed(text) for text in ("A: Key, B", "b, a: Key", "A: Key, C"))
    assert one
    assert two
    assert three
    assert one.is_like(two)
    assert not one.is_like(three)
    assert not one.is_like(Signing(one.credentials[:1]))
    assert not Signing(one.credentials[:1]).is_like(one)


def test_messages_name_the_header_and_not_the_key() -> None:
    assert (KEY.shown, Credential("X-Api-Key").shown) == ("Authorization: Key …", "X-Api-Key: …")
    assert Credential(query="api_key").shown == "?api_key=…"


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (Credential("authorization", "Key"), True),
        (Credential("Authorization", "key"), False),
        (Credential("X-Api-Key", "Key"), False),
        (Credential("Authorization"), False),
        (Credential("Authorization", "Key", query="key"), False),
    ],
)
def test_the_names_of_headers_have_no_case_and_schemes_do(other: Credential, *, alike: bool) -> None:
    assert KEY.is_like(other) is alike
