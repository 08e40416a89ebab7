"""The environment that templates run in. They are a stranger's code: they lay out what they are given, and no more.

Built upon Jinja's sandbox. Of the tool's own objects a template sees what `sixfold.vocabulary` offers, and of others
data alone. What is not there is told together with what is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import StrictUndefined, Undefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import missing

from sixfold.language import Language
from sixfold.names import did_you_mean, listing
from sixfold.places import FACTS, TEMPLATES
from sixfold.snippet.compiled import COMPILED
from sixfold.snippet.loader import TemplateLoader
from sixfold.snippet.sizes import BOUNDS, WIDENING, refuse_widths
from sixfold.snippet.unasked import AskedError
from sixfold.snippet.vocabulary import attributes_of, is_data_of, offered

_UNNEEDED_GLOBALS = ("cycler", "dict", "joiner", "lipsum")
_UNNEEDED_FILTERS = ("random",)
_MOST_COUNTED = 1_000_000
"""How many items the ranges of one rendering may have together."""

_MOST_WRAPPED = 1024
"""How many texts are kept as they were wrapped."""

_MOST_SHOWN = 40
_OF_MAPPINGS = frozenset(dir(dict))
_DATA = (str, bytes, int, float, bool, type(None), list, tuple, dict, set, frozenset, range, Mapping)


class Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with a finer idea of what is safe, and with messages that help.

    ``given`` is what the template that is being rendered gets, by name.
    """

    given: Mapping[str, object]

    intercepted_binops = frozenset(("**", "*", "+", "%"))

    def __init__(self, root: Path) -> None:
        """Open ``templates/`` of the project at ``root``."""
        # Autoescaping is HTML's; here the `literal` filter escapes, by the rules of each language.
        super().__init__(
            loader=TemplateLoader(root / TEMPLATES),
            undefined=_explained(self),
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.do"],
            bytecode_cache=COMPILED,
        )
        self._safe: dict[tuple[type, str], bool] = {}
        self._offered: set[tuple[type, str]] = set()
        self._asked: set[tuple[type, str]] = set()
        for name in _UNNEEDED_GLOBALS:
            del self.globals[name]
        for name in _UNNEEDED_FILTERS:
            del self.filters[name]
        self.globals["range"] = self._range
        # What a variable means stands in every language and operation that has it.
        wordwrap = lru_cache(_MOST_WRAPPED)(partial(self.filters["wordwrap"], self))
        self.filters.update(indent=_indent, trim=_trim, wordwrap=wordwrap)
        self.begin({})

    def begin(self, given: Mapping[str, object]) -> None:
        """Begin a rendering that gets these objects by name."""
        self.given = given
        self._counted = 0

    def _range(self, *bounds: int) -> range:
        """Return a range; those of one rendering together are bounded, so that loops inside loops come to an end."""
        found = safe_range(*bounds)
        self._counted += len(found)
        if self._counted > _MOST_COUNTED:
            raise OverflowError(f"too many ranges; expected at most {_MOST_COUNTED} items in one rendering")
        return found

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - a template asks of anything
        """Say whether a template may see an attribute: Jinja's rules and ours ask for the object's class alone."""
        key = type(obj), attr
        if key not in self._safe:
            self._safe[key] = super().is_safe_attribute(obj, attr, value) and _may_see(obj, attr)
        return self._safe[key]

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - see above
        """Give what a template asks of an object: data that are known to be offered without asking once more."""
        key = type(obj), attribute
        try:
            if key in self._offered:
                return getattr(obj, attribute)
            if key[0] is dict and attribute in obj and attribute not in _OF_MAPPINGS:
                return obj[attribute]
            if key not in self._asked:
                (self._offered if is_data_of(*key) else self._asked).add(key)
            return super().getattr(obj, attribute)
        except AskedError as error:
            if not is_data_of(*key):
                raise
            return error.deferred(obj, attribute)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:  # noqa: ANN401 - see above
        """Explain an attribute that is there, though not for templates."""
        said = f"access to attribute {attribute!r} of {type(obj).__name__!r} object is unsafe"
        return self.undefined(f"{said}{_names_of(obj, attribute)}", obj, attribute, SecurityError)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - see above
        """Call what a template calls; a method of a text within bounds.

        :raises OverflowError: where the result would be too long.
        """
        if type(obj) is Macro:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            lacking = len(obj.arguments) - len(args)
            if _is_plain(obj) and lacking >= 0 and not kwargs and not context.eval_ctx.autoescape:
                # What Jinja does beside is find out which argument is which.
                return obj._func(*args, *[missing] * lacking)  # noqa: SLF001
            return obj(context.eval_ctx, *args, **kwargs)
        if isinstance(getattr(obj, "__self__", None), (str, bytes)) and obj.__name__ in WIDENING:
            refuse_widths((*args, *kwargs.values()))
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - see above
        """Add, multiply, raise to a power, or format, within bounds.

        :raises OverflowError: where the result would be too large.
        """
        if operator in BOUNDS:
            BOUNDS[operator](left, right)
        return super().call_binop(context, operator, left, right)


