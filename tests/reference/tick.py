"""One tick: what happens, in its order, to one contact after the other."""

from __future__ import annotations

from jalon.compiler.ir import Program

from .advancing import advance
from .entering import enter, leave_again
from .leaving import count_goals, leave
from .moment import Moment
from .waking import wake
from .world import World

PHASES = (leave, count_goals, wake, enter, leave_again, advance)


def tick(world: World, program: Program, now: int) -> None:
    """Moves the world to `now`."""
    seen = list(world.events)
    for contact in world.contacts:
        moment = Moment(world, program, contact, now, seen)
        for phase in PHASES:
            phase(moment)
    world.watermark = now
    if seen:
        world.cursor = seen[-1].id
