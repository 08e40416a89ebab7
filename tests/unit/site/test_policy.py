"""The policy of a page follows from what it writes inline."""

from __future__ import annotations

from sixfold.site.head import Inline
from sixfold.site.policy import policy

HASH = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
"""Of ``alert(1)``, as `openssl dgst -sha256 -binary | base64` gives it."""


def directives(inline: Inline) -> dict[str, str]:
    return {name: value for name, _, value in (part.partition(" ") for part in policy(inline).split("; "))}


def test_nothing_is_allowed_but_the_site_itself() -> None:
    assert directives(Inline((), (), ())) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_inline_scripts_and_styles_are_allowed_by_their_hashes() -> None:
    found = directives(Inline(("alert(1)",), ("alert(1)",), ()))
    assert found["script-src"] == found["style-src"] == f"'self' {HASH}"


def test_style_attributes_need_one_word_more() -> None:
    found = directives(Inline((), (), ("alert(1)",)))
    assert (found["script-src"], found["style-src"]) == ("'self'", f"'self' 'unsafe-hashes' {HASH}")


def test_scripts_may_write_styles_where_that_is_said() -> None:
    inline = Inline(("alert(1)",), ("alert(1)",), ("alert(1)",))
    made = policy(inline, styles=True)
    # Beside a hash the word would mean nothing.
    assert "; style-src 'self' 'unsafe-inline'; " in made
    assert f"; script-src 'self' {HASH}; " in made


def test_a_hash_is_of_the_text_as_it_stands_with_its_blanks() -> None:
    assert directives(Inline(("alert(1)",), (), ()))["script-src"] == f"'self' {HASH}"
    assert HASH not in directives(Inline((" alert(1)\n",), (), ()))["script-src"]
