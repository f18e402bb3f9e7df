"""The page around a body, and the preheader that mail programs show beside the subject."""

from __future__ import annotations

import re
from importlib.resources import files

from .outlets import mark

_PAGE = re.compile(r"<html[\s>]", re.IGNORECASE)
_BODY = re.compile(r"<body[^>]*>", re.IGNORECASE)
_PREHEADER = '<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">{preheader}</div>'


# The page for bodies that bring none; read at once, so that rendering itself opens no file.
FRAME = files(__name__.rpartition(".")[0]).joinpath("frame.html").read_text("utf-8")


def framed(body: str, *, subject: int, preheader: int) -> str:
    """The whole page, with marks for the two texts that stand outside the body."""
    hidden = _PREHEADER.replace("{preheader}", mark(preheader))
    if _PAGE.search(body):
        start = _BODY.search(body)
        place = start.end() if start else 0
        return body[:place] + hidden + body[place:]
    page = FRAME.replace("{subject}", mark(subject)).replace("{preheader}", hidden)
    return page.replace("{body}", body.strip())
