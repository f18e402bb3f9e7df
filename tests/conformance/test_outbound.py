"""STEP-41, 42, 49, 50, 51: surveys, countries of texts, webhooks, notes to teammates."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from jalon.deliver.letters import Desk
from jalon.deliver.loop import Office, deliver_due
from jalon.deliver.senders import Sender
from jalon.deliver.settings import Delivery
from jalon.runtime.sqlite import SqliteStore

from ..integration.deliver.building import HOUR, Recorder
from ..integration.deliver.hooks import listening, sender
from .scenario import HEAD, Scenario, problems

BODY = """  body: \"\"\"{"email": "{{ contact.email }}", "vip": {{ contact.vip }}}\"\"\"\n"""
SURVEY = 'survey nps "How likely?": 0 to 10\n'
EMAIL = 'email m:\n  subject: "Hello"\n  body: """[{{ survey.question }}]({{ survey.url }})"""\n'


def journey(*steps: str) -> str:
    """A journey that a tag starts."""
    lines = "".join(f"  {step}\n" for step in steps)
    return f'journey j:\n  starting point: tag added "go"\n{lines}'


def hook(url: str, *more: str) -> str:
    """A webhook."""
    return f'webhook crm:\n  url: "{url}"\n' + "".join(f"  {one}\n" for one in more)


def at_the_step(folder: Path, text: str, head: str = HEAD, **contact: Any) -> Scenario:
    """A has come to the steps; from here on the messages leave, which the reference leaves out."""
    scenario = Scenario.of(folder, text, head)
    scenario.contact("A", **contact)
    scenario.tag("go", "A")
    scenario.tick()
    scenario.judged = False
    return scenario


def posted(scenario: Scenario, mail: Recorder | None = None, **secrets: str) -> dict[str, int]:
    """Delivers what is due now."""
    senders: dict[str, Sender] = {"email": mail or Recorder(), "webhook": sender(**secrets)}
    office = Office(senders, Desk(Delivery()))
    return dict(deliver_due(scenario.store, office, scenario.now))


def test_STEP_49_one_request_with_headers_and_a_json_body(tmp_path: Path) -> None:
    with listening() as hooks:
        header = 'header: "X-Token" is env:CRM_TOKEN'
        text = hook(hooks.url, header) + BODY + journey("call webhook crm")
        scenario = at_the_step(tmp_path, text, vip=True)
        assert posted(scenario, CRM_TOKEN="open sesame") == {"accepted": 1}
    [taken] = hooks.taken
    assert json.loads(taken.body) == {"email": "a@x.example", "vip": True}
    assert (taken.path, taken.headers["x-token"]) == ("/hooks", "open sesame")
    assert taken.headers["content-type"] == "application/json"
    if isinstance(scenario.store, SqliteStore):
        assert "open sesame" not in "\n".join(scenario.store.connection.iterdump())


def test_STEP_49_a_form(tmp_path: Path) -> None:
    with listening() as hooks:
        body = '  body: """\n    who={{ contact.first_name }}\n    source=jalon\n    """\n'
        text = hook(hooks.url) + body + journey("call webhook crm")
        posted(at_the_step(tmp_path, text, first_name='Ana&x="1"'))
    [taken] = hooks.taken
    assert taken.body == "who=Ana%26x%3D%221%22&source=jalon"
    assert taken.headers["content-type"] == "application/x-www-form-urlencoded"


def test_STEP_49_without_a_body_all_that_is_known_goes_out(tmp_path: Path) -> None:
    with listening() as hooks:
        posted(at_the_step(tmp_path, hook(hooks.url) + journey("call webhook crm")))
    told = json.loads(hooks.taken[0].body)
    assert (told["contact"]["email"], told["event"]["kind"]) == ("a@x.example", "tag_added")