def _is_plain(macro: Macro) -> bool:
    """Say whether a macro takes its own parameters and nothing else."""
    return not (macro.caller or macro.catch_kwargs or macro.catch_varargs)


def _may_see(obj: object, attribute: str) -> bool:
    own = attributes_of(obj)
    if own is not None:
        return attribute in own or (isinstance(obj, str) and hasattr(str, attribute))
    # An enum of another library, a descriptor's container, a function: data has no need of them.
    return (isinstance(obj, _DATA) and not isinstance(obj, Enum)) or type(obj).__module__.partition(".")[0] == "jinja2"


def _explained(environment: Environment) -> type[StrictUndefined]:
    """Return Jinja's strict idea of what is undefined, which says what there is instead."""

    class Explained(StrictUndefined):
        """What a template asked for and is not there."""

        __slots__ = ()
        owner: ClassVar[Environment] = environment

        @property
        def _undefined_message(self) -> str:
            if self._undefined_hint:
                return str(self._undefined_hint)
            if self._undefined_obj is missing:
                return no_name(str(self._undefined_name), self.owner.given)
            return no_attribute(self.owner.given, self._undefined_obj, self._undefined_name)

    return Explained


def no_name(wrong: str, names: Iterable[str]) -> str:
    """Say that a template is not given something under a name, and what it is given."""
    return f"'{wrong}' is undefined{_choice(wrong, names)}"


def no_attribute(given: Mapping[str, object], obj: object, name: object) -> str:
    """Say that an object has no such attribute or element, and which it has."""
    if isinstance(obj, Mapping):
        return _no_key(given, obj, name)
    if not isinstance(name, str):
        return f"{type(obj).__name__!r} object has no element {name!r}"
    return f"{type(obj).__name__!r} object has no attribute {name!r}{_names_of(obj, name)}"


def no_attribute_of(kind: type, name: str) -> str:
    """Say that the objects of a class have no such attribute, and which they have."""
    return f"{kind.__name__!r} object has no attribute {name!r}{_choice(name, offered(kind))}"


def _no_key(given: Mapping[str, object], obj: Mapping[object, object], name: object) -> str:
    keys = [str(key) for key in obj]
    language = given.get("language")
    if isinstance(language, Language):
        for key in ("packages", "types"):
            if getattr(language, key) is obj:
                file = f"{TEMPLATES}/{language.name}/{FACTS}"
                return f"'{key}' of {file} has no '{name}'{_choice(str(name), keys)}; add it there"
    return f"a mapping has no key '{name}'{_choice(str(name), keys)}"


def _names_of(obj: object, wrong: str) -> str:
    own = attributes_of(obj)
    return "" if own is None else _choice(wrong, own)


def _choice(wrong: str, names: Iterable[str]) -> str:
    found = sorted(name or "''" for name in names)
    shown = ", ".join(found) if len(found) <= _MOST_SHOWN else listing(found)
    return f"{did_you_mean(wrong, found)} (names: {shown or 'none'})"


def _trim(value: object, chars: str | None = None) -> str:
    """Take characters away from the ends of a text, as Jinja's filter of the name."""
    return (value if isinstance(value, str) else str(value)).strip(chars)


def _indent(text: str, width: int | str = 4, first: bool = False, blank: bool = False) -> str:  # noqa: FBT001, FBT002 - Jinja's
    """Indent every line after the first, as Jinja's filter of the name; only a line feed ends a line here."""
    indentation = width if isinstance(width, str) else " " * width
    head, *rest = str(text).split("\n")
    lines = [head, *(indentation + line if line or blank else line for line in rest)]
    return (indentation if first else "") + "\n".join(lines)
