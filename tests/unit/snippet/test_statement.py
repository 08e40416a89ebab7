"""What has room on one line stands on one line, and nothing else of a text is touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold.language import Language
from sixfold.request import Request
from sixfold.snippet.render import Renderer
from sixfold.snippet.statement import close_up, closed_up, statement
from tests.support.rendering import snippet_text

CHAIN = """\
    var x =
        A.newBuilder()
            .setB(
                B.newBuilder()
                    .setC(1))
            .build();
"""
CALL = """\
print(
    "text",
);
"""
BACKSLASH = "\\"


def fits(text: str, room: int) -> bool:
    return len(text) <= room


def widths(text: str) -> int:
    return max(map(len, text.split("\n")))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        (CHAIN, 100, "    var x = A.newBuilder().setB(B.newBuilder().setC(1)).build();\n"),
        (
            CHAIN,
            63,
            "    var x =\n        A.newBuilder().setB(B.newBuilder().setC(1)).build();\n",
        ),
        (
            CHAIN,
            59,
            "    var x =\n        A.newBuilder()\n            .setB(B.newBuilder().setC(1))\n            .build();\n",
        ),
        (CHAIN, 30, CHAIN),
        (CALL, 14, 'print("text");\n'),
        (CALL, 13, CALL),
        ("f(\n    a,\n    b,\n    c)\n", 10, "f(a, b, c)\n"),
        ("ffffff(\n    aaa,\n    bbb,\n    c)\n", 16, "ffffff(\n    aaa, bbb, c)\n"),
        ("ffffff(\n    aaa,\n    bbb,\n    c)\n", 15, "ffffff(\n    aaa,\n    bbb,\n    c)\n"),
        ("a =\n    b\n        + c\n        + d;\n", 80, "a = b + c + d;\n"),
        ("$a = $b\n    ->c()\n    ->d();\n", 80, "$a = $b->c()->d();\n"),
        ("x = [\n    1,\n    [\n        2,\n    ],\n];\n", 80, "x = [1, [2]];\n"),
        ("x = [\n];\n", 3, "x = [\n];\n"),
        ("x = [\n];\n", 80, "x = [];\n"),
        ("if (a) {\n    b;\n}\n\nc(\n)\n", 80, "if (a) { b; }\n\nc()\n"),
        ("a\nb\n\nc\n", 80, "a\nb\n\nc\n"),
    ],
)
def test_what_has_room_stands_on_one_line(text: str, width: int, expected: str) -> None:
    found = closed_up(text, width, fits)
    assert found == expected
    assert widths(found) <= max(width, widths(text))


def test_the_last_column_is_one_of_the_room() -> None:
    line = "    var x = A.newBuilder().setB(B.newBuilder().setC(1)).build();"
    assert closed_up(CHAIN, len(line), fits) == f"{line}\n"
    assert closed_up(CHAIN, len(line) - 1, fits) != f"{line}\n"


def test_a_value_counts_as_what_it_is_written_as_and_keeps_its_spaces(
    project: Path, request_of: Callable[..., Request], languages: dict[str, Language]
) -> None:
    text = "{% filter statement %}\nx =\n    {{ request.message.at('ids').items[0] | literal }};\n{% endfilter %}"
    (project / "templates/php/snippet.php.j2").write_text(text)
    php = replace(languages["php"], line_length=30)

    def written(value: str) -> str:
        request = request_of("DeleteInputs", f"ids: ['{value}']")
        return snippet_text(Renderer(project), request, "x", php)

    assert written("a,   b") == 'x = "a,   b";\n'
    assert written("a" * 23) == f'x = "{"a" * 23}";\n'
    assert written("a" * 24) == f'x =\n    "{"a" * 24}";\n'
    assert written("\\" * 11) == f'x = "{BACKSLASH * 22}";\n'
    assert written("\\" * 12) == f'x =\n    "{BACKSLASH * 24}";\n'


def test_what_is_indented_later_is_closed_up_where_it_stands(
    project: Path, request_of: Callable[..., Request], languages: dict[str, Language]
) -> None:
    made = "{% set made %}{% filter statement %}\nx =\n    12345678;\n{% endfilter %}{% endset %}"
    (project / "templates/php/snippet.php.j2").write_text(made + "{{ made | indent(4, first=true) }}")
    request = request_of("DeleteInputs", "ids: [a]")

    def written(longest: int) -> str:
        return snippet_text(Renderer(project), request, "x", replace(languages["php"], line_length=longest))

    assert written(17) == "    x = 12345678;\n"
    assert written(16) == "    x =\n        12345678;\n"


@pytest.mark.parametrize("cut", [slice(1, None), slice(None, -3)])
def test_a_statement_that_was_cut_is_refused(cut: slice) -> None:
    with pytest.raises(ValueError, match="a text was cut after it was made a statement"):
        close_up(f"{statement('x =' + chr(10) + '    b;')}y"[cut], 80, fits)


def test_a_statement_inside_of_another_is_closed_up_first() -> None:
    inner = statement("f(\n        1,\n        2)")
    assert close_up(statement(f"longer =\n    {inner};"), 13, fits) == "longer =\n    f(1, 2);"
    assert close_up(statement(f"x =\n    {inner};"), 80, fits) == "x = f(1, 2);"
