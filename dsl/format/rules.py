"""The rule of the formatter (J150): it never changes what a file says."""

from __future__ import annotations

from ..diagnostics import Rule

UNFAITHFUL = Rule(
    "J150",
    "unfaithful-format",
    "The formatter reads what it has written and compares it with the file. When the two do not "
    "say the same, the file is left as it is: the mistake is Jalon's, not yours.",
)
RULES = (UNFAITHFUL,)
