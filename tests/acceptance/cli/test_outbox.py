"""`jalon outbox`: the messages in doubt are found, looked at, and decided about."""

from __future__ import annotations

import json
from email import message_from_bytes
from pathlib import Path

import pytest

from jalon.cli.verbs.outbox import SUMMARIES
from jalon.deliver.loop import deliver_due
from jalon.deliver.senders import Outcome, Refused, Retry, Unknown
from jalon.runtime.consent import suppress
from jalon.runtime.outbox import Destinations, outbox_key, tenant_of

from ...integration.deliver.building import HOUR, NOW, Post, Recorder, office
from .conftest import Jalon
from .test_status import rows


@pytest.fixture
def troubled(tmp_path: Path) -> Path:
    """A store with a message refused, two in doubt, one put off, one accepted."""
    path = tmp_path / "troubled.db"
    post = Post.in_file(path).waiting(5)
    answers: list[Outcome] = [Refused(550, "550 no"), Unknown("gone"), Retry("451 later")]
    deliver_due(post.store, office(Recorder([*answers, Unknown("gone")])), NOW)
    post.store.close()
    return path


def test_a_destination_that_is_left_alone_is_shown_by_status(jalon: Jalon, tmp_path: Path) -> None:
    store, known = Post.in_file(tmp_path / "x.db").store, Destinations()
    for _ in range(20):
        known.note("mail.example:587", "421 not now")
    known.save(store, NOW)
    store.close()
    out = jalon("status", "--db", str(tmp_path / "x.db")).out
    line = ["mail.example:587", "20", "2026-03-01 12:00:00", "421 not now"]
    assert rows(out, "destinations") == [line]


@pytest.mark.parametrize("action", SUMMARIES)
def test_every_action_explains_itself(jalon: Jalon, action: str) -> None:
    ran = jalon("outbox", action, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert SUMMARIES[action] in ran.out


def test_the_states_are_counted_and_those_in_doubt_pointed_at(jalon: Jalon, troubled: Path) -> None:
    out = jalon("outbox", "--db", str(troubled)).out
    assert "unknown    perhaps sent: no answer came          2" in out
    assert "jalon outbox list --state unknown" in out


def test_what_was_stopped_after_a_doubt_is_pointed_at(jalon: Jalon, tmp_path: Path) -> None:
    given = ("--db", str(tmp_path / "x.db"))
    post = Post.in_file(tmp_path / "x.db").waiting(2, purpose="transactional")
    mail = office(Recorder([Unknown("gone")]))
    deliver_due(post.store, mail, NOW)
    suppress(post.store, [1], "manual", NOW)
    deliver_due(post.store, mail, NOW + HOUR)
    post.store.close()
    out = jalon("outbox", *given).out
    assert "of those not sent, 1 may have arrived before: `jalon outbox list --doubtful`" in out
    found = json.loads(jalon("outbox", "list", "--doubtful", "--json", *given).out)
    assert found["counts"] == {"suppressed": 1}


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (["--state", "unknown"], ["4/2", "2/2"]),
        (["--contact", "c1"], ["1/2"]),
        (["--message", "hello", "--journey", "j", "--limit", "1"], ["5/2"]),
        (["--channel", "sms"], []),
        (["--since", "2026-03-01T12:00:01"], []),
    ],
)
def test_messages_are_found(
    jalon: Jalon, troubled: Path, words: list[str], numbers: list[str]
) -> None:
    ran = jalon("outbox", "list", *words, "--json", "--db", str(troubled))
    assert [one["number"] for one in json.loads(ran.out)["messages"]] == numbers


def test_what_arrived_after_all_counts_as_sent_and_it_is_told_who_said_so(
    jalon: Jalon, troubled: Path
) -> None:
    given = ("--db", str(troubled))
    ran = jalon("outbox", "resolve", "accepted", "2/2", "--why", "I saw it", "--who", "ana", *given)
    assert ran.out == "1 message resolved: it counts as sent\n"
    out = jalon("outbox", "show", "2/2", *given).out
    assert "by hand, unknown → accepted: ana: I saw it" in out
    again = jalon("outbox", "resolve", "accepted", "2/2", *given)
    assert (again.code, "not in doubt" in again.err) == (2, True)


def test_nothing_is_resolved_that_nobody_named(jalon: Jalon, troubled: Path) -> None:
    given = ("--yes", "--db", str(troubled))
    for state in ("accepted", "queued"):
        ran = jalon("outbox", "resolve", state, *given)
        assert (ran.code, ran.err.splitlines()[0]) == (2, "error: which messages?")
        assert "all of a filter such as `--state unknown`" in ran.err
    out = jalon("outbox", "resolve", "accepted", "--state", "unknown", *given).out
    assert out == "2 messages resolved: they count as sent\n"


def test_who_sends_once_more_is_told_what_will_be_stopped(jalon: Jalon, tmp_path: Path) -> None:
    given = ("--db", str(tmp_path / "x.db"))
    post = Post.in_file(tmp_path / "x.db").waiting(2)
    gone = Refused(550, "5.1.1 no such user", gone="c1@x.example")
    deliver_due(post.store, office(Recorder([gone, Refused(550, "no")])), NOW)
    post.store.close()
    ran = jalon("outbox", "retry", "--state", "refused", *given)
    said = "2 messages queued once more\n  1 of these will be stopped: there is no such address\n"
    assert ran.out == said


def test_the_message_id_is_told_under_which_it_left(jalon: Jalon, tmp_path: Path) -> None:
    given = ("--db", str(tmp_path / "x.db"))
    post, mail = Post.in_file(tmp_path / "x.db").waiting(1), Recorder([Refused(550, "no")])
    deliver_due(post.store, office(mail), NOW)
    post.store.close()
    [sent] = mail.sent
    headers = message_from_bytes(sent.content)
    out = jalon("outbox", "show", "1/2", *given).out
    assert f"\nMessage-ID: {headers['Message-ID']}\n" in out
    assert "\nrefused (not taken): 550\n" in out
    [listed] = json.loads(jalon("outbox", "list", "--json", *given).out)["messages"]
    assert listed["key"] == sent.key


def test_what_is_no_email_is_known_by_its_key(jalon: Jalon, tmp_path: Path) -> None:
    given = ("--db", str(tmp_path / "x.db"))
    post = Post.in_file(tmp_path / "x.db").waiting(1, channel="sms", message="nudge")
    key = outbox_key(tenant_of(post.store), (1, 2), "sms")
    post.store.close()
    out = jalon("outbox", "show", "1/2", *given).out
    assert (f"\nkey: {key}\n" in out, "Message-ID" in out) == (True, False)


def test_marketing_in_doubt_is_sent_again_only_when_that_is_really_meant(
    jalon: Jalon, troubled: Path
) -> None:
    given = ("--db", str(troubled))
    ran = jalon("outbox", "retry", "--state", "unknown", *given)
    assert ran.code == 2
    assert "2 of these are marketing of which nobody knows: it may arrive twice" in ran.err
    ran = jalon("outbox", "retry", "--state", "unknown", "--yes", *given)
    assert ran.out == "2 messages queued once more\n"
    assert jalon("outbox", "retry", "--state", "refused", *given).code == 0
    assert jalon("outbox", "retry", "5/2", *given).err.startswith("error: 1 of these cannot")
