"""The end of the demo: funnels, segments, three letters, one contact's story, and the files."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from ...compiler import ir
from ...demo.reactions import query
from ...runtime.outbox import outbox_key, tenant_of
from ...runtime.segments import count
from ...runtime.status import status
from ...runtime.store import Store
from ..verbs import status as status_verb
from ..verbs import trace as trace_verb
from .tables import print_table

LETTERS = ("cart_reminder", "welcome_hello", "loyal_welcome")
RULE = "─" * 72


@dataclass(frozen=True, slots=True)
class Finale:
    """What the demo leaves behind: the store, the project, the segments' sizes at the opening."""

    store: Store
    program: ir.Program
    folder: Path
    before: dict[str, int]
    now: int
    seconds: float


def sizes(store: Store, program: ir.Program, now: int) -> dict[str, int]:
    """How many contacts each segment has."""
    return {one.name: count(store, program, one.name, now) for one in program.segments}


def print_finale(of: Finale) -> None:
    """Everything, in the order in which one would ask."""
    ((contacts, orders, events, runs, steps, mails),) = of.store.read(query("totals"))
    print(
        f"Trail & Co: {contacts:,} contacts, {orders:,} orders, {events:,} events.\n"
        f"Two weeks in {of.seconds:.0f} s: {runs:,} runs began, {steps:,} steps were taken, "
        f"{mails:,} messages left."
    )
    status_verb.print_journeys(of.store, status(of.store), None)
    print_segments(of)
    for name in LETTERS:
        print_letter(of, name)
    print_story(of)
    print_files(of.folder)


def print_segments(of: Finale) -> None:
    """Each segment at the opening and at the end."""
    after = sizes(of.store, of.program, of.now)
    rows = [
        (one.name, one.title or "", of.before[one.name], after[one.name])
        for one in of.program.segments
    ]
    print_table("segments", ("segment", "who", "at the opening", "two weeks later"), rows)


def print_letter(of: Finale, name: str) -> None:
    """One letter as it was delivered, in plain text."""
    letter = delivered(of, name)
    if letter is None:
        return
    body = letter.get_body(("plain",))
    print(f"\n{RULE}\nFrom: {letter['From']}\nTo: {letter['To']}\nSubject: {letter['Subject']}\n")
    print("" if body is None else body.get_content().strip())
    print(RULE)


def delivered(of: Finale, name: str) -> EmailMessage | None:
    """The first delivered letter of a message."""
    rows = {message: place for message, *place in of.store.read(query("letters"))}
    if name not in rows:
        return None
    run, step = rows[name]
    key = outbox_key(tenant_of(of.store), (run, step), "email")
    (file,) = of.folder.glob(f"outgoing/**/*.{key[:40]}.jalon")
    found = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def print_story(of: Finale) -> None:
    """The trace of one contact."""
    ((contact,),) = of.store.read(query("storyteller"))
    print(f"\nwhy did she get this e-mail?  jalon trace {contact}\n")
    found = trace_verb.found_or_failure(of.store, contact)
    for line in trace_verb.lines(of.store, found, None):
        print(line)


def print_files(folder: Path) -> None:
    """Where everything is, and what to try."""
    print(
        f"\nthe project   {folder}/   (the five journeys: {folder}/journeys)\n"
        f"the database  {folder}/jalon.db\n"
        f"the letters   {folder}/outgoing/   (a maildir)\n\n"
        f"try           cd {folder}; jalon status; jalon preview loyal --at 2026-03-15; "
        "jalon render cart_rescue --graph mermaid"
    )
