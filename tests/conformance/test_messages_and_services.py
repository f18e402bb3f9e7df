"""SP-70 to 76 and 80 to 89: what happens to messages, and what other services tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.runtime import intake

from .projects import journey
from .scenario import Scenario, problems

NEWS = 'email news:\n  subject: "News"\n\nemail other:\n  subject: "Other"\n\n'
SURVEY = 'survey nps "How likely?": 0 to 10\n\nsurvey csat: 1 to 5\n\n'
LINKS = {"A": "https://x.example/u", "B": "https://x.example/v"}


def told(folder: Path, start: str, kind: str, **who: str | None) -> Scenario:
    """Contacts of each of whom one event is told."""
    scenario = Scenario.of(folder, NEWS + SURVEY + journey(start))
    for name, subject in who.items():
        scenario.contact(name)
        scenario.event(name, kind, subject)
    scenario.tick()
    return scenario


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("is sent email news", "email_sent"),  # SP-70
        ("opens email news", "email_opened"),  # SP-71
        ("clicks email news", "email_clicked"),  # SP-73
    ],
)
def test_SP_70_SP_71_SP_73_of_the_one_email_only(tmp_path: Path, start: str, kind: str) -> None:
    assert told(tmp_path, start, kind, A="news", B="other").entered() == "A"


def test_SP_71_opening_twice_is_one_entry(tmp_path: Path) -> None:
    scenario = told(tmp_path, "opens email news", "email_opened", A="news")
    scenario.event("A", "email_opened", "news")
    scenario.tick(plus=1000)
    assert scenario.entered() == "A"


def test_SP_75_clicks_one_link_of_an_email(tmp_path: Path) -> None:
    start = 'clicks link "https://x.example/u" in email news'
    scenario = Scenario.of(tmp_path, NEWS + journey(start))
    for name, link in LINKS.items():
        scenario.contact(name)
        scenario.event(name, "email_clicked", "news", properties={"link": link})
    scenario.tick()
    assert scenario.entered() == "A"


def test_SP_76_answers_a_survey(tmp_path: Path) -> None:
    scenario = told(tmp_path, "answers survey nps", "survey_answered", A="nps", B="csat")
    assert scenario.entered() == "A"
    (nps,) = [one for one in scenario.program.surveys if one.name == "nps"]
    assert (nps.question, nps.low, nps.high) == ("How likely?", 0, 10)


def test_SP_76_the_answer_can_be_asked_for(tmp_path: Path) -> None:
    start = "answers survey nps where event.answer >= 9"
    scenario = Scenario.of(tmp_path, SURVEY + journey(start))
    for name, answer in {"A": 9, "B": 3}.items():
        scenario.contact(name)
        scenario.event(name, "survey_answered", "nps", properties={"answer": answer})
    scenario.tick()
    assert scenario.entered() == "A"


def test_SP_13_the_survey_must_exist(tmp_path: Path) -> None:
    assert problems(tmp_path, journey("answers survey nps")) == ["SP-13"]


def test_SP_80_a_call_of_the_api_is_of_one_journey(tmp_path: Path) -> None:
    assert told(tmp_path, "api call", "api_called", A="j", B="other").entered() == "A"


def test_SP_80_an_address_that_is_nobodys_is_refused(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("api call"))
    row = intake.EventRow(kind="api_called", subject="j", at=scenario.now, contact_key="nobody")
    assert intake.add_events(scenario.store, [row], scenario.now).refused == 1


def test_SP_81_an_event_by_its_name(tmp_path: Path) -> None:
    assert told(tmp_path, 'event "booked"', "custom", A="Booked", B="seen").entered() == "A"


def test_SP_82_the_name_of_an_event_has_two_letters_at_least(tmp_path: Path) -> None:
    assert problems(tmp_path, journey('event "x"')) == ["SP-82"]


def test_SP_83_events_told_while_syncing_do_not_trigger(tmp_path: Path) -> None:
    scenario = told(tmp_path, 'event "booked"', "custom")
    scenario.contact("A")
    scenario.event("A", "custom", "booked", origin="historic")
    scenario.tick()
    assert scenario.entered() == ""


@pytest.mark.parametrize(
    ("start", "kind", "who"),
    [
        ("eventbrite check-in", "eventbrite_check_in", "AB"),  # SP-84
        ("eventbrite ticket", "eventbrite_ticket", "AB"),  # SP-85
        ('eventbrite ticket for "e1"', "eventbrite_ticket", "A"),  # SP-86
        ('eventbrite check-in at "e1"', "eventbrite_check_in", "A"),  # SP-87
        ('eventbrite check-in at "e1"', "eventbrite_ticket", ""),
        ('zapier event "E1"', "zapier_event", "A"),  # SP-89
        ("zapier event", "zapier_event", "AB"),
    ],
)
def test_SP_84_SP_85_SP_86_SP_87_SP_89_services(
    tmp_path: Path, start: str, kind: str, who: str
) -> None:
    assert told(tmp_path, start, kind, A="e1", B="e2").entered() == who


def test_SP_88_a_chat_is_finished(tmp_path: Path) -> None:
    assert told(tmp_path, "chat finished", "chat_finished", A=None).entered() == "A"


def test_SP_89_a_contact_who_is_not_known_is_added(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("zapier event where not subscribed"))
    intake.meet_contacts(scenario.store, {"N": scenario.now}, scenario.now)
    scenario.event("N", "zapier_event", "lead")
    scenario.tick()
    assert scenario.entered() == "N"


@pytest.mark.parametrize(
    ("start", "status"), [("unsubscribes", "unsubscribed"), ("bounces", "cleaned")]
)
def test_leaving_and_bouncing(tmp_path: Path, start: str, status: intake.rows.EmailStatus) -> None:
    scenario = Scenario.of(tmp_path, journey(start))
    scenario.contact("A", "B")
    evidence = intake.Evidence("test")
    intake.set_email_status(scenario.store, ["A"], status, scenario.now, evidence)
    intake.set_sms_status(scenario.store, ["B"], "subscribed", scenario.now, evidence)
    intake.set_sms_status(scenario.store, ["B"], "unsubscribed", scenario.now, evidence)
    scenario.tick()
    assert scenario.entered() == "A"
