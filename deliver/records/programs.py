"""The deployed programs as far as messages need them, read and compiled once."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...compiler import ir
from ...compiler.ir.steps import Send, Step
from ...runtime.outbox import Letterbox, Pressure, pressure
from ...runtime.store import Store
from ..templates import Plain, Sources, TemplateError, Templates, prepare
from .clocks import zone as zone_named
from .surroundings import Record, audience_record, journey_records, shop_records, survey_record

CHANNELS = ("email", "sms")


@dataclass(frozen=True, slots=True)
class Deployed:
    """A program with its parts by name."""

    program: ir.Program
    messages: dict[tuple[str, str], ir.Message]
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
            {(channel_of(message), message.name): message for message in program.messages},
            {journey.name: journey for journey in program.journeys},
            {j.name: {step.number: step for step in j.steps} for j in program.journeys},
            audience_record(program.audience),
            shop_records(program),
            journey_records(program),
        )

    def message(self, channel: str, name: str) -> ir.Message | None:
        """A message, if it is there: an e-mail and a text may bear the same name.

        Without a channel, whichever of them there is.
        """
        channels = (channel,) if channel else CHANNELS
        return next(
            (self.messages[one, name] for one in channels if (one, name) in self.messages), None
        )

    def pressure(self, journey: str, channel: str, zone: str, now: int) -> Pressure:
        """What a marketing message obeys: hours, how many there may be, and what ends its run."""
        box = Letterbox(channel, zone_named(zone), self.journeys.get(journey))
        return pressure(self.program.audience, box, now)

    def step(self, journey: str, number: int) -> Step | None:
        """A step, if it is there."""
        return self.steps.get(journey, {}).get(number)

    def webhook(self, name: str) -> ir.Webhook | None:
        """A webhook, if it is there."""
        return next((one for one in self.program.webhooks if one.name == name), None)

    def survey(self, journey: str, number: int) -> Record | None:
        """The survey that a step attaches to its message, if it does; without a link."""
        step = self.step(journey, number)
        name = step.survey if isinstance(step, Send) else None
        return next((survey_record(s) for s in self.program.surveys if s.name == name), None)

    def subject(self, journey: str, number: int) -> str | None:
        """The subject that a step gives its message, if it does."""
        step = self.step(journey, number)
        return step.subject if isinstance(step, Send) else None

    def begins_with_cart(self, journey: str) -> bool:
        """Does a cart let people into this journey?"""
        starts = self.journeys[journey].starts if journey in self.journeys else ()
        return any(isinstance(start, ir.CartAbandoned) for start in starts)


@dataclass(slots=True)
class Programs:
    """The programs and compiled messages of one store."""

    deployed: dict[int, Deployed] = field(default_factory=dict)
    compiled: dict[tuple[int, str, str, str | None], Templates | TemplateError] = field(
        default_factory=dict
    )

    def program(self, store: Store, program_id: int) -> Deployed:
        """A program, read once: it never changes."""
        if program_id not in self.deployed:
            ((text,),) = store.read("outbox.program", id=program_id)
            self.deployed[program_id] = Deployed.of(ir.Program.model_validate_json(text))
        return self.deployed[program_id]

    def templates(
        self, program_id: int, name: str, subject: str | None, channel: str = ""
    ) -> Templates:
        """The compiled templates of a message. Raises `TemplateError`, each time anew."""
        key = (program_id, channel, name, subject)
        if key not in self.compiled:
            message = self.deployed[program_id].message(channel, name)
            self.compiled[key] = compiled(message, name, subject)
        return told(self.compiled[key])

    def note(self, text: str) -> Templates:
        """The compiled template of a note or a request. Raises `TemplateError`, each time anew."""
        key = (0, "", "", text)
        if key not in self.compiled:
            self.compiled[key] = checked(Sources(text))
        return told(self.compiled[key])


def channel_of(message: ir.Message) -> str:
    """How a message leaves."""
    return "sms" if isinstance(message, ir.Sms) else "email"


def told(found: Templates | TemplateError) -> Templates:
    """The templates; raises what is wrong with them, anew: a raised error keeps its traces."""
    if isinstance(found, TemplateError):
        raise TemplateError(found.message, found.line)
    return found


def checked(sources: Sources) -> Templates | TemplateError:
    """The compiled templates, or what is wrong with them."""
    try:
        return prepare(sources)
    except TemplateError as error:
        return error


def compiled(
    message: ir.Message | None, name: str, subject: str | None
) -> Templates | TemplateError:
    """The templates of a message, or what is wrong with them."""
    if message is None:
        return TemplateError(f"there is no message `{name}` in this program")
    return checked(sources(message, subject))


def sources(message: ir.Message, subject: str | None) -> Sources:
    """The texts of a message; a step may give an e-mail another subject."""
    if isinstance(message, ir.Sms):
        return Sources(message.body)
    return Sources(
        message.body, message.format, subject or message.subject, message.preheader or ""
    )
