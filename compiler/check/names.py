"""Checks of names: everything that is referred to exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding, Fix
from ...dsl.nearest import nearest
from ..ir.text import fold
from ..resolve.built_in import BUILT_IN_SEGMENTS
from ..resolve.symbols import WORDS, Kind
from ..rules.names import UNKNOWN_NAME
from .place import Checks, Findings, Found, On, Place

DECLARE: Final[Mapping[str, str]] = {
    "field": "declare it: `field NAME: text`",
    "group": "declare it: `group NAME:` with its members",
    "store": "declare it: `store NAME:` with its `currency:`",
    "segment": "declare it: `segment NAME:` with its conditions",
    "email": "declare it: `email NAME:` with its `subject:`",
    "sms": 'declare it: `sms NAME: "…"`',
    "tag": "add it to the `tags:` of the audience",
}


def unknown(name: nodes.Name | nodes.Text, what: str, known: Iterable[str], place: Place) -> Found:
    """The finding of a name that does not exist: SP-13 where a journey starts, else SEG-48."""
    wrong = name.text if isinstance(name, nodes.Name) else name.value
    near = nearest(wrong, known)
    help = f"did you mean `{near}`?" if near else DECLARE.get(what)
    fix = _respell(name, near, place) if near else None
    rule = "SP-13" if place.inside(nodes.StartingPoint) else "SEG-48"
    return UNKNOWN_NAME, Finding(name.span, f"there is no {what} `{wrong}`", help, fix, rule)


def _respell(name: nodes.Name | nodes.Text, near: str, place: Place) -> Fix | None:
    written = place.source.slice(name.span)
    if written.startswith("<"):  # a placeholder of a test: other cases may be right
        return None
    quoted = written[:1] in '"“«'
    return Fix(name.span, f'"{near}"' if quoted else near)


def reference(name: nodes.Name | None, kind: Kind, place: Place) -> Findings:
    """The finding of a reference to something that nobody declares."""
    symbols = place.project.symbols
    if name and not symbols.known(kind, name.text):
        yield unknown(name, WORDS[kind], symbols.names(kind), place)


def segment(
    node: nodes.InSegment | nodes.EntersSegment | nodes.LeavesSegment, place: Place
) -> Findings:
    """`in segment loyl`, `enters segment loyl`."""
    if node.segment.text in BUILT_IN_SEGMENTS:
        return
    symbols = place.project.symbols
    if not symbols.known(nodes.Segment, node.segment.text):
        names = {*symbols.names(nodes.Segment), *BUILT_IN_SEGMENTS}
        yield unknown(node.segment, "segment", names, place)


def field(node: nodes.FieldIs | nodes.FieldChanges | nodes.SetField, place: Place) -> Findings:
    """`field plann is "gold"`."""
    return reference(node.field, nodes.Field, place)


def email_act(
    node: nodes.EmailActivity | nodes.EmailEvent | nodes.EmailSilence | nodes.SinceEmail,
    place: Place,
) -> Findings:
    """`opened email helo`; the built-in message of a cart journey has the journey's name."""
    if node.email and node.email.text not in place.project.built_in_emails:
        yield from reference(node.email, nodes.Email, place)


def store(node: nodes.Event | nodes.Activity, place: Place) -> Findings:
    """`in store shopp`."""
    project, name = place.project, node.store
    known = name is None or name.text in project.stores
    if name and not known and not project.symbols.known(nodes.Store, name.text):
        yield unknown(name, "store", project.stores, place)


def group(node: nodes.GroupName, place: Place) -> Findings:
    """`in group interests.runing`."""
    found = place.project.symbols.find(nodes.Group, node.group.text)
    if found is None:
        yield from reference(node.group, nodes.Group, place)
        return
    members = [member.text for member in found.members]
    if node.member.text not in members:
        yield unknown(node.member, f"group in `{node.group}` called", members, place)


def whole_group(node: nodes.InNoGroup, place: Place) -> Findings:
    """`in no group of intrests`."""
    return reference(node.group, nodes.Group, place)


def send_email(node: nodes.SendEmail, place: Place) -> Findings:
    """`send email helo`."""
    return reference(node.email, nodes.Email, place)


def send_sms(node: nodes.SendSms, place: Place) -> Findings:
    """`send sms nuge`."""
    return reference(node.sms, nodes.Sms, place)


def journey(node: nodes.JourneyIs, place: Place) -> Findings:
    """`completed journey welcom`."""
    return reference(node.journey, nodes.Journey, place)


def tag(node: nodes.Tagged | nodes.TagAdded | nodes.RemoveTag, place: Place) -> Findings:
    """`tagged "vpi"`, when the audience lists its tags."""
    listed, added = place.project.audience.tags, place.project.added_tags
    if listed is not None and fold(node.tag.value) not in {*map(fold, listed), *added}:
        yield unknown(node.tag, "tag", {*listed, *added}, place)


CHECKS: Checks = (
    On(nodes.InSegment, segment),
    On(nodes.EntersSegment, segment),
    On(nodes.LeavesSegment, segment),
    On(nodes.FieldIs, field),
    On(nodes.FieldChanges, field),
    On(nodes.SetField, field),
    On(nodes.EmailActivity, email_act),
    On(nodes.EmailEvent, email_act),
    On(nodes.EmailSilence, email_act),
    On(nodes.SinceEmail, email_act),
    On(nodes.Event, store),
    On(nodes.Activity, store),
    On(nodes.GroupName, group),
    On(nodes.InNoGroup, whole_group),
    On(nodes.SendEmail, send_email),
    On(nodes.SendSms, send_sms),
    On(nodes.JourneyIs, journey),
    On(nodes.Tagged, tag),
    On(nodes.TagAdded, tag),
    On(nodes.RemoveTag, tag),
)
