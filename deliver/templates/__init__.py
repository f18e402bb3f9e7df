"""Templates: what a marketer writes, checked once, and filled for one contact after the other.

A template can do nothing but read the values it is given: see `allowed.py` for the list of what
may be written and `docs/delivery.md` for the reasons.
"""

from .blocks import RECOMMENDED, Asked
from .errors import TemplateError
from .render import Rendered, Sources, Templates, prepare, render
from .values import Plain

__all__ = [
    "RECOMMENDED",
    "Asked",
    "Plain",
    "Rendered",
    "Sources",
    "TemplateError",
    "Templates",
    "prepare",
    "render",
]
