"""The check of templates, lent to the compiler: it is loaded when there is a template to read."""

from __future__ import annotations

from collections.abc import Iterable

from ..compiler.ir.templates import Mistake, Surroundings


def check_template(text: str, around: Surroundings) -> Iterable[Mistake]:
    """What is wrong in one template."""
    from ..deliver.templates.checking import mistakes

    return mistakes(text, around)
