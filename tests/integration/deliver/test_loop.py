"""Delivering what is due: each message once, one that fails stops nobody else."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from jalon.compiler import ir
from jalon.deliver.letters import Desk
from jalon.deliver.loop import Office, Sizes, deliver_due
from jalon.deliver.records import Material
from jalon.deliver.senders import Outcome, Prepared, Refused, Retry, Sender, Unknown
from jalon.deliver.senders.folder import FolderSender
from jalon.deliver.settings import Delivery
from jalon.deliver.tables import Secret

from .building import HOUR, MINUTE, NIGHT, NOW, Post, Recorder, journey, office, program, send


def to(message: Prepared) -> int:
    """The contact a message is for."""
    return int(message.recipient.removeprefix("c").partition("@")[0])


def test_every_message_that_is_due_leaves_once() -> None:
    post, sender = Post.with_program().waiting(7), Recorder()
    post.sql("UPDATE outbox SET not_before = ? WHERE enrollment_id = 7", NOW + 1)
    sizes = Sizes(batch=4, marketing=2)
    assert deliver_due(post.store, office(sender, sizes=sizes), NOW) == {"accepted": 6}
    assert [to(m) for m in sender.sent] == [1, 2, 3, 4, 5, 6]
    assert deliver_due(post.store, office(sender), NOW) == {}
    assert deliver_due(post.store, office(sender), NOW + 1) == {"accepted": 1}
    assert len({m.key for m in sender.sent}) == 7


def test_a_message_is_rendered_for_its_contact() -> None:
    post, sender = Post.with_program(), Recorder()
    post.contact(1, first_name="Ana <b>\r\nBcc: eve@x.example")
    post.queue(1)
    deliver_due(post.store, office(sender), NOW)
    mail = message_from_bytes(sender.sent[0].content, policy=policy.default)
    assert mail["Subject"] == "Hi Ana <b> Bcc: eve@x.example"
    assert mail["Bcc"] is None
    assert mail["From"] == "Trail & Co <hello@trail.example>"
    assert mail["Date"] == "Sun, 01 Mar 2026 12:00:00 +0000"


def test_a_step_may_give_another_subject() -> None:
    step = send(1, "hello", subject="Else {{ journey.name }}")
    post = Post.with_program(program(journey("j", step)))
    sender = Recorder()
    post.waiting(1)
    deliver_due(post.store, office(sender), NOW)
    assert b"\r\nSubject: Else j\r\n" in sender.sent[0].content


def test_a_message_that_cannot_be_rendered_stops_nobody_else() -> None:
    hello = ir.Email(name="hello", subject="Hi", body="{{ 6 / contact.size }}")
    post, sender = Post.with_program(program(messages=(hello,))), Recorder()
    for id, size in ((1, 2_000_000), (2, 0), (3, 3_000_000)):
        post.contact(id, field_size=size)
        post.queue(id)
    assert deliver_due(post.store, office(sender), NOW) == {"accepted": 2, "failed": 1}
    assert [to(m) for m in sender.sent] == [1, 3]
    assert post.states()[2] == ("dead", "template")
    assert post.sql("SELECT detail FROM attempt WHERE enrollment_id = 2") == [
        ("line 1: in the body: this divides by zero",)
    ]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (ir.Email(name="hello", subject="{{ x() }}", body="x"), "a call `…()` cannot be used"),
        (ir.Email(name="other", subject="x", body="x"), "there is no message `hello`"),
    ],
)
def test_a_message_that_is_wrong_for_everybody_is_dead_with_words(
    message: ir.Email, words: str
) -> None:
    post = Post.with_program(program(messages=(message,))).waiting(3)
    assert deliver_due(post.store, office(Recorder()), NOW) == {"failed": 3}
    assert all(words in detail for (detail,) in post.sql("SELECT detail FROM attempt"))


@pytest.mark.parametrize("address", ["nobody", "a@x.example\nBcc: b@x.example", "a b@x.example"])
def test_an_address_that_is_none_is_dead(address: str) -> None:
    post = Post.with_program()
    post.contact(1, email=address)
    post.queue(1)
    deliver_due(post.store, office(Recorder()), NOW)
    assert post.states() == {1: ("dead", "address")}


def test_a_step_that_is_gone_is_dead() -> None:
    post = Post.with_program().waiting(2)
    post.sql("UPDATE outbox SET node_id = 999 WHERE enrollment_id = 2")
    assert deliver_due(post.store, office(Recorder()), NOW) == {"accepted": 1, "failed": 1}
    assert post.states()[2] == ("dead", "no_step")


def test_a_defect_of_ours_stops_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    post, sender = Post.with_program().waiting(3), Recorder()
    write = Desk.write_email

    def broken(desk: Desk, material: Material, now: int) -> Prepared:
        if material.row.contact_id == 2:
            raise IndexError("secret@x.example")
        return write(desk, material, now)

    monkeypatch.setattr(Desk, "write_email", broken)
    assert deliver_due(post.store, office(sender), NOW) == {"accepted": 2, "failed": 1}
    assert post.states()[2] == ("dead", "defect")
    assert post.sql("SELECT detail FROM attempt WHERE enrollment_id = 2") == [("IndexError",)]


@pytest.mark.parametrize("writer", ["nobody", "Trail\nBcc: x <a@x.example>"])
def test_a_sender_that_is_none_is_dead_with_words(writer: str) -> None:
    post = Post.with_program(program(audience=ir.Audience(sender=writer))).waiting(1)
    deliver_due(post.store, office(Recorder()), NOW)
    assert post.states() == {1: ("dead", "sender")}


def test_halves_of_characters_do_not_stop_a_message() -> None:
    both = program(journey("j", send(1, "hello"), send(2, "nudge", "sms")))
    post, mail, sms = Post.with_program(both), Recorder(), Recorder()
    post.contact(1)
    for step, channel, message in ((1, "email", "hello"), (2, "sms", "nudge")):
        post.queue(1, step, channel=channel, message=message)
    post.sql("UPDATE contact SET first_name = CAST(x'41eda080' AS TEXT) || char(55296)")
    post.store.connection.text_factory = lambda raw: raw.decode("utf-8", "surrogatepass")
    assert deliver_due(post.store, office(mail, sms), NOW) == {"accepted": 2}


def test_an_address_that_is_gone_before_it_is_written_is_dead() -> None:
    post = Post.with_program()
    post.contact(1, email=None)
    post.queue(1)
    deliver_due(post.store, office(Recorder()), NOW)
    assert post.states() == {1: ("dead", "no_address")}


def test_without_a_sender_smtp_sends_nothing_and_a_maildir_says_nobody() -> None:
    nameless = program(audience=ir.Audience())
    post, sender = Post.with_program(nameless).waiting(1), Recorder()
    by_smtp = Office({"email": sender}, Desk(Delivery(mail="smtp")))
    assert deliver_due(post.store, by_smtp, NOW) == {"failed": 1}
    assert post.states() == {1: ("dead", "no_sender")}
    post = Post.with_program(nameless).waiting(1)
    deliver_due(post.store, office(sender), NOW)
    assert sender.sent[0].sender == "no-reply@localhost"


def test_text_messages_leave_by_their_own_way(tmp_path: Path) -> None:
    steps = program(journey("j", send(1, "nudge", "sms")))
    post = Post.with_program(steps).waiting(2, channel="sms", message="nudge")
    post.sql("UPDATE contact SET phone = 'none' WHERE id = 2")
    folder = FolderSender(tmp_path / "sms")
    counts = deliver_due(post.store, office(Recorder(), folder), NOW)
    assert counts == {"accepted": 1, "failed": 1}
    [path] = (tmp_path / "sms").glob("*.txt")
    assert path.read_text() == "To: +33600000001\n\nHi Ana1"
    assert post.sql("SELECT kind, subject FROM event") == [("sms_sent", "nudge")]


def test_an_email_and_a_text_of_one_name_are_two_messages() -> None:
    steps = (send(1, "hello"), send(2, "hello", "sms"))
    both = (ir.Email(name="hello", subject="Hi", body="mail"), ir.Sms(name="hello", body="text"))
    post, mail, sms = Post.with_program(program(journey("j", *steps), messages=both)), *pair()
    post.contact(1)
    post.queue(1, 1)
    post.queue(1, 2, channel="sms")
    assert deliver_due(post.store, office(mail, sms), NOW) == {"accepted": 2}
    assert (b"mail" in mail.sent[0].content, sms.sent[0].content) == (True, b"text")


def pair() -> tuple[Recorder, Recorder]:
    """A sender of e-mail and one of texts."""
    return Recorder(), Recorder()


def test_each_answer_has_its_state() -> None:
    post = Post.with_program().waiting(4)
    answers: list[Outcome] = [Retry("450 later"), Refused(550, "550 no"), Unknown("gone")]
    counts = deliver_due(post.store, office(Recorder(answers)), NOW)
    assert counts == {"retry": 1, "refused": 1, "unknown": 1, "accepted": 1}
    assert post.states() == {
        1: ("queued", None),
        2: ("refused", "550"),
        3: ("unknown", "no_answer"),
        4: ("accepted", None),
    }


def test_a_way_out_that_is_closed_puts_all_off_and_hands_nothing_off() -> None:
    post, sender = Post.with_program().waiting(3), Recorder(closed=Retry("refused"))
    assert deliver_due(post.store, office(sender), NOW) == {"retry": 3}
    assert sender.sent == []
    assert {state for state, _ in post.states().values()} == {"queued"}
    assert post.sql("SELECT DISTINCT handed_at FROM outbox") == [(None,)]
    sender.closed = None
    assert deliver_due(post.store, office(sender), NOW + HOUR) == {"accepted": 3}


def test_a_way_out_that_is_lost_puts_the_rest_off() -> None:
    post, sender = Post.with_program().waiting(5), Closing(after=2)
    assert deliver_due(post.store, office(sender), NOW) == {"accepted": 2, "retry": 3}
    assert [to(m) for m in sender.sent] == [1, 2]


class Closing(Recorder):
    """A sender whose connection is lost after some messages."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.after = after

    def open(self) -> Retry | None:
        """Lost after so many."""
        return Retry("lost") if len(self.sent) >= self.after else None


