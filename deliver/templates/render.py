"""Rendering: the templates of a message and one contact's data in, finished texts out.

`render` reads no clock, file or store and its input and output are plain, so that it can run in
a process of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Template

from .blocks import RECOMMENDED, Asked
from .errors import TemplateError
from .markdown import reader
from .outlets import MARK, Beside, Inline, one_liner
from .sandbox import OUTLET, Outlet, read, run
from .shapes import BODIES, Shape, Shapes
from .values import Plain


@dataclass(frozen=True, slots=True)
class Sources:
    """The templates of one message as text; a text message has neither subject nor preheader."""

    body: str
    format: str = "text"
    subject: str = ""
    preheader: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One compiled template, the dotted spelling of its names, and what it wants recommended."""

    template: Template
    spelled: dict[str, str]
    asked: tuple[Asked, ...] = ()

    def filled(self, data: dict[str, Plain], outlet: Outlet) -> str:
        """The text; raises `TemplateError`."""
        return run(self.template, {RECOMMENDED: {}, **data, OUTLET: outlet}, self.spelled)


@dataclass(frozen=True, slots=True)
class Templates:
    """The compiled templates of one message; `shapes` is absent when it is plain text."""

    subject: Part
    preheader: Part
    body: Part
    shapes: Shapes | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message for one contact; `html` is absent when it is plain text."""

    subject: str
    text: str
    html: str | None = None


def prepare(sources: Sources) -> Templates:
    """Checks and compiles the templates of a message. Raises `TemplateError`."""
    make = BODIES.get(sources.format)
    if sources.format == "markdown":
        reader()  # loaded now, so that rendering itself imports nothing
    return Templates(
        part("subject", sources.subject),
        part("preheader", sources.preheader),
        part("body", sources.body, sources.format),
        Shapes(make) if make else None,
    )


def part(name: str, source: str, format: str | None = None) -> Part:
    """Checks and compiles one template; errors say which."""
    if MARK.search(source):
        raise TemplateError(f"in the {name}: a word of this text is reserved")
    try:
        return Part(*read(source, format))
    except TemplateError as error:
        raise located(error, name) from None


def render(templates: Templates, data: dict[str, Plain]) -> Rendered:
    """One message for one contact. Raises `TemplateError`, and nothing else."""
    subject = filled(templates.subject, "subject", data, one_liner())
    if templates.shapes is None:
        return Rendered(subject, filled(templates.body, "body", data, Inline()))
    beside = Beside()
    marked = filled(templates.body, "body", data, beside)
    shape = shaped(templates.shapes, marked, len(beside.values))
    preheader = filled(templates.preheader, "preheader", data, one_liner())
    values = [*beside.values, subject, preheader]
    return Rendered(subject, shape.text.filled(values), shape.html.filled(values))


def shaped(shapes: Shapes, marked: str, values: int) -> Shape:
    """The shape of a filled body; what its Markdown or MJML does to its reader is an error too."""
    try:
        return shapes.of(marked, values)
    except TemplateError as error:
        raise located(error, "body") from None
    except Exception:
        raise TemplateError("in the body: this cannot be turned into a page") from None


def filled(part: Part, name: str, data: dict[str, Plain], outlet: Outlet) -> str:
    """The text of one template; errors say which."""
    try:
        return part.filled(data, outlet)
    except TemplateError as error:
        raise located(error, name) from None


def located(error: TemplateError, name: str) -> TemplateError:
    """The error, with the part of the message it is in."""
    return TemplateError(f"in the {name}: {error.message}", error.line)
