"""The pages themselves: a sentence and at most one button, with nothing from elsewhere in them."""

from __future__ import annotations

from typing import Final, Literal

from .answer import Answer, Page

Kind = Literal["unsubscribe", "confirm"]
HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Robots-Tag": "noindex",
}
"""What a server sends with them: the token in the address goes nowhere else. T32"""
SENTENCES: Final[dict[Kind, dict[Page, str]]] = {
    "unsubscribe": {
        "ask": "Do you want no more marketing e-mails from us?",
        "done": "You get no more marketing e-mails from us.",
    },
    "confirm": {
        "ask": "Do you want to get e-mails from us?",
        "done": "Thank you: your address is confirmed.",
        "expired": "This link is no longer good. Please sign up again.",
    },
}
BUTTONS: Final[dict[Kind, tuple[str, str, str]]] = {
    "unsubscribe": ("List-Unsubscribe", "One-Click", "Unsubscribe"),
    "confirm": ("confirm", "yes", "Confirm"),
}
LOST: Final = "There is nothing at this address."
FORM: Final = (
    '<form method="post"><input type="hidden" name="{}" value="{}"><button>{}</button></form>'
)


def html(answer: Answer, kind: Kind) -> str:
    """A page as HTML; the form goes to the address it came from."""
    sentence = SENTENCES[kind].get(answer.page, LOST)
    form = FORM.format(*BUTTONS[kind]) if answer.page == "ask" else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>E-mails</title></head>'
        f"<body><main><p>{sentence}</p>{form}</main></body></html>"
    )
