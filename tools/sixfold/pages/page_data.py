"""Requests x Snippets of a page -> what the page's own script needs to put a reader's values into the code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from sixfold import signing
from sixfold.frozen import frozen
from sixfold.literal import LONGEST_IN_COMMENT, Literals, Quoting
from sixfold.marks import Encoding
from sixfold.request import Request
from sixfold.snippet import Snippet, SnippetFile
from sixfold.value import ScalarValue
from sixfold.wire import Wildcard

_UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\x85\u2028\u2029"}
"""What could end or change the HTML around the JSON, or a line of the page; in JSON these stand in texts alone."""


@frozen
class PageData:
    """Plain data.

    ``quoting`` holds the declared rules of each form that is used, with those for comments where these name values, and
    there how many characters the ``longest`` name has. ``variables`` are those that the snippets have holes for; one is
    ``secret`` where it signs the calls, with the ``pattern`` of what a header can carry, ``shared`` where it says whose
    data is meant, and so goes along to other pages, and ``in_path`` where an operation has it in its URL's path, with
    its ``path_shapes`` (``projects/*/things/*``) where more is wanted of it there than to be one segment. ``snippets``
    holds, by the path of each of their files, its form, and its holes as start, end, variable and encodings.
    """

    quoting: Mapping[str, object]
    variables: tuple[Mapping[str, object], ...]
    snippets: Mapping[str, object]

    @property
    def json(self) -> str:
        """The whole as JSON that is safe inside HTML, a line for each thing."""
        variables = ",\n".join(map(_json, self.variables))
        return (
            f'{{"quoting": {{\n{_lines(self.quoting)}}},\n'
            f'"variables": [\n{variables}],\n'
            f'"snippets": {{\n{_lines(self.snippets)}}}}}'
        )


def page_data(
    requests: Iterable[Request], snippets: Iterable[Snippet], shared: frozenset[str] = frozenset()
) -> PageData:
    """Gather the data of one page.

    :param shared: the variables that say whose data is meant.
    """
    files = [(_form(snippet, file), file) for snippet in snippets for file in snippet.files]
    literals = {form: file.language.literals for form, file in files}
    commenting = {
        form
        for form, file in files
        for editable_value in file.editable_values
        if Encoding.COMMENT in editable_value.encodings
    }
    return PageData(
        {form: _rules(literals[form], comments=form in commenting) for form in sorted(literals)},
        tuple(_variables(list(requests), shared)),
        {file.path: _holes(form, file) for form, file in files},
    )


def _form(snippet: Snippet, file: SnippetFile) -> str:
    """Return what the rules of a file are known by: its language's name, and its own where it has rules of its own."""
    is_usual = file.language.literals == snippet.form.literals
    return snippet.form.name if is_usual else f"{snippet.form.name}/{file.name}"


def _variables(requests: list[Request], shared: frozenset[str]) -> Iterator[Mapping[str, object]]:
    secret = {key.variable for request in requests for key in request.authentication}
    shapes: dict[str | None, list[str]] = {}
    for request in requests:
        for parameter in request.rule.template.parameters:
            value = request.message.at(parameter.field)
            if isinstance(value, ScalarValue):
                shapes.setdefault(value.variable, []).append(parameter.shape)
    variables = {variable.name: variable for request in requests for variable in request.variables}
    for name, variable in variables.items():
        if variable.text is not None:
            yield {
                "name": name,
                "description": variable.description,
                "example": str(variable.text),
                "secret": name in secret,
                "shared": name in shared,
                **({"pattern": signing.KEY} if name in secret else {}),
                "in_path": name in shapes,
                **_path_shapes(shapes.get(name, [])),
            }


def _path_shapes(shapes: list[str]) -> Mapping[str, object]:
    found = sorted({shape for shape in shapes if shape != Wildcard.ONE.value})
    return {"path_shapes": found} if found else {}


def _rules(literals: Literals, *, comments: bool) -> Mapping[str, object]:
    rules = _plain(literals.quoting)
    return {**rules, "comment": {**_plain(literals.comment), "longest": LONGEST_IN_COMMENT}} if comments else rules


def _plain(quoting: Quoting) -> Mapping[str, object]:
    return {**asdict(quoting), "escapes": dict(quoting.escapes)}


def _holes(form: str, file: SnippetFile) -> Mapping[str, object]:
    editable_values = [
        [editable_value.start, editable_value.end, editable_value.variable, list(editable_value.encodings)]
        for editable_value in file.editable_values
    ]
    return {"form": form, "holes": editable_values}


def _lines(entries: Mapping[str, object]) -> str:
    return ",\n".join(f"{_json(name)}: {_json(value)}" for name, value in entries.items())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_UNSAFE)
