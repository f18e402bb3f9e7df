"""Markdown, MJML and HTML bodies: each becomes HTML, with the marks of the values left in it."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import TemplateError
from .outlets import MARK

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_BARE = re.compile(rf"<({MARK.pattern})>")


@cache
def reader() -> MarkdownIt:
    """The one reader of Markdown; loaded when a body is first turned into a page."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def from_markdown(text: str) -> str:
    """HTML of Markdown (CommonMark, tables, strikethrough). `<{{ url }}>` becomes a link."""
    return str(reader().render(_BARE.sub(r"[\1](\1)", text)))


def from_mjml(text: str) -> str:
    """HTML of MJML, through the extra `mjml`."""
    try:
        engine: Any = import_module("mjml")  # an extra: by name, so that nothing else needs it
    except ImportError:
        raise TemplateError("MJML needs one more package: pip install 'jalon[mjml]'") from None
    try:
        return str(engine.mjml2html(text, disable_comments=False))
    except Exception as error:
        raise TemplateError(f"this is not MJML: {str(error)[:200]}") from None


def from_html(text: str) -> str:
    """HTML as it is."""
    return text
