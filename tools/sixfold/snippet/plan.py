"""A template x the shape of a request -> a plan: what it writes for whatever values, since that hangs on none.

A plan is recorded while the template lays out stand-ins (`unasked`): nothing in it is guessed. What hangs on values is
where lines break, by how wide they are as they are written. This is laid out region by region: each answer to whether a
line fits is a condition, and a layout of a region stands for all values that give the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum

from sixfold.language import Language
from sixfold.marks import Composed
from sixfold.snippet.laid_out import Form, LaidOutValues
from sixfold.snippet.layout import is_open, lay_out, regions
from sixfold.snippet.shape import Nodes
from sixfold.snippet.unasked import AskedError, Questions, is_deferred, parts_of

Source = tuple[object, ...]
"""Where what is written in a slot comes from: a part of the request, or what is made of such parts, as plain data."""
Slot = tuple[Source, Form]

Conditions = tuple[tuple[tuple[int, ...], float, float], ...]

_MOST_LAYOUTS = 8
"""How many layouts of one region are kept: each is another choice of where its lines break."""
_FIXED = (str, bytes, int, float, type(None), Enum)


class Recording(LaidOutValues):
    """The values of one rendering of stand-ins: which of them are slots, and where each comes from.

    ``nodes`` are the parts of a request, ``places`` those of the stand-ins' request by their ids.
    """

    def __init__(self, nodes: Nodes, places: Mapping[int, int], questions: Questions) -> None:
        """Begin without values."""
        super().__init__()
        self._nodes = nodes
        self._places = places
        self._questions = questions
        self._numbers: dict[Slot, int] = {}
        self.slots: dict[str, int] = {}
        """The number of each placeholder that stands for a slot."""

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
        self.slots[placeholder] = self._numbers.setdefault((source, form), len(self._numbers))
        return placeholder

    def same(self, one: object, other: object) -> bool:  # noqa: ARG002 - whatever they are
        """Refuse to say whether two things are one: stand-ins are not where values are.

        :raises AskedError: always.
        """
        raise AskedError(self._questions)

    def plan(self, text: str, language: Language) -> Plan | None:
        """Return the plan by what was rendered; None where a value was asked for something else than to be written.

        :raises ValueError: when something has cut or changed a placeholder.
        """
        if self._questions.count:
            return None
        parts: list[str] = []
        for part in regions(text):
            is_settled = not (is_open(part) and self.slots.keys() & set(self.held(part)))
            made = lay_out(part, language.line_length, self) if is_settled else part
            if parts and is_settled and not is_open(parts[-1]):
                parts[-1] += made
            else:
                parts.append(made)
        return Plan(tuple(self._numbers), [_Region(part, self, language.line_length) for part in parts], language)

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


class Plan:
    """What a template writes in one language for requests of one shape."""

    def __init__(self, slots: Sequence[Slot], regions: Sequence[_Region], language: Language) -> None:
        """Keep what is written, and the regions in which it stands."""
        self._language = language
        self._written = [(_getter(source), form) for source, form in slots]
        self._regions = regions

    def filled(self, nodes: Nodes) -> Composed:
        """Return the text for a request's parts.

        :raises Exception: whatever writing a value raises.
        """
        language = self._language
        written = [form(get(nodes), language) for get, form in self._written]
        widths = list(map(len, written))
        texts: list[str] = []
        for region in self._regions:
            for text, slot in region.pieces(written, widths):
                texts.append(text)
                if slot is not None:
                    texts.append(written[slot])
        return Composed.joined(texts)


Pieces = tuple[tuple[Composed, int | None], ...]
"""Texts, each with the slot behind it; behind the last there is none."""


class _Region:
    """Some lines of what a template rendered, with the layouts of them that are known.

    A layout has conditions: slots, with the least and the most that these may take together.
    """

    def __init__(self, text: str, recording: Recording, longest: int) -> None:
        """Take lines in which placeholders stand."""
        held = recording.held(text)
        self._text = text
        self._slots = {found: recording.slots[found] for found in held if found in recording.slots}
        self._fixed = recording.of(set(held) - self._slots.keys())
        self._longest = longest
        self._layouts: tuple[tuple[Conditions, Pieces], ...] = ()
        if not is_open(text):
            self._layouts = (((), self._pieces(recording.parts(text))),)

    def pieces(self, written: Sequence[Composed], widths: Sequence[int]) -> Pieces:
        """Return the texts of the region in the layout for what is written in the slots, of these widths."""
        for conditions, pieces in self._layouts:
            for slots, least, most in conditions:
                width = widths[slots[0]] if len(slots) == 1 else sum([widths[slot] for slot in slots])
                if not least <= width <= most:
                    break
            else:
                return pieces
        values = _Measured(self._fixed | {found: written[slot] for found, slot in self._slots.items()}, self._slots)
        pieces = self._pieces(values.parts(lay_out(self._text, self._longest, values)))
        conditions = tuple((slots, *bounds) for slots, bounds in values.conditions.items())
        self._layouts = ((conditions, pieces), *self._layouts)[:_MOST_LAYOUTS]
        return pieces

    def _pieces(self, parts: Iterable[str]) -> Pieces:
        pieces: list[tuple[Composed, int | None]] = []
        texts: list[str] = []
        for part in parts:
            if part in self._slots:
                pieces.append((Composed.joined(texts), self._slots[part]))
                texts = []
            else:
                texts.append(self._fixed.get(part, part))
        return (*pieces, (Composed.joined(texts), None))


class _Measured(LaidOutValues):
    """Values that note what is said of how wide those in slots are."""

    def __init__(self, texts: Mapping[str, Composed], slots: Mapping[str, int]) -> None:
        """Take the texts for which placeholders stand, and the numbers of those that are slots."""
        super().__init__(texts)
        self._slots = slots
        self.conditions: dict[tuple[int, ...], tuple[float, float]] = {}

    def fits(self, text: str, room: int) -> bool:
        """Say whether a text fits, and note what the answer says of the slots in it."""
        fits = super().fits(text, room)
        found = [placeholder for placeholder in self.held(text) if placeholder in self._slots]
        if found:
            slots = tuple(sorted(self._slots[placeholder] for placeholder in found))
            left = room - self.width(text) + sum(len(self._texts[placeholder]) for placeholder in found)
            least, most = self.conditions.get(slots, (0, float("inf")))
            self.conditions[slots] = (least, min(most, left)) if fits else (max(least, left + 1), most)
        return fits

    def shown(self, text: str) -> str:
        """Return a text with its values, in which no slot may stand.

        :raises ValueError: where one stands in it.
        """
        if not self._slots.keys().isdisjoint(self.held(text)):
            raise ValueError("more hangs on a value than whether it fits")
        return super().shown(text)


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
