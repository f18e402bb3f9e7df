"""Phase five: the runs that are ready go on, block by block, in topological order."""

from __future__ import annotations

from ...compiler.ir import steps
from ...compiler.ir.zones import FAR
from ...compiler.sql.journey.plan import BlockPlan
from ..loaded import Version
from ..moment import Moment
from . import rewards as _rewards  # noqa: F401  registers what steps do
from .dates import settle
from .effects import Site, apply
from .turn import Turn, isolate


def advance(turn: Turn, limit: int) -> int:
    """Runs the block of every step at which somebody is ready; returns how many runs moved."""
    moment = turn.moment
    take_released(moment)
    take_due(turn, limit)
    versions = {version.version_id: version for version in turn.versions}
    moved, node = 0, next_node(turn, 0)
    while node is not None:
        ((version_id, number),) = moment.read("tick.node-of", node=node)
        moved += pass_through(turn, versions[version_id], int(number))
        node = next_node(turn, node)
    moment.write("tick.clear-ready")
    return moved


def take_released(moment: Moment) -> None:
    """Makes ready whom somebody released; who is still held is not, whatever has come."""
    if moment.read("advance.held-any"):
        for query in ("unready-held", "ready-released", "forget-released"):
            moment.write(f"advance.{query}")


def take_due(turn: Turn, limit: int) -> None:
    """Makes ready the woken runs, which wait no longer, and the first `limit` that are due."""
    moment = turn.moment
    moment.write("tick.unwait-ready")
    ends = moment.read("tick.due-end", offset=limit - 1) or [(moment.now, FAR)]
    ((due, run),) = ends
    if moment.write("tick.ready-due", due=due, run=run):
        moment.write("tick.unwait-due", due=due, run=run)


def next_node(turn: Turn, node: int) -> int | None:
    """The next step at which anybody is ready."""
    ((found,),) = turn.moment.read("tick.next-node", node=node)
    return None if found is None else int(found)


def pass_through(turn: Turn, version: Version, number: int) -> int:
    """Lets everybody ready at a step go on, unless it is paused; returns how many moved."""
    step, node = version.plan.journey.steps[number], version.base + number
    if version.holds(number):
        for query in ("hold", "unwatch-held", "unready"):
            turn.moment.write(f"advance.{query}", node=node)
        return 0
    if isinstance(step, steps.Among):
        values = {"journey": version.journey_id, "key": step.counter, "limit": step.limit}
        with turn.moment.store.limited(0):  # others' whole ticks are waited for
            turn.moment.store.read("advance.queue-up")
        turn.moment.write("advance.admit", node=node, **values)
    return run_block(turn, version, number)


def run_block(turn: Turn, version: Version, number: int) -> int:
    """Runs one block over everybody ready at its head, around rows that fail."""
    node = version.base + number
    ((low, high),) = turn.moment.read("tick.node-bounds", node=node)
    moved = 0

    def attempt(low: int, high: int) -> None:
        nonlocal moved
        moved += cross(turn, version, version.plan.blocks[number], (low, high))

    def set_aside(run: int, reason: str) -> None:
        turn.moment.write("advance.quarantine", id=run, reason=reason)
        for query in ("keep-aside", "unwatch-aside", "set-aside"):
            turn.moment.write(f"advance.{query}", id=run, node=node)

    isolate(turn.moment, attempt, (int(low), int(high)), set_aside)
    return moved


def cross(turn: Turn, version: Version, block: BlockPlan, span: tuple[int, int]) -> int:
    """Moves the runs with ids in `span` through a block: decide, log, act, rest."""
    moment = turn.moment
    node = version.base + block.block.head
    values = {**turn.values(version), "node": node, "head": node}
    values |= {"low": span[0], "high": span[1]}
    if block.move.scoped:
        moment.write("advance.clear-batch")
        moment.write("advance.fill-batch", **values)
    moment.write("advance.clear-moving")
    moved = moment.write(block.move.statement, **values)
    moment.write("advance.log", **values)
    for number in block.effects:
        step = version.plan.journey.steps[number]
        apply(step, Site(moment, version, {**values, "number": number}))
    rest(turn, version, block, values)
    return moved


def rest(turn: Turn, version: Version, block: BlockPlan, values: dict[str, object]) -> None:
    """Writes down where everybody is now: finished, waiting, watching, or ready to go on."""
    moment, plan = turn.moment, version.plan
    if isinstance(plan.journey.steps[block.block.head], steps.WaitCondition):
        moment.write("advance.unwatch", **values)
    moment.write("advance.archive", **values)
    moment.write("advance.suppress-exits", exits=len(block.block.exits))
    moment.write("advance.remove", **values)
    for number in block.dates:
        settle(moment, plan.dates[number], {**values, "number": number})
    moment.write("advance.move", **values)
    for number in block.arrivals:
        moment.write(plan.waits[number].arrive, **values)
    moment.write("advance.ready-now", **values)
    moment.write("advance.wait", **values)
    for number in block.arrivals:
        if plan.waits[number].watch is not None:
            moment.write("advance.watch", **values, number=number)
