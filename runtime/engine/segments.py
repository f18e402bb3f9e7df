"""Who came into the watched segments and who left them: a table of members, kept exact."""

from __future__ import annotations

from collections.abc import Iterable

from ...compiler.ir.kinds import SEGMENT_ENTERED, SEGMENT_LEFT
from ...compiler.sql.journey.derived import SegmentPlan
from ..moment import Moment
from ..store import DataError
from .turn import Turn, isolate


def move_members(turn: Turn, plans: Iterable[SegmentPlan]) -> int:
    """Records who entered and who left since the last tick; returns how many events that are.

    Looked at are the contacts of whom anything was told, and everybody where something else can
    change a segment, such as the time. It costs nothing when no segment is watched.
    """
    watched = watch(turn.moment, plans)
    if not watched:
        return 0
    moved = 0
    told = look(turn)
    for plan in plans:
        number = watched.get(plan.key)
        everybody = plan.unseen and turn.sees(plan.clock)
        if number is not None and (told or everybody):
            moved += compare(turn, plan, number, everybody)
    return moved


def watch(moment: Moment, plans: Iterable[SegmentPlan]) -> dict[str, int]:
    """Forgets the segments nobody listens to; fills those that are new, which is no news.

    Returns the numbers of those that were watched before, by key. Where others have a share of the
    audience nothing is forgotten or new: deployments see to it.
    """
    watched = {str(key): int(number) for key, number in moment.read("derive.watched")}
    lane = moment.store.lane
    if lane and not lane.whole:
        return watched
    wanted = {plan.key: plan for plan in plans}
    for key in watched.keys() - wanted.keys():
        moment.write("derive.forget-members", id=watched.pop(key))
        moment.write("derive.unwatch", key=key)
    for key in wanted.keys() - watched.keys():
        moment.write("derive.watch", key=key)
        ((number,),) = moment.read("derive.watched-as", key=key)
        moment.write("derive.clear-looked")
        take_members(moment, wanted[key], everybody=True)
        moment.write("derive.add-members", id=number)
    return watched


def look(turn: Turn) -> int:
    """Whom to look at, and who of them moves in silence; returns how many they are."""
    moment, span = turn.moment, turn.span()
    moment.write("derive.clear-looked")
    moment.write("derive.clear-silent")
    told = moment.write("derive.fill-looked", **span)
    moment.write("derive.fill-silent", **span)
    return told


def compare(turn: Turn, plan: SegmentPlan, number: int, everybody: bool) -> int:
    """Members now against members then."""
    moment = turn.moment
    at_all = take_members(moment, plan, everybody)
    values: dict[str, object] = {"id": number, "key": plan.key, "everybody": int(at_all)}
    left = moment.write("derive.left", **values, kind=SEGMENT_LEFT)
    moment.write("derive.remove-members", **values)
    entered = moment.write("derive.entered", **values, kind=SEGMENT_ENTERED)
    moment.write("derive.add-members", **values)
    if everybody and not at_all:
        look(turn)
    return left + entered


def take_members(moment: Moment, plan: SegmentPlan, everybody: bool) -> bool:
    """Fills the table `member_now`; returns whether it speaks of everybody.

    If not, then of those in `looked`, without those about whom no statement can say anything.
    """
    moment.write("derive.clear-member-now")
    if everybody:
        try:
            with moment.store.savepoint():
                moment.write(plan.everybody)
            return True
        except DataError:
            moment.doubt()
            moment.write("derive.look-at-everybody")
    ((low, high),) = moment.read("derive.looked-bounds")

    def attempt(low: int, high: int) -> None:
        moment.write(plan.among, low=low, high=high)

    def set_aside(contact: int, reason: str) -> None:
        moment.write("derive.set-contact-aside", id=contact, reason=reason, stage="segment")
        moment.write("derive.look-away", id=contact)

    isolate(moment, attempt, (int(low), int(high)), set_aside)
    return False
