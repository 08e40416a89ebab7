"""A template x the shape of a request -> a plan: what it writes for whatever values, as far as that hangs on none.

A plan is recorded while the template lays out stand-ins (`unasked`). What it may learn of values is how wide they are
as they are written, by asking whether a text fits: each answer is a condition, and a layout stands for all values that
give the same answers. So a plan is made of what the template did, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum

from sixfold.frozen import frozen
from sixfold.language import Language
from sixfold.marks import Composed
from sixfold.snippet.laid_out import Form, LaidOutValues
from sixfold.snippet.shape import Nodes
from sixfold.snippet.unasked import AskedError, Questions, is_deferred, parts_of

Source = tuple[object, ...]
"""Where what is written in a slot comes from: a part of the request, or what is made of such parts, as plain data."""
Slot = tuple[Source, Form]

_MOST_LAYOUTS = 16
"""How many layouts of one plan are kept: each is another choice of where lines break."""
_FIXED = (str, bytes, int, float, type(None), Enum)


@frozen
class Layout:
    """A text with places for slots, and when it is the right one.

    ``conditions`` are slots, with the least and the most that these may take together; ``texts`` stand around the
    slots of ``places``, one more than there are places.
    """

    conditions: tuple[tuple[tuple[int, ...], float, float], ...]
    texts: tuple[Composed, ...]
    places: tuple[int, ...]

    def holds(self, widths: Sequence[int]) -> bool:
        """Say whether it is the layout for values of these widths, by slot."""
        for slots, least, most in self.conditions:
            width = widths[slots[0]] if len(slots) == 1 else sum([widths[slot] for slot in slots])
            if not least <= width <= most:
                return False
        return True

    def filled(self, written: Sequence[Composed]) -> Composed:
        """Return the text with what is written in each slot."""
        parts = [self.texts[0]]
        for place, text in zip(self.places, self.texts[1:], strict=True):
            parts += (written[place], text)
        return Composed.joined(parts)


class Plan:
    """What a template writes in one language for requests of one shape."""

    def __init__(self, slots: Sequence[Slot], language: Language) -> None:
        """Begin without a layout."""
        self.slots = tuple(slots)
        self.layouts: list[Layout] = []
        self._language = language
        self._written = [(_getter(source), form) for source, form in slots]

    def filled(self, nodes: Nodes) -> Composed | None:
        """Return the text for a request's parts; None where no layout is known for what they take.

        :raises Exception: whatever writing a value raises.
        """
        language = self._language
        written = [form(get(nodes), language) for get, form in self._written]
        widths = list(map(len, written))
        for layout in self.layouts:
            if layout.holds(widths):
                return layout.filled(written)
        return None

    def add(self, layout: Layout) -> None:
        """Add a layout, in the place of the oldest where there are many."""
        self.layouts = [layout, *self.layouts][:_MOST_LAYOUTS]


class Recording(LaidOutValues):
    """The values of one rendering of stand-ins, and what becomes of them.

    ``nodes`` are the parts of the request that is rendered, ``places`` those of the stand-ins' request by their ids.
    """

    def __init__(self, nodes: Nodes, places: Mapping[int, int], questions: Questions) -> None:
        """Begin without values."""
        super().__init__()
        self._nodes = nodes
        self._places = places
        self._questions = questions
        self._numbers: dict[Slot, int] = {}
        self._slots: dict[str, int] = {}
        self._conditions: dict[tuple[int, ...], tuple[float, float]] = {}

    def write(self, form: Form, value: object, language: Language) -> str:
        """Write a value as it is in the request, and know its slot, where it is one of those that change."""
        before = self._questions.count
        if not is_deferred(value):
            try:
                return self.keep(form(value, language))
            except AskedError:
                self._questions.count = before
        source = self._source(value)
        placeholder = self.keep(form(_getter(source)(self._nodes), language))
        self._slots[placeholder] = self._numbers.setdefault((source, form), len(self._numbers))
        return placeholder

    def fits(self, text: str, room: int) -> bool:
        """Say whether a text fits, and note what the answer says of the slots in it."""
        fits = super().fits(text, room)
        found = [placeholder for placeholder in self.held(text) if placeholder in self._slots]
        if found:
            slots = tuple(sorted(self._slots[placeholder] for placeholder in found))
            left = room - self.width(text) + sum(len(self._texts[placeholder]) for placeholder in found)
            least, most = self._conditions.get(slots, (0, float("inf")))
            self._conditions[slots] = (least, min(most, left)) if fits else (max(least, left + 1), most)
        return fits

    def shown(self, text: str) -> str:
        """Return a text with its values, in which no slot may stand.

        :raises AskedError: where one stands in it.
        """
        if not self._slots.keys().isdisjoint(self.held(text)):
            raise AskedError(self._questions)
        return super().shown(text)

    def same(self, one: object, other: object) -> bool:  # noqa: ARG002 - whatever they are
        """Refuse to say whether two things are one: stand-ins are not where values are.

        :raises AskedError: always.
        """
        raise AskedError(self._questions)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots, in the order in which they were written first."""
        return tuple(self._numbers)

    def layout(self, text: str) -> Layout | None:
        """Return the layout of a text that has been laid out; None where a value was asked for something else.

        :raises ValueError: when something has cut or changed a placeholder.
        """
        if self._questions.count:
            return None
        texts: list[list[str]] = [[]]
        places = []
        for number, part in enumerate(self.parts(text)):
            if number % 2 and part in self._slots:
                places.append(self._slots[part])
                texts.append([])
            else:
                texts[-1].append(self._value(part) if number % 2 else part)
        conditions = tuple((slots, *bounds) for slots, bounds in self._conditions.items())
        return Layout(conditions, tuple(map(Composed.joined, texts)), tuple(places))

    def _source(self, value: object) -> Source:
        """Return where a value comes from, down to the parts of the request.

        :raises AskedError: where that cannot be said.
        """
        if (place := self._places.get(id(value))) is not None:
            return "part", place
        if is_deferred(value):
            owner, name = parts_of(value)
            return "attribute", self._source(owner), name
        kind = type(value)
        if is_dataclass(kind):
            return "made", kind, tuple(self._source(getattr(value, field.name)) for field in fields(kind))
        if issubclass(kind, _FIXED):
            return "fixed", value
        raise AskedError(self._questions)


def _getter(source: Source) -> Callable[[Nodes], object]:
    """Return what takes from a request's parts, or makes of them, what a source says."""
    match source:
        case ("part", int() as place):
            return lambda nodes: nodes[place]
        case ("attribute", tuple() as owner, str() as name):
            get = _getter(owner)
            return lambda nodes: getattr(get(nodes), name)
        case ("made", type() as kind, tuple() as inner):
            gets = [_getter(one) for one in inner]
            return lambda nodes: kind(*[get(nodes) for get in gets])
    return lambda _: source[1]
