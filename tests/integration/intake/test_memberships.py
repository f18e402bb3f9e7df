"""Tags and groups: only what changes is an event."""

from __future__ import annotations

from jalon.runtime.intake import (
    ContactRow,
    add_contacts,
    join_group,
    leave_group,
    tag,
    untag,
)

from .shop import NOW, kinds, one, opened, origins, rows, ticked


def test_SP_20_a_tag_added_twice_is_one_event() -> None:
    store = opened("ana")
    assert tag(store, ["ana", "ana"], "VIP", NOW).changed == 1
    assert tag(store, ["ana"], " vip", NOW + 1).unchanged == 1
    assert rows(store, "SELECT kind, subject, at FROM event") == [("tag_added", "vip", NOW)]
    assert rows(store, "SELECT tag, name FROM contact_tag") == [("vip", "VIP")]


def test_a_tag_is_taken_only_from_those_who_have_it() -> None:
    store = opened("ana", "ben")
    tag(store, ["ana"], "vip", NOW)
    outcome = untag(store, ["ana", "ben"], "vip", NOW)
    assert (outcome.changed, outcome.unchanged) == (1, 1)
    assert kinds(store) == ["tag_added", "tag_removed"]
    assert rows(store, "SELECT * FROM contact_tag") == []


def test_SP_26_SP_27_joining_and_leaving_a_group_are_events_when_they_change_something() -> None:
    store = opened("ana", "ben")
    join_group(store, ["ana"], "Interests.Running", NOW)
    join_group(store, ["ana"], "interests.running", NOW)
    assert leave_group(store, ["ana", "ben"], "interests.running", NOW).changed == 1
    assert kinds(store) == ["joined_group", "left_group"]
    assert one(store, "SELECT min(subject) FROM event") == "interests.running"


def test_somebody_unknown_is_refused_and_the_others_are_tagged() -> None:
    store = opened("ana")
    outcome = tag(store, ["zoe", "ana"], "vip", NOW)
    assert [(r.row, r.reason) for r in outcome.refusals] == [(0, "`zoe` is not a contact")]
    assert outcome.changed == 1


def test_tags_and_groups_that_come_with_contacts_are_events_too() -> None:
    store = opened()
    add_contacts(store, [ContactRow(key="ana", tags=["a", "b"], groups=["g.h"])], NOW, "imported")
    assert kinds(store) == ["tag_added", "tag_added", "joined_group"]
    assert origins(store) == {"imported"}
    outcome = add_contacts(store, [ContactRow(key="ana", tags=["a", "c"])], NOW, "imported")
    assert (outcome.changed, len(kinds(store))) == (1, 4)


def test_SP_14_tags_of_the_past_are_no_events() -> None:
    store = opened()
    add_contacts(store, [ContactRow(key="ana", tags=["a"], groups=["g.h"])], NOW, "historic")
    tag(store, ["ana"], "b", NOW, "historic")
    assert kinds(store) == []
    assert one(store, "SELECT count(*) FROM contact_tag") == 2


def test_an_event_counts_no_earlier_than_the_last_tick() -> None:
    store = opened("ana")
    ticked(store, NOW + 500)
    tag(store, ["ana"], "vip", NOW)
    assert rows(store, "SELECT at, moment, received_at FROM event") == [(NOW, NOW + 500, NOW)]
