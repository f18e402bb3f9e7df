"""How templates are written: line breaks around tags, and what is said when one is unreadable."""

from __future__ import annotations

import re
from collections.abc import Callable

# A line of tags alone leaves no line behind; a line that has text in it keeps its end.
_TAGS_ALONE = re.compile(r"\s*(?:\{(?P<mark>[%#])(?:(?!(?P=mark)\}).)*(?P=mark)\}\s*)+")
_LAST_TAG = re.compile(r"(?<![-+])(?=[%#]\}[ \t]*$)")

UNREADABLE = "this cannot be read as a template"
_SAYINGS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (
        r"needs to be closed is '(\w+)'",
        lambda m: f"`{m[1]}` is not closed: add `{{% end{m[1]} %}}`",
    ),
    (r"[Uu]nknown tag '(\w+)'", lambda m: f"`{{% {m[1]} %}}` does not fit here"),
    (r"expected token 'end of .*', got '='$", lambda m: "what is equal is asked with `==`"),
    (
        r"expected token 'end of print statement', got '(.*)'",
        lambda m: f"`{m[1]}` does not fit here",
    ),
    (
        r"expected token 'end of statement block', got '(.*)'",
        lambda m: f"`{m[1]}` does not fit here",
    ),
    (r"unexpected '(.)'", lambda m: f"`{m[1]}` does not fit here"),
    (r"unexpected char '(.)'", lambda m: f"`{m[1]}` does not fit here"),
    (r"Expected an expression", lambda m: "`{{ }}` is empty: write the name of a value in it"),
    (r"[Mm]issing end of comment", lambda m: "`{#` is not closed: add `#}`"),
    (r"[Uu]nexpected end of template", lambda m: "`{{` or `{%` is not closed"),
)


def with_line_ends(source: str) -> str:
    """The source as Jinja must see it to keep the line breaks after tags that follow a text.

    Jinja drops the break after every tag, or after none. `+%}` keeps one.
    """
    return "\n".join(
        line if _TAGS_ALONE.fullmatch(line) else _LAST_TAG.sub("+", line)
        for line in source.replace("\r\n", "\n").split("\n")
    )


def explained(saying: str | None) -> str:
    """The sentence for a saying of Jinja's."""
    for pattern, words in _SAYINGS:
        if found := re.search(pattern, saying or ""):
            return words(found)
    return UNREADABLE
