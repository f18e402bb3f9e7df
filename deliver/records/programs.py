"""The deployed programs as far as messages need them, read and compiled once."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...compiler import ir
from ...compiler.ir.steps import Send, Step
from ...runtime.store import Store
from ..templates import Plain, Sources, TemplateError, Templates, prepare
from .surroundings import Record, audience_record, journey_records, shop_records


@dataclass(frozen=True, slots=True)
class Deployed:
    """A program with its parts by name."""

    program: ir.Program
    messages: dict[str, ir.Message]
    journeys: dict[str, ir.Journey]
    steps: dict[str, dict[int, Step]]
    audience: Record
    shops: dict[Plain, Record]
    titles: dict[str, Record]

    @classmethod
    def of(cls, program: ir.Program) -> Deployed:
        """Sorts the parts of a program."""
        return cls(
            program,
            {message.name: message for message in program.messages},
            {journey.name: journey for journey in program.journeys},
            {j.name: {step.number: step for step in j.steps} for j in program.journeys},
            audience_record(program.audience),
            shop_records(program),
            journey_records(program),
        )

    def quiet(self, journey: str, channel: str) -> list[tuple[int, int]]:
        """The quiet hours that a message obeys: the journey's, and for texts the audience's."""
        own = self.journeys[journey].quiet_hours if journey in self.journeys else None
        everybody = self.program.audience.quiet_hours if channel == "sms" else None
        return [(h.start, h.end) for h in (own, everybody) if h is not None and h.start != h.end]

    def subject(self, journey: str, number: int) -> str | None:
        """The subject that a step gives its message, if it does."""
        step = self.steps.get(journey, {}).get(number)
        return step.subject if isinstance(step, Send) else None

    def begins_with_cart(self, journey: str) -> bool:
        """Does a cart let people into this journey?"""
        starts = self.journeys[journey].starts if journey in self.journeys else ()
        return any(isinstance(start, ir.CartAbandoned) for start in starts)


@dataclass(slots=True)
class Programs:
    """The programs and compiled messages of one store."""

    deployed: dict[int, Deployed] = field(default_factory=dict)
    compiled: dict[tuple[int, str, str | None], Templates | TemplateError] = field(
        default_factory=dict
    )

    def program(self, store: Store, program_id: int) -> Deployed:
        """A program, read once: it never changes."""
        if program_id not in self.deployed:
            ((text,),) = store.read("outbox.program", id=program_id)
            self.deployed[program_id] = Deployed.of(ir.Program.model_validate_json(text))
        return self.deployed[program_id]

    def templates(self, program_id: int, name: str, subject: str | None) -> Templates:
        """The compiled templates of a message. Raises `TemplateError`, each time anew."""
        key = (program_id, name, subject)
        if key not in self.compiled:
            message = self.deployed[program_id].messages.get(name)
            self.compiled[key] = compiled(message, name, subject)
        found = self.compiled[key]
        if isinstance(found, TemplateError):
            raise TemplateError(found.message, found.line)  # anew: a raised error keeps its traces
        return found


def compiled(
    message: ir.Message | None, name: str, subject: str | None
) -> Templates | TemplateError:
    """The templates of a message, or what is wrong with them."""
    try:
        if message is None:
            raise TemplateError(f"there is no message `{name}` in this program")
        return prepare(sources(message, subject))
    except TemplateError as error:
        return error


def sources(message: ir.Message, subject: str | None) -> Sources:
    """The texts of a message; a step may give an e-mail another subject."""
    if isinstance(message, ir.Sms):
        return Sources(message.body)
    return Sources(
        message.body, message.format, subject or message.subject, message.preheader or ""
    )
