"""Plain values: all that a template ever sees, and how each of them is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from .errors import TemplateError

Plain: TypeAlias = "bool | int | float | str | Sequence[Plain] | Mapping[str, Plain] | None"

LONGEST = 1 << 20  # characters: of a value, and of all that one message shows
LARGEST = 10**18

# C0 but tab and newline, DEL, C1 with NEL, line and paragraph separators, bidirectional controls,
# halves of surrogate pairs.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BREAKS = re.compile("[\\s\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def shown(value: object) -> str:
    """The text of a single value; nothing for an absent one, never the insides of a record."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dict):
        raise TemplateError(f"a whole record cannot be shown, choose one of: {_names(value)}")
    raise TemplateError("a whole list cannot be shown: repeat over it, or use `| join(', ')`")


def one_line(text: str) -> str:
    """The text without controls and line breaks: fit for a header."""
    if text.isprintable():
        return text
    return _BREAKS.sub(_space, text).strip()


def without_controls(text: str) -> str:
    """The text without the characters that only confuse a reader; tabs and newlines stay."""
    if text.isprintable():
        return text
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _space(match: re.Match[str]) -> str:
    """Keeps a lone no-break space, which is no line break."""
    return match[0] if match[0] in "\u00a0\u202f" else " "


def _names(record: dict[str, object]) -> str:
    return ", ".join(f"`{name}`" for name in record) or "nothing"
