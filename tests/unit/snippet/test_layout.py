"""A text of several lines is one where it fits, which is known once the values stand in it."""

from __future__ import annotations

import pytest

from sixfold.marks import Composed, Piece
from sixfold.snippet.laid_out import LaidOutValues
from sixfold.snippet.layout import aligned, fitted, lay_out, regions


@pytest.mark.parametrize(
    ("text", "pad", "flat"),
    [
        ("[\n  a,\n  b,\n]", "", "[a, b]"),
        ("{\n  a: 1,\n}", " ", "{ a: 1 }"),
        ("{\n}", " ", "{}"),
        ("f(\n    a\n)", "", "f(a)"),
        ('const A =\n  "a";', "", 'const A = "a";'),
        ("\n[\n  a,\n]\n", "", "[a]"),
        ("[a]", "", "[a]"),
    ],
)
def test_the_parts_stand_on_one_line(text: str, pad: str, flat: str) -> None:
    assert lay_out(fitted(text, pad), 0) == flat


@pytest.mark.parametrize(("longest", "lines"), [(17, 1), (16, 4), (0, 1)])
def test_what_stands_before_and_behind_on_the_line_counts(longest: int, lines: int) -> None:
    text = "ab\nx = f(" + fitted("[\n    1,\n    2,\n]") + ", y);\nan end"
    assert len(lay_out(text, longest).split("\n")) == lines + 2


def test_a_text_that_does_not_fit_is_left_as_it_was_laid_out() -> None:
    text = "[\n    first,\n    second,\n]"
    assert lay_out(fitted(text), 10) == text


def test_a_value_counts_as_wide_as_it_is_and_not_as_what_stands_for_it() -> None:
    values = LaidOutValues()
    held = values.keep(Composed(f'"{Piece("four", "NAME").marked}"'))
    text = fitted(f"f(\n  {held},\n);")
    assert values.put_in(lay_out(text, 10, values)) == 'f("four");'
    made = values.put_in(lay_out(text, 9, values))
    assert made == 'f(\n  "four",\n);'
    assert [(editable_value.start, editable_value.end) for editable_value in made.editable_values] == [(6, 10)]


def test_an_outer_text_is_broken_before_an_inner_one() -> None:
    inner = fitted("{\n  a: 1,\n  b: 2,\n}", " ")
    text = fitted("[\n  " + inner.replace("\n", "\n  ") + ",\n]")
    assert lay_out(text, 18) == "[{ a: 1, b: 2 }]"
    assert lay_out(text, 17) == "[{ a: 1, b: 2 }]"
    assert lay_out(text, 16) == "[{ a: 1, b: 2 }]"
    assert lay_out(text, 15) == "[\n  {\n    a: 1,\n    b: 2,\n  },\n]"
    assert lay_out(text + ";", 17) == "[{ a: 1, b: 2 }];"


def test_a_part_of_several_lines_keeps_all_of_it_on_several() -> None:
    text = "[\n  {\n    a: 1,\n  },\n]"
    assert fitted(text) == text


def test_one_line_may_be_another_than_the_parts_in_a_row() -> None:
    text = fitted("from a import (\n    b,\n)", flat="from a import b")
    assert (lay_out(text, 15), lay_out(text, 14)) == ("from a import b", "from a import (\n    b,\n)")


@pytest.mark.parametrize("cut", [slice(1, None), slice(None, -1), slice(None, 6)])
def test_a_text_that_was_cut_is_refused(cut: slice) -> None:
    with pytest.raises(ValueError, match="a text was cut after it was fitted"):
        lay_out(fitted("[\n  a,\n  b,\n]")[cut], 80)


def pairs(*keys: str, value: str = "1") -> str:
    return "\n".join(f"\t{aligned(f'{key}:')} {value}," for key in keys)


def test_values_of_neighbouring_lines_stand_below_each_other() -> None:
    text = f"{{\n{pairs('a', 'long')}\n\t{aligned('nested:')} {{\n\t{pairs('b')}\n\t}},\n{pairs('c', 'ändern')}\n}}"
    assert lay_out(text, 0).split("\n") == [
        "{",
        "\ta:    1,",
        "\tlong: 1,",
        "\tnested: {",
        "\t\tb: 1,",
        "\t},",
        "\tc:      1,",
        "\tändern: 1,",
        "}",
    ]


def test_keys_of_very_different_lengths_do_not() -> None:
    short, longer, longest = "a" * 16, "b" * 41, "c" * 103
    assert lay_out(pairs("a", "b" * 40), 0) == f"\ta:{' ' * 40}1,\n\t{'b' * 40}: 1,"
    assert lay_out(pairs(short, longer), 0) == f"\t{short}: 1,\n\t{longer}: 1,"
    assert lay_out(pairs(longer, longest), 0) == f"\t{longer}: 1,\n\t{longest}: 1,"
    assert lay_out(pairs(longer, longest[:102]), 0) == f"\t{longer}:{' ' * 62}1,\n\t{longest[:102]}: 1,"


def test_what_is_no_line_of_its_own_has_no_column() -> None:
    inner = fitted(f"m{{\n{pairs('a', 'long')}\n}}")
    assert lay_out(f"\t{aligned('b:')} {inner},\n\t{aligned('cc:')} 1,", 0) == "\tb:  m{a: 1, long: 1},\n\tcc: 1,"
    assert lay_out(f"\t{inner},\n\t{aligned('cc:')} 1,", 0) == "\tm{a: 1, long: 1},\n\tcc: 1,"


def test_regions_are_whole_lines_that_have_nothing_to_do_with_each_other() -> None:
    open_text, row = fitted("[\n  a,\n]"), f"{aligned('b:')} 1,\n"
    text = f"plain\nlines\nx = {open_text};\ny = {open_text} + {open_text}\n\nplain\n{row}between\n{row}end"
    parts = regions(text)
    assert "".join(parts) == text
    assert parts == [
        "plain\nlines\n",
        f"x = {open_text};\n",
        f"y = {open_text} + {open_text}\n",
        "\nplain\n",
        f"{row}between\n{row}",
        "end",
    ]
