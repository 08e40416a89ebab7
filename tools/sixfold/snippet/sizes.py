"""How large a result a template's operators and methods of texts may have: known from what they are given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

_LONGEST_PRODUCT = 1_000_000
"""How many items or characters a repetition like ``"x" * n`` may make; Jinja itself bounds ``range``."""

_FORMAT = re.compile(r"%(?:\([^)]*\))?[-+ #0]*(\d+|\*)?(?:\.(\d+|\*))?")
"""A conversion of a format: its width, and its precision."""
_MOST_DIGITS = 9
WIDENING = frozenset(("center", "expandtabs", "ljust", "rjust", "zfill"))
"""Methods of a text that are told how long it is to become."""

_MOST_BITS = 4096
"""How large a power may become."""


def _bound_power(left: object, right: object) -> None:
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() * max(right, 0) > _MOST_BITS:
        raise OverflowError("the power is too large")


def _bound_product(left: object, right: object) -> None:
    for counted, times in ((left, right), (right, left)):
        if isinstance(times, int) and isinstance(counted, Sequence) and len(counted) * times > _LONGEST_PRODUCT:
            raise OverflowError(f"the repetition is too long; expected at most {_LONGEST_PRODUCT}")
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > _MOST_BITS:
        raise OverflowError("the product is too large")


def _bound_sum(left: object, right: object) -> None:
    if isinstance(left, Sequence) and isinstance(right, Sequence) and len(left) + len(right) > _LONGEST_PRODUCT:
        raise OverflowError(f"the sum is too long; expected at most {_LONGEST_PRODUCT}")


def _bound_format(left: object, right: object) -> None:
    if not isinstance(left, (str, bytes)):
        return
    found = _FORMAT.findall(str(left))
    refuse_widths(int(digits[:_MOST_DIGITS]) for pair in found for digits in pair if digits.isdecimal())
    if any("*" in pair for pair in found):
        refuse_widths(right if isinstance(right, tuple) else (right,))


def refuse_widths(widths: Iterable[object]) -> None:
    """Refuse to make a text as long as one of these numbers says.

    :raises OverflowError: where one of them is too large.
    """
    if any(isinstance(width, int) and width > _LONGEST_PRODUCT for width in widths):
        raise OverflowError(f"the width is too large; expected at most {_LONGEST_PRODUCT}")


BOUNDS: Mapping[str, Callable[[object, object], None]] = {
    "**": _bound_power,
    "*": _bound_product,
    "+": _bound_sum,
    "%": _bound_format,
}
"""Operator -> what refuses its operands where the result would be too large."""
