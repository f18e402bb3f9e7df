"""Cutting a step graph into blocks."""

from __future__ import annotations

from jalon.compiler.ir import steps as s
from jalon.compiler.ir.predicates import Tagged
from jalon.compiler.ir.steps import Step
from jalon.compiler.sql.journey.blocks import cut
from jalon.compiler.sql.journey.plan import plan_journey
from jalon.compiler.sql.periods import Periods
from tests.integration.engine.building import HOUR, journey, program, send, wait


def branch(number: int, yes: int, no: int) -> s.Branch:
    arm = s.Arm(predicate=Tagged(tags=("vip",)), next=yes)
    return s.Branch(number=number, key=f"b{number}", arms=(arm,), otherwise=no)


def chain(length: int) -> list[Step]:
    """If after if after if: each joins again before the next."""
    found: list[Step] = []
    for place in range(length):
        number = 1 + 2 * place
        found += [branch(number, number + 1, number + 2), send(number + 1)]
    return found


def test_a_block_reaches_from_one_rest_to_the_next() -> None:
    blocks = cut(journey(wait(1, HOUR), send(2), wait(3, HOUR)))
    assert [block.head for block in blocks] == [0, 1, 3]
    assert [path.target for path in blocks[1].paths() if not path.ends] == [3]


def test_a_branch_of_one_way_is_decided_with_what_lies_before_it() -> None:
    blocks = cut(journey(wait(1, HOUR), branch(2, 3, 4), send(3)))
    assert [block.head for block in blocks] == [0, 1]
    assert len(blocks[1].ways) == 1


def test_paths_do_not_multiply_when_branches_follow_each_other() -> None:
    blocks = cut(journey(*chain(20)))
    assert sum(len(block.paths()) for block in blocks) < 100


def test_a_branch_after_a_change_of_the_contact_is_decided_after_it() -> None:
    tag = s.Tag(number=1, key="t", tag="vip", name="vip", next=2)
    assert [block.head for block in cut(journey(tag, branch(2, 3, 4), send(3)))] == [0, 2]


def test_X_03_equal_journeys_make_equal_statements() -> None:
    made = journey(wait(1, HOUR), branch(2, 3, 4), send(3))
    first = plan_journey(program(made), made, Periods(), "sqlite")
    again = plan_journey(program(made), made, Periods(), "sqlite")
    assert repr(first) == repr(again)


def test_successors_of_every_path_follow_each_other() -> None:
    for block in cut(journey(*chain(3))):
        for path in block.paths()[len(block.exits) :]:
            pairs = zip(path.hops, path.hops[1:], strict=False)
            assert all(left.target == right.source for left, right in pairs)