def test_what_consent_stops_at_the_last_moment_is_counted() -> None:
    post = Post.with_program().waiting(3)
    post.sql("UPDATE contact SET email_status = 'unsubscribed' WHERE id = 2")
    counts = deliver_due(post.store, office(Recorder()), NOW)
    assert counts == {"accepted": 2, "stopped": 1}


def test_STEP_43_texts_obey_the_audiences_quiet_hours_and_mail_the_journeys() -> None:
    steps = (send(1, "hello"), send(2, "nudge", "sms"))
    audience = ir.Audience(sender="a@x.example", quiet_hours=NIGHT)
    post = Post.with_program(program(journey("j", *steps), audience=audience))
    late, sms = NOW + 10 * HOUR, Recorder()
    post.contact(1)
    post.queue(1, 1)
    post.queue(1, 2, channel="sms", message="nudge")
    assert deliver_due(post.store, office(Recorder(), sms), late) == {"accepted": 1, "stopped": 1}
    assert sms.sent == []
    assert deliver_due(post.store, office(Recorder(), sms), NOW + 20 * HOUR) == {"accepted": 1}


def test_STEP_43_a_journeys_quiet_hours_hold_its_mail() -> None:
    post = Post.with_program(program(journey("j", send(1, "hello"), quiet_hours=NIGHT)))
    post.waiting(1)
    assert deliver_due(post.store, office(Recorder()), NOW + 10 * HOUR) == {"stopped": 1}
    assert deliver_due(post.store, office(Recorder()), NOW + 20 * HOUR) == {"accepted": 1}


