"""Numbers and texts compared."""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Callable, Iterable
from fractions import Fraction

Number = int | Fraction

COMPARE: dict[str, Callable[[Number, Number], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def number_passes(number: Number, compare: str, value: int, upto: int | None = None) -> bool:
    """A number compared with a value, or between two when there is an upper one."""
    if upto is not None:
        return COMPARE[">="](number, value) and COMPARE["<="](number, upto)
    return COMPARE[compare](number, value)


def folded(text: str) -> str:
    """The text as it is compared: composed, trimmed, without case."""
    composed = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", composed.strip().casefold())


def text_passes(text: str, test: str, values: Iterable[str]) -> bool:
    """A text against several values; the negative tests are against all of them."""
    match test:
        case "is_not":
            return not text_passes(text, "is", values)
        case "not_contains":
            return not text_passes(text, "contains", values)
        case "is":
            return any(folded(text) == value for value in values)
        case "contains":
            return any(value in folded(text) for value in values)
        case "starts":
            return any(folded(text).startswith(value) for value in values)
        case "ends":
            return any(folded(text).endswith(value) for value in values)
    raise ValueError(test)
