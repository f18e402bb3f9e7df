"""Messages: declared ones with their bodies, and the built-in ones that journeys stand on."""

from __future__ import annotations

from typing import Final, Literal

from ...dsl import nodes
from ..ir.messages import Email, Message, Sms
from ..resolve.bodies import Body, body_of
from ..resolve.facts import Settings
from ..resolve.project import Project
from ..resolve.sends import BuiltIn, sent_message
from ..resolve.symbols import Declared
from ..resolve.tree import descendants
from .scope import Scope, Unchecked

Purpose = Literal["marketing", "transactional"]
Track = Literal["opens", "clicks"]
TRACKS: Final[tuple[Track, ...]] = ("opens", "clicks")


def messages(project: Project) -> tuple[Message, ...]:
    """Every message of a project, by name and channel."""
    emails = [email(one, project) for one in project.symbols.all(nodes.Email)]
    smses = [sms(one, project) for one in project.symbols.all(nodes.Sms)]
    found: list[Message] = [*emails, *built_in(project), *smses]
    return tuple(sorted(found, key=lambda message: (message.name, message.channel)))


def email(declared: Declared[nodes.Email], project: Project) -> Email:
    """A declared email."""
    node, settings = declared.node, Settings.of(declared.node.settings)
    body = _body(declared, project)
    return Email(
        name=node.name.text,
        title=node.title.value if node.title else None,
        subject=settings.text("subject") or "",
        preheader=settings.text("preheader"),
        sender=settings.text("from"),
        purpose=_purpose(settings),
        track=_track(settings),
        format=body.format,
        body=body.text,
    )


def sms(declared: Declared[nodes.Sms], project: Project) -> Sms:
    """A declared text message."""
    node = declared.node
    return Sms(
        name=node.name.text,
        title=node.title.value if node.title else None,
        purpose=_purpose(Settings.of(node.settings)),
        body=_body(declared, project).text,
    )


def built_in(project: Project) -> list[Email]:
    """The built-in emails that journeys send, each named like its journey."""
    sent = (
        sent_message(step, one.node, project.symbols)
        for one in project.journeys
        for step in descendants(one.node, nodes.SendEmail)
    )
    from ..builtin.messages import builtin_email  # templates, read only when one is sent

    wanted = {(one.kind, one.name) for one in sent if isinstance(one, BuiltIn)}
    usual = project.sources.settings.language
    return [builtin_email(kind, name, usual) for kind, name in sorted(wanted)]


def _body(declared: Declared[nodes.Email] | Declared[nodes.Sms], project: Project) -> Body:
    found = body_of(declared.node, declared.source, project.sources)
    if not isinstance(found, Body):
        raise Unchecked("a message without a body")
    return found


def _purpose(settings: Settings) -> Purpose:
    return "transactional" if settings.word("kind") == "transactional" else "marketing"


def _track(settings: Settings) -> tuple[Track, ...]:
    said = {word.value for word in settings.all("track", nodes.Word)}
    return tuple(one for one in TRACKS if one in said) if said else TRACKS


def purpose(kind: type[nodes.Email] | type[nodes.Sms], name: str, scope: Scope) -> Purpose:
    """What a declared message is for."""
    node = scope.project.symbols.find(kind, name)
    return _purpose(Settings.of(node.settings if node else ()))
