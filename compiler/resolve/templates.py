"""The templates of a project: where each is written, and what it will be read in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ...dsl import nodes
from ...dsl.source import Source, Span
from ..ir.templates import OPTIONAL, UNSUBSCRIBE, Part, Surroundings
from .bodies import Body, body_of, said_body
from .facts import Settings
from .project import Project
from .reached import Presence, Use, uses
from .symbols import Declared

# What a contact may never have told; her address is known to whoever writes to it.
MAY_LACK: Final = ("first_name", "last_name", "name", "phone", "language", "country", "rating")
EMAIL: Final = ("subject", "preheader", "body")
OF_AUDIENCE: Final[Mapping[str, str]] = {
    "postal_address": "postal address",
    "website": "website",
    "sender": "from",
}


class Written(NamedTuple):
    """A template: its text, the source it stands in, and where there each character is.

    `places` is None when the text is the whole source; `declared` is the file that declares it.
    """

    text: str
    source: Source
    places: Sequence[int] | None
    around: Surroundings
    declared: str

    def span(self, start: int, end: int) -> Span:
        """A range of the text, in its source."""
        if self.places is None:
            return Span(start, end)
        first = self.places[min(start, len(self.places) - 1)]
        return Span(first, self.places[end - 1] + 1 if end > start else first)


def templates(project: Project) -> Iterator[Written]:
    """Every template of a project that can be read."""
    found, every = uses(project)
    around = Circumstances(project)
    for email in project.symbols.all(nodes.Email):
        yield from _email(email, around, found.get((nodes.Email, email.node.name.text), ()))
    for sms in project.symbols.all(nodes.Sms):
        yield from _sms(sms, around, found.get((nodes.Sms, sms.node.name.text), ()))
    for webhook in project.symbols.all(nodes.Webhook):
        yield from _webhook(webhook, around, found.get((nodes.Webhook, webhook.node.name.text), ()))
    sources = {one.node.name.text: one.source for one in project.journeys}
    for journey, use in every:
        yield from _in_step(use, sources[journey.name.text], around)


class Circumstances(NamedTuple):
    """What is the same for every template of a project."""

    project: Project

    @property
    def fields(self) -> frozenset[str]:
        """The declared fields of a contact."""
        return frozenset(self.project.symbols.names(nodes.Field))

    def of(self, part: Part, format: str, used: Sequence[Use]) -> Surroundings:
        """What one template is read in; in a project that is half read, anything may be there."""
        complete = [] if self.project.damage else used
        lacking, never = _lacking(complete)
        elsewhere = [one.journey for one in complete if not one.carts]
        passing = [o.journey for o in complete if o.presence["discount"] is Presence.USUALLY]
        return Surroundings(
            part=part,
            format=format,
            fields=self.fields,
            blank=self.blank(part),
            lacking=lacking,
            never=never,
            sent=bool(used) or bool(self.project.damage),
            carts=elsewhere[0] if elsewhere else None,
            passing=passing[0] if passing else None,
        )

    def blank(self, part: Part) -> frozenset[str]:
        """The dotted names that may be blank; a request may well have blanks in it."""
        if part == "request":
            return frozenset()
        told = "phone" if part == "sms" else None
        contact = {f"contact.{one}" for one in {*MAY_LACK, *self.fields} if one != told}
        said = self.project.audience.settings.found
        unsaid = {name for name, key in OF_AUDIENCE.items() if key not in said}
        whole = {f"{record}.{name}" for record in ("audience", "shop") for name in unsaid}
        way_out = frozenset() if part in EMAIL else frozenset({UNSUBSCRIBE})
        return frozenset(contact | whole) | way_out


def _lacking(used: Sequence[Use]) -> tuple[dict[str, str], frozenset[str]]:
    """Per record, a journey that may be without it; and the records that no journey has."""
    lacking: dict[str, str] = {}
    for use in sorted(used, key=lambda one: (min(one.presence.values()), one.journey)):
        for record in OPTIONAL:
            if use.presence[record] < Presence.USUALLY:
                lacking.setdefault(record, use.journey)
    never = {one for one in lacking if not any(use.presence[one] for use in used)}
    return lacking, frozenset(never)


def _email(
    declared: Declared[nodes.Email], around: Circumstances, used: Sequence[Use]
) -> Iterator[Written]:
    node, said = declared.node, Settings.of(declared.node.settings)
    for part in ("subject", "preheader"):
        if text := said.one(part, nodes.Text):
            yield in_line(text, declared.source, around.of(part, "text", used))
    body = body_of(node, declared.source, around.project.sources)
    if isinstance(body, Body):
        own = said.word("kind") != "transactional"
        marketing = own and (not used or not all(one.orders for one in used))
        survey = any(use.presence["survey"] for use in used)
        surroundings = around.of("body", body.format, used)
        surroundings = surroundings._replace(marketing=marketing, survey=survey)
        yield of_body(body, declared, surroundings, around.project)


def _sms(
    declared: Declared[nodes.Sms], around: Circumstances, used: Sequence[Use]
) -> Iterator[Written]:
    body = body_of(declared.node, declared.source, around.project.sources)
    if isinstance(body, Body):
        yield of_body(body, declared, around.of("sms", "text", used), around.project)


def _webhook(
    declared: Declared[nodes.Webhook], around: Circumstances, used: Sequence[Use]
) -> Iterator[Written]:
    if text := Settings.of(declared.node.settings).one("body", nodes.Text):
        format = "json" if is_json(declared.node, text.value) else "text"
        yield in_line(text, declared.source, around.of("request", format, used))


def is_json(node: nodes.Webhook, body: str) -> bool:
    """Whether a body is written as JSON, and no header says what it is."""
    headers = (value for one in node.settings if one.key == "header" for value in one.values)
    names = [one.name.value.lower() for one in headers if isinstance(one, nodes.Header)]
    return "content-type" not in names and body.lstrip()[:1] in ("{", "[")


def _in_step(use: Use, source: Source, around: Circumstances) -> Iterator[Written]:
    """The subject that a step gives, and what it writes to the team."""
    if isinstance(use.step, nodes.SendEmail) and use.step.subject:
        yield in_line(use.step.subject, source, around.of("subject", "text", [use]))
    if isinstance(use.step, nodes.Notify):
        yield in_line(use.step.message, source, around.of("note", "text", [use]))


def of_body(
    body: Body,
    declared: Declared[nodes.Email] | Declared[nodes.Sms],
    around: Surroundings,
    project: Project,
) -> Written:
    """A body in its file, or in the declaration."""
    said = said_body(declared.node)
    if body.path is None and said:
        return in_line(said, declared.source, around)
    source = Source(f"{project.sources.prefix}{body.path}", body.text)
    return Written(source.text, source, None, around, declared.source.path)


def in_line(text: nodes.Text, source: Source, around: Surroundings) -> Written:
    """A text between quotes."""
    raw = source.slice(text.span)
    places = [text.span.start + place for place in aligned(raw, text.value)]
    return Written(text.value, source, places, around, source.path)


def aligned(raw: str, value: str) -> list[int]:
    """Where each character of a text's value stands in what is written between the quotes.

    What the value lacks is the margin of a text over several lines, and backslashes.
    """
    places: list[int] = []
    place = 3 if raw.startswith('"""') else 1
    for letter in value:
        while place < len(raw) and not _stands(letter, raw, place):
            place += 1
        places.append(place)
        place += 2 if raw.startswith("\\", place) else 1
    return places or [0]


def _stands(letter: str, raw: str, place: int) -> bool:
    """Whether a letter of the value is written at a place."""
    if raw[place] == "\\":
        return {"n": "\n"}.get(raw[place + 1 : place + 2], raw[place + 1 : place + 2]) == letter
    return raw[place] == letter
