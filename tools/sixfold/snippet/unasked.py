"""Stand-ins for the values of a request: a template can lay them out, and whatever else it asks of one is noticed.

What a template makes of them hangs on no value, since it is given none. Every question raises an error; it is counted
too, since Jinja and its filters swallow some errors.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeGuard

from sixfold.value import ScalarValue


class AskedError(Exception):
    """Something was asked of a value that is not there."""

    def __init__(self, questions: Questions) -> None:
        """Count a question."""
        super().__init__("a value was asked for something else than to be written")
        self.questions = questions
        questions.count += 1

    def deferred(self, owner: object, name: str) -> Deferred:
        """Take the question back: what the attribute of an object is, is to be known once there are values."""
        self.questions.count -= 1
        return Deferred(owner, name, self.questions)


class Questions:
    """How much was asked of the values of one request, from which nothing has been deferred."""

    def __init__(self) -> None:
        """Begin without a question."""
        self.count = 0


class Blank(ScalarValue):
    """A value of which everything is known but the value."""

    def __init__(self, value: ScalarValue, questions: Questions) -> None:
        """Stand in for a value."""
        for name in ("kind", "variable", "type", "number"):
            object.__setattr__(self, name, getattr(value, name))
        object.__setattr__(self, "_questions", questions)

    def _ask(self, *_: object) -> NoReturn:
        questions: Questions = self.__dict__["_questions"]
        raise AskedError(questions)

    value = property(_ask)
    __eq__ = __hash__ = __repr__ = _ask


class Deferred:
    """An attribute of an object that hangs on values: a text, or anything else.

    Whatever Python asks of it is a question, its class too.
    """

    __slots__ = ("_name", "_owner", "_questions")

    def __init__(self, owner: object, name: str, questions: Questions) -> None:
        """Stand in for the attribute of a name."""
        object.__setattr__(self, "_owner", owner)
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_questions", questions)

    def _ask(self, *_: object) -> Any:  # noqa: ANN401 - of whatever type a method has to give; it never does
        raise AskedError(object.__getattribute__(self, "_questions"))

    __getattribute__ = __getattr__ = __setattr__ = __delattr__ = __dir__ = _ask
    __str__ = __repr__ = __format__ = __bytes__ = __hash__ = __bool__ = _ask
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _ask
    __len__ = __iter__ = __reversed__ = __contains__ = __getitem__ = __setitem__ = __delitem__ = _ask
    __int__ = __float__ = __complex__ = __index__ = __round__ = __trunc__ = __floor__ = __ceil__ = _ask
    __neg__ = __pos__ = __abs__ = __invert__ = _ask
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __rmod__ = _ask
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __pow__ = __rpow__ = _ask
    __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = __matmul__ = __rmatmul__ = _ask
    __divmod__ = __rdivmod__ = __lshift__ = __rlshift__ = __rshift__ = __rrshift__ = _ask
    __enter__ = __exit__ = __reduce__ = __reduce_ex__ = __sizeof__ = _ask


def is_deferred(value: object) -> TypeGuard[Deferred]:
    """Say whether a value is an attribute that is not known yet, without a question."""
    return type(value) is Deferred


def parts_of(deferred: Deferred) -> tuple[object, str]:
    """Return the object and the name of its attribute, without a question."""
    return object.__getattribute__(deferred, "_owner"), object.__getattribute__(deferred, "_name")
