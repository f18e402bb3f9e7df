"""Rendering in one line, for tests: a source and the values it is given."""

from __future__ import annotations

from jalon.deliver.templates import Plain, Rendered, Sources, TemplateError, prepare, render

CONTACT: dict[str, Plain] = {
    "email": "ana@x.example",
    "first_name": "Ana",
    "last_name": None,
    "language": "en",
    "size": 42.5,
}
LINES: list[Plain] = [
    {
        "name": "Trail Shoe",
        "quantity": 2,
        "price": 129.5,
        "total": 259,
        "currency": "EUR",
        "url": "https://t/1",
    },
    {"name": "Socks", "quantity": 1, "price": 9, "total": 9, "currency": "EUR", "url": None},
]
CART: dict[str, Plain] = {
    "url": "https://t/c/1?a=1&b=2",
    "total": 268.0,
    "currency": "EUR",
    "lines": LINES,
}
DATA: dict[str, Plain] = {
    "contact": CONTACT,
    "cart": CART,
    "audience": {"currency": "EUR"},
    "unsubscribe_url": "https://t/u/1",
}


def rendered(body: str, format: str = "text", /, **more: Plain) -> Rendered:
    """The message made from one body."""
    return render(prepare(Sources(body, format)), {**DATA, **more})


def text(body: str, /, **more: Plain) -> str:
    """The plain text made from one body."""
    return rendered(body, **more).text


def page(body: str, format: str = "markdown", /, **more: Plain) -> str:
    """What stands inside the page made from one body."""
    html = rendered(body, format, **more).html or ""
    start = html.find('<div class="message">')
    return html[start + 22 : html.rfind("</div>")].strip() if start >= 0 else html


def failure(body: str, format: str = "text", /, **more: Plain) -> str:
    """What is said about a body that cannot be filled."""
    try:
        found = rendered(body, format, **more)
    except TemplateError as error:
        return str(error)
    raise AssertionError(f"this was rendered: {found.text!r}")