@pytest.mark.parametrize(("purpose", "listed"), [("marketing", True), ("transactional", False)])
def test_marketing_says_how_to_unsubscribe(purpose: str, listed: bool) -> None:
    post, sender = Post.with_program().waiting(1, purpose=purpose), Recorder()
    delivery = Delivery(page="https://trail.example/u", secret=Secret("S"))
    senders: dict[str, Sender] = {"email": sender}
    deliver_due(post.store, Office(senders, Desk(delivery, "salt")), NOW)
    mail = message_from_bytes(sender.sent[0].content, policy=policy.default)
    assert ("List-Unsubscribe" in mail, "List-Unsubscribe-Post" in mail) == (listed, listed)


def test_a_second_attempt_has_the_same_message_id() -> None:
    post, sender = Post.with_program().waiting(1, purpose="transactional"), Recorder([Unknown("x")])
    deliver_due(post.store, office(sender), NOW)
    deliver_due(post.store, office(sender), NOW + MINUTE)
    first, second = (message_from_bytes(m.content)["Message-ID"] for m in sender.sent)
    assert first == second
    assert sender.sent[1].attempt == 2


def test_two_stores_never_share_a_message_id() -> None:
    keys = set()
    for title in ("one", "two"):
        post, sender = Post.with_program(program(journey("j", title=title))).waiting(1), Recorder()
        deliver_due(post.store, office(sender), NOW)
        keys |= {m.key for m in sender.sent}
    assert len(keys) == 2
