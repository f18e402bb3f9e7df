"""The invariants of the delivery contract, in the order of their numbers."""

from __future__ import annotations

from .erased import NOT_EMPTY
from .indexes import BROKEN_INDEX
from .invariant import Invariant, asked
from .references import POINTING_NOWHERE
from .rules import HASTY, IN_QUIET_HOURS, NOT_ANSWERED, TOO_OFTEN

KILLED = "the process harness (tests/faults/process), against the log of its sink"

EARLIER = "{} of an earlier program, and contacts who changed since: the conformance suite"

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "INV-1",
        "Whoever was let in is in a run, and as many rest at a step as came and did not leave.",
        ("entries", "runs", "lines"),
        (
            asked("prove_runs.entered-not-there", "journey", "contact", "run"),
            asked("prove_runs.there-not-entered", "journey", "contact", "run"),
            asked("prove_runs.in-progress-and-finished", "journey", "contact", "run"),
            asked("prove_runs.unbalanced", "journey", "version", "step", "came", "left", "rest"),
        ),
    ),
    Invariant(
        "INV-2",
        "Whatever was told has had its outcome.",
        ("events",),
        (
            asked("prove_places.passed-over", "event", "contact", "kind", "received_at", "tick_at"),
            NOT_ANSWERED,
        ),
    ),
    Invariant(
        "INV-3",
        "What was acknowledged is on the disk.",
        elsewhere=KILLED.replace("its sink", "its client"),
    ),
    Invariant(
        "INV-4",
        "The steps of a run are numbered without a gap.",
        ("runs", "lines"),
        (
            asked("prove_runs.gaps", "run", "lines", "first", "last"),
            asked("prove_runs.miscounted", "run", "steps", "lines"),
            asked("prove_runs.runless-lines", "run", "lines"),
        ),
    ),
    Invariant(
        "INV-5",
        "Every run goes along the graph of its own version.",
        ("runs", "lines"),
        (
            asked("prove_runs.no-such-edge", "run", "from_node", "to_node", "edge", "lines"),
            asked("prove_runs.leaps", "run", "line", "ended_at_node", "begins_at_node"),
            asked("prove_runs.false-starts", "run", "from_node", "edge"),
            asked("prove_runs.strangers", "run", "version", "node"),
        ),
    ),
    Invariant(
        "INV-6",
        "No key is there twice, whatever an index says.",
        ("events", "contacts", "entries", "runs", "lines", "messages", "attempts"),
        (asked("prove_keys.twice", "what", "key", "times"),),
    ),
    Invariant(
        "INV-7",
        "A step that sends and its message in the outbox are there together, or not at all.",
        ("lines", "messages"),
        (
            asked("prove_messages.crossed-not-written", "run", "line", "node"),
            asked("prove_messages.written-not-crossed", "run", "node", "queued_at", "crossed_at"),
        ),
    ),
    Invariant(
        "INV-8",
        "Marketing reaches the other side once at most.",
        elsewhere=KILLED,
    ),
    Invariant(
        "INV-9",
        "The state of a message is what its attempts came to.",
        ("messages", "attempts", "events"),
        (
            asked("prove_messages.another-story", "run", "node", "state", "outcome"),
            asked("prove_messages.over-in-doubt", "run", "node", "state", "attempt"),
            asked("prove_messages.taken-and-not-accepted", "run", "node", "state", "attempt"),
            asked("prove_messages.accepted-untold", "run", "node", "channel"),
            asked("prove_messages.told-not-accepted", "event", "contact", "key"),
        ),
        f"that the other side has it, {KILLED}",
    ),
    Invariant(
        "INV-10",
        "A crash leaves one window of messages in doubt at most.",
        elsewhere=KILLED,
    ),
    Invariant(
        "INV-11",
        "Nothing stays behind: no lease, no wait, no lane.",
        ("messages", "waits"),
        (
            asked("prove_messages.abandoned", "run", "node", "state", "lease_until", "tick_at"),
            asked("prove_places.overdue", "run", "node", "due", "tick_at"),
            asked("prove_places.lane-behind", "lane", "tick_at", "latest_tick_at"),
        ),
    ),
    Invariant(
        "INV-12",
        "Messages go from state to state in legal ways only.",
        ("messages", "attempts"),
        (
            asked(
                "prove_messages.impossible-state",
                "run",
                "node",
                "state",
                "attempt",
                "lease_until",
                "handed_at",
                "settled_at",
            ),
            asked("prove_messages.after-the-answer", "run", "node", "attempt", "outcome"),
            asked("prove_messages.illegal-move", "run", "node", "attempt", "origin", "state"),
        ),
    ),
    Invariant(
        "INV-13",
        "Who lost a right writes nothing by it.",
        ("lines", "messages"),
        (
            asked("prove_runs.stale-epoch", "run", "line", "epoch", "before"),
            asked("prove_runs.epoch-of-nobody", "run", "line", "epoch"),
            asked("prove_messages.unfenced", "run", "node", "attempts", "epoch"),
        ),
    ),
    Invariant(
        "INV-14",
        "No marketing is handed off against what the contact had told until then.",
        ("messages",),
        (
            asked(
                "prove_consent.against-her-will",
                "run",
                "node",
                "purpose",
                "state",
                "line",
                "handed_at",
            ),
            asked("prove_consent.against-the-topic", "run", "node", "journey", "line", "handed_at"),
            asked(
                "prove_consent.to-a-suppressed-address", "run", "node", "reason", "at", "handed_at"
            ),
        ),
    ),
    Invariant(
        "INV-15",
        "No marketing is handed off in quiet hours.",
        ("messages",),
        (IN_QUIET_HOURS,),
        EARLIER.format("hours"),
    ),
    Invariant(
        "INV-16",
        "Nobody gets more marketing in a day, week or month than there may be.",
        ("messages",),
        (TOO_OFTEN,),
        EARLIER.format("limits"),
    ),
    Invariant(
        "INV-17",
        "Nothing happens before its time, nor twice on one occasion; the clock never runs back.",
        ("lines", "runs"),
        (
            asked("prove_runs.ahead-of-clock", "what", "run", "at", "tick_at"),
            asked("prove_runs.backwards", "run", "line", "at", "before"),
            asked("prove_runs.same-occasion", "journey", "contact", "event", "ref", "times", "run"),
            HASTY,
        ),
    ),
    Invariant(
        "INV-18",
        "Of an event, a time limit and an exit, one is obeyed.",
        ("lines",),
        (asked("prove_runs.left-twice", "run", "node", "times", "edge", "other_edge"),),
    ),
    Invariant(
        "INV-19",
        "Who has left a journey gets nothing more of it.",
        ("runs", "messages"),
        (
            asked("prove_runs.after-the-exit", "run", "line", "edge"),
            asked("prove_runs.unfinished-ends", "run", "finished", "edge", "kind"),
            asked("prove_messages.leaving-after-exit", "run", "node", "state", "ended"),
            asked("prove_messages.left-after-exit", "run", "node", "state", "ended", "handed_at"),
        ),
    ),
    Invariant(
        "INV-20",
        "A store holds one audience and nothing of another's.",
        elsewhere="one file, or one schema, for each audience: there is no row of another to join",
    ),
    Invariant(
        "INV-21",
        "Of who was erased, nothing is known.",
        ("contacts",),
        (asked("prove_file.known-though-erased", "contact", "table", "erased_at"), NOT_EMPTY),
        "that no byte is left in the files, tests/integration/privacy",
    ),
    Invariant(
        "INV-22",
        "Every attempt is counted and written down, and none is made too early.",
        ("messages", "attempts"),
        (
            asked("prove_messages.miscounted", "run", "node", "state", "attempts", "lines"),
            asked("prove_messages.attempts-of-nothing", "run", "node", "lines"),
            asked("prove_messages.hasty", "run", "node", "not_before", "tried_at"),
            asked("prove_messages.too-early", "run", "node", "attempt", "not_before", "tried_at"),
        ),
    ),
    Invariant(
        "INV-23",
        "Where everybody is follows from what was written down on the way.",
        ("runs", "lines", "events", "waits"),
        (
            asked("prove_places.misplaced", "run", "node", "node_of_line", "arrived_at", "at"),
            asked("prove_places.misbegun", "run", "step", "entered_at", "arrived_at"),
            asked("prove_places.misfiled", "run", "node", "node_of_line", "ended_at", "at"),
            asked("prove_places.misdated", "run", "event", "entered_at", "moment"),
            asked("prove_places.forgotten", "run", "node", "due"),
            asked("prove_places.stranded", "run", "node", "kind"),
            asked("prove_places.waiting-elsewhere", "run", "node", "due", "its_node", "its_due"),
            asked("prove_places.watching-elsewhere", "run", "node", "its_node"),
            asked("prove_places.held-elsewhere", "run", "node", "its_node"),
        ),
    ),
    Invariant(
        "INV-24",
        "Both databases come to the same.",
        elsewhere="the conformance suite and the generated stories, told to both (tests)",
    ),
    Invariant(
        "INV-25",
        "The database is whole: its pages, its indexes, the order of its texts, its references.",
        (),
        (
            asked("prove_file.damaged", "what"),
            POINTING_NOWHERE,
            BROKEN_INDEX,
        ),
    ),
    Invariant(
        "INV-26",
        "The messages of a journey, over all states, are as many as its steps have sent.",
        ("messages", "lines"),
        (asked("prove_messages.not-as-many", "journey", "node", "crossed", "written"),),
    ),
)
