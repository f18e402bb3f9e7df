"""Writing a message against a bare Jinja2 template of the same text."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment

from jalon.deliver.templates import Plain, Sources, prepare, render

from .measure import in_turn, table

MAILS = 3_000
BODY = """Hello {{ contact.first_name or "there" }},

you left something behind:

{% for line in cart.lines %}
- {{ line.quantity }} × **{{ line.name }}**
{% endfor %}

[Back to your cart]({{ cart.url }})
"""
VALUES: dict[str, Plain] = {
    "contact": {"first_name": "Ana", "email": "ana@x.example"},
    "cart": {
        "url": "https://x.example/cart/1",
        "lines": [{"quantity": 1, "name": "Boot"}, {"quantity": 2, "name": "Sock"}],
    },
}


def main() -> None:
    """Prints mails per second, both ways."""
    ours, theirs, ratio = in_turn(sandboxed(), bare())
    rows = [
        ("sandboxed, Markdown to HTML and text", f"{MAILS / ours:,.0f}", f"{ratio:.1f}"),
        ("bare Jinja2, text only", f"{MAILS / theirs:,.0f}", "1.0"),
    ]
    table(f"rendering {MAILS:,} letters", [("way", "letters/s", "÷ bare"), *rows])


def sandboxed() -> Callable[[], None]:
    """Renders as delivery does."""
    templates = prepare(Sources(BODY, "markdown", subject="{{ contact.first_name }}"))

    def run() -> None:
        for _ in range(MAILS):
            render(templates, VALUES)

    return run


def bare() -> Callable[[], None]:
    """Renders the body alone."""
    template = Environment(autoescape=True).from_string(BODY)

    def run() -> None:
        for _ in range(MAILS):
            template.render(VALUES)

    return run
