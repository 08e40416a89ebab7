"""How HTTP carries a call, as a definition says it. A leaf of the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cached_property

from sixfold import wire
from sixfold.contract import Carrier, ParameterForm, Style
from sixfold.frozen import frozen
from sixfold.json_value import MEDIA_TYPE
from sixfold.wire import Template, TemplateError


@frozen
class HttpRule:
    """One binding of an RPC to HTTP: verb, path with ``{field.path}`` parameters, and where the body comes from.

    ``body`` is ``*`` (every field that is not in the path), the name of one field, or empty for none; ``response_body``
    is the name of the one field that is answered, or empty for the whole answer. ``forms`` are those of parameters by
    the fields that they are made of, where the definition declares them; else each field goes by its own name.
    ``media_type`` is what the body is called, which is JSON or a form; ``parts`` say how a form writes those of its
    fields that it does not write as usual. ``host`` is its own, empty where it is that of the API.
    """

    verb: str
    path: str
    body: str
    response_body: str = ""
    forms: Mapping[str, ParameterForm] = field(default_factory=dict, hash=False)
    media_type: str = MEDIA_TYPE
    parts: Mapping[str, ParameterForm] = field(default_factory=dict, hash=False)
    host: str = ""
    _unfit: Callable[[], str] = field(default=str, compare=False, repr=False)

    @cached_property
    def unfit(self) -> str:
        """What the definition says of it that no call can follow, with the place; empty where it says no such thing."""
        return self._unfit()

    def part(self, name: str) -> ParameterForm:
        """Return how a field of a form is written."""
        return self.parts.get(name, ParameterForm(name, Carrier.FORM, Style.FORM, explode=True))

    @property
    def template(self) -> Template:
        """The path in its parts.

        :raises TemplateError: when the grammar of paths does not know it.
        """
        return wire.parse(self.path)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The field paths that the path holds, in its order; none where it cannot be read."""
        try:
            return tuple(parameter.field for parameter in self.template.parameters)
        except TemplateError:
            return ()
