"""One tick: what happens, in its order, to one contact after the other."""

from __future__ import annotations

from jalon.compiler.ir import Program

from . import rewards
from .advancing import advance, serve
from .deriving import derive
from .entering import enter, leave_again
from .leaving import count_goals, leave
from .moment import Moment
from .waking import wake
from .world import World

PHASES = (leave, count_goals, wake, enter, leave_again, advance)


def tick(world: World, program: Program, now: int) -> None:
    """Moves the world to `now`."""
    derive(world, program, now)
    rewards.score(world, program, now)
    seen = list(world.events)
    rewards.offer(world, program, now)
    for contact in world.contacts:
        moment = Moment(world, program, contact, now, seen)
        for phase in PHASES:
            phase(moment)
    while world.line:
        served = serve(world, program)
        for contact in world.contacts:
            if contact.id in served:
                advance(Moment(world, program, contact, now, seen))
    world.watermark = now
    if seen:
        world.cursor = seen[-1].id