def test_STEP_50_four_requests_in_all_then_it_is_given_up(tmp_path: Path) -> None:
    with listening(500, 503, 302, 500) as hooks:
        scenario = at_the_step(tmp_path, hook(hooks.url) + journey("call webhook crm"))
        assert scenario.ended("A") == ["completed"]
        for _ in range(6):
            posted(scenario)
            scenario.now += HOUR
    assert len({taken.headers["idempotency-key"] for taken in hooks.taken}) == 1
    assert len(hooks.taken) == 4
    rows = scenario.asked.execute("SELECT detail FROM attempt ORDER BY number")
    assert [detail[:18] for (detail,) in rows] == [
        f"the answer was {n}" for n in (500, 503, 302, 500)
    ]


def test_STEP_50_an_answer_in_time_is_enough(tmp_path: Path) -> None:
    with listening(500) as hooks:
        scenario = at_the_step(tmp_path, hook(hooks.url) + journey("call webhook crm"))
        assert posted(scenario) == {"unknown": 1}
        scenario.now += HOUR
        assert posted(scenario) == {"accepted": 1}
    assert len(hooks.taken) == 2


def test_STEP_51_a_teammate_is_told_and_not_the_contact(tmp_path: Path) -> None:
    note = 'notify "ops@x.org" "VIP: {{ contact.email }}\\nCall her."'
    scenario = at_the_step(tmp_path, journey(note), email_status="unsubscribed")
    mail = Recorder()
    assert posted(scenario, mail) == {"accepted": 1}
    [sent] = mail.sent
    read = message_from_bytes(sent.content, policy=policy.default)
    assert (sent.recipient, read["Subject"]) == ("ops@x.org", "VIP: a@x.example")
    assert "Call her." in read.get_content()
    sent_events = scenario.asked.execute("SELECT * FROM event WHERE kind = 'email_sent'")
    assert sent_events.fetchall() == []


def test_STEP_41_a_survey_must_exist(tmp_path: Path) -> None:
    text = EMAIL + journey("send email m with survey nps")
    assert problems(tmp_path, text) == ["STEP-41"]
    assert problems(tmp_path, SURVEY + text) == []


def test_STEP_41_the_message_has_the_link_of_its_survey(tmp_path: Path) -> None:
    scenario = at_the_step(tmp_path, SURVEY + EMAIL + journey("send email m with survey nps"))
    mail = Recorder()
    posted(scenario, mail)
    read = message_from_bytes(mail.sent[0].content, policy=policy.default).get_body(("plain",))
    assert read is not None
    assert "How likely?" in read.get_content()
    assert "mailto:shop@x.example?subject=survey%20nps" in read.get_content()


@pytest.mark.parametrize(
    ("countries", "phone", "country", "expected"),
    [
        ("US", "+33600000001", "FR", [("A", "sms_country")]),
        ("FR", "+33600000001", "BE", []),
        ("US", "+15550000001", "CA", [("A", "sms_country")]),
        ("US, CA", "+15550000001", "CA", []),
        ("FR", "0600000001", "FR", []),
        ("FR", "0600000001", None, [("A", "sms_country")]),
    ],
)
def test_STEP_42_a_text_needs_a_country_of_the_program(
    tmp_path: Path, countries: str, phone: str, country: str | None, expected: list[object]
) -> None:
    program = f'  currency: EUR\n  sms program: {countries} from "+33600000000"\n'
    head = HEAD.replace("  currency: EUR\n", program, 1)
    text = 'sms n: "Hello"\n' + journey("send sms n")
    told = {"phone": phone, "country": country, "sms_status": "subscribed"}
    scenario = at_the_step(tmp_path, text, head, **told)
    assert scenario.skipped("n") == expected
    assert scenario.ended("A") == ["completed"]


def test_STEP_49_51_what_is_wrong_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path, hook("crm.example")) == ["STEP-49"]
    assert problems(tmp_path, journey("call webhook crm")) == ["STEP-49"]
    assert problems(tmp_path, journey('notify "the team" "Look"')) == ["STEP-51"]
