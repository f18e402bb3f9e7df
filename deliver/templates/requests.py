"""Bodies of requests: JSON and forms, in which a value can never be more than a value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from jinja2 import nodes

from .errors import TemplateError
from .outlets import MARK, Budget, mark
from .render import Templates
from .values import LONGEST, Plain, shown, without_controls

TOLD = ("contact", "journey", "event", "cart", "order", "product")
"""What a request without a body of its own tells, as far as there is any."""


@dataclass(slots=True)
class Aside(Budget):
    """Values are kept aside as they are, and a mark stands for each."""

    values: list[object] = field(default_factory=list)
    size: int = 0

    def show(self, value: object) -> str:
        """The mark of the value."""
        self.size += len(value) if isinstance(value, str) else 8
        if self.size > LONGEST:
            raise TemplateError("this request grows too long")
        self.values.append(value)
        return mark(len(self.values) - 1)


def request_body(templates: Templates, data: dict[str, Plain], format: str) -> str:
    """The body of one request. Raises `TemplateError`."""
    aside = Aside()
    marked = templates.body.filled(data, aside)
    return json_of(marked, aside.values) if format == "json" else form_of(marked, aside.values)


def whole_body(data: Mapping[str, Plain], format: str) -> str:
    """The body of a request that says nothing of its own: all that is known."""
    if format == "form":
        contact = data.get("contact")
        values = contact.items() if isinstance(contact, Mapping) else ()
        return urlencode([(name, shown(value)) for name, value in values])
    return in_json({name: data[name] for name in TOLD if name in data})


def json_of(marked: str, values: Sequence[object]) -> str:
    """JSON: between quotation marks a value is text, elsewhere it is a whole value of its own."""
    pieces, inside = MARK.split(marked), False
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            inside = ends_inside(piece, inside)
        else:
            value = values[int(piece)]
            pieces[place] = in_json(shown(value))[1:-1] if inside else in_json(value)
    text = "".join(pieces)
    try:
        json.loads(text)
    except ValueError as error:
        raise TemplateError(f"in the body: what comes out is not JSON: {error}") from None
    return text


def never_json(root: nodes.Template) -> bool:
    """Whether a body without tags comes out as no JSON, whatever its values are."""
    if not all(isinstance(one, nodes.Output) for one in root.body):
        return False
    children = [one for node in root.body for one in node.iter_child_nodes()]
    texts = [one.data if isinstance(one, nodes.TemplateData) else mark(0) for one in children]
    return not any(is_json("".join(texts), sample) for sample in ("x", 1))


def is_json(marked: str, sample: Plain) -> bool:
    """Whether JSON comes out with this for every value."""
    try:
        json_of(MARK.sub(mark(0), marked), [sample])
    except TemplateError:
        return False
    return True


def ends_inside(piece: str, inside: bool) -> bool:
    """Whether a piece of JSON ends between quotation marks, when it begins there or not."""
    return inside ^ (re.sub(r"\\.", "", piece).count('"') % 2 == 1)


def in_json(value: object) -> str:
    """A value as JSON writes it."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        return json.dumps(shown(value), ensure_ascii=False)


def form_of(marked: str, values: Sequence[object]) -> str:
    """A form: pairs `name=value`, each on its line or behind an `&`."""
    pairs = (line.partition("=") for line in re.split(r"[&\n]", marked) if line.strip())
    return urlencode([(put(name, values), put(value, values)) for name, _, value in pairs])


def put(text: str, values: Sequence[object]) -> str:
    """A text with its values."""
    return MARK.sub(lambda m: without_controls(shown(values[int(m[1])])), text.strip())
