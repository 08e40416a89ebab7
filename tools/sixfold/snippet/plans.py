"""The plans that are kept, by the shapes of requests: those that were used last, and none of a shape that came once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sixfold.frozen import frozen
from sixfold.language import Language
from sixfold.marks import Composed
from sixfold.request import Request
from sixfold.snippet.bounds import TookTooLongError
from sixfold.snippet.plan import Plan, Recording
from sixfold.snippet.shape import Key, Nodes, blank_of, shape_of
from sixfold.snippet.unasked import Questions

_MOST_SHAPES = 256
"""How many shapes are known. One with the plans of six languages takes about 100 kB."""

Render = Callable[[Request, Recording], str]
"""Renders a request, and returns the text as it is before it is laid out, with placeholders."""

_NOTHING = (None, None)


@dataclass
class _Known:
    """A shape that has come before: a request of stand-ins, the places of its parts by their ids, and its plans.

    ``plans`` are by operation, template and the language's id, each with its language. One is None where the template
    asks more of values than to be written.
    """

    blank: Request
    questions: Questions
    places: Mapping[int, int]
    plans: dict[tuple[str, str, int], tuple[Language, Plan | None]] = field(default_factory=dict)

    def recorded(self, nodes: Nodes, language: Language, render: Render) -> Plan | None:
        """Return a plan, by a request of these parts; None where there can be none."""
        self.questions.count = 0
        recording = Recording(nodes, self.places, self.questions)
        return recording.plan(render(self.blank, recording), language)


@frozen
class Shaped:
    """A request's parts, and what is known of its shape; None where it comes for the first time."""

    nodes: Nodes
    known: _Known | None

    def filled(self, operation: str, template: str, language: Language) -> Composed | None:
        """Return what a template writes in a language for an operation; None where no plan knows it."""
        _, plan = self.known.plans.get((operation, template, id(language)), _NOTHING) if self.known else _NOTHING
        try:
            return plan.filled(self.nodes) if plan else None
        except Exception:  # noqa: BLE001 - what is wrong with a value is told where the template is rendered
            return None

    def learn(self, operation: str, template: str, language: Language, *, code: Composed, render: Render) -> None:
        """Make a plan of a template, where there can be one and none was tried to be made before.

        :param code: what the template wrote for this request; a plan that says anything else is none.
        :param render: renders the template.
        :raises TookTooLongError: when that is not done in its time. There is no plan then, and none is made again.
        """
        key = (operation, template, id(language))
        if self.known is None or key in self.known.plans:
            return
        self.known.plans[key] = language, None
        try:
            plan = self.known.recorded(self.nodes, language, render)
            made = plan.filled(self.nodes) if plan else None
        except TookTooLongError:
            raise
        except Exception:  # noqa: BLE001 - stand-ins cannot do what the template does with values
            return
        if made is not None and made == code and made.values == code.values:
            self.known.plans[key] = language, plan


class Plans:
    """What is known of the shapes of requests: of those that came last, in this order."""

    def __init__(self) -> None:
        """Begin without any."""
        self._known: dict[Key, _Known | None] = {}

    def of(self, request: Request) -> Shaped:
        """Return a request with what is known of its shape."""
        key, nodes = shape_of(request)
        came = key in self._known
        known = self._known.pop(key, None)
        if came and known is None:
            known = _met_again(request, key)
        self._known[key] = known
        if len(self._known) > _MOST_SHAPES:
            del self._known[next(iter(self._known))]
        return Shaped(nodes, known)


def _met_again(request: Request, key: Key) -> _Known | None:
    questions = Questions()
    blank = blank_of(request, questions)
    again, nodes = shape_of(blank)
    places = {id(node): place for place, node in enumerate(nodes)}
    return _Known(blank, questions, places) if again == key else None
