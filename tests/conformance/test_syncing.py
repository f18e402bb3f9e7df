"""SYNC-51 to 54, 60, 70 to 74, 81: what a store and the audience tell each other."""

from __future__ import annotations

from pathlib import Path

from jalon.compiler.ir.calendar import Duration
from jalon.runtime import intake
from jalon.runtime.intake.events import CONSENT
from jalon.runtime.intake.rows import EventRow

from .projects import HOUR, journey
from .scenario import HEAD, NOW, Scenario, problems

PROGRAM = '  sms program: FR from "+33600000000"\n\nstore'
WITH_SMS = HEAD.replace("\nstore", PROGRAM, 1)
LOOKS = journey("views any product")


def synced(*settings: str, head: str = HEAD) -> str:
    """The audience and its store, with settings of the connection."""
    return head.rstrip() + "\n" + "".join(f"  {setting}\n" for setting in settings) + "\n"


def told(scenario: Scenario, kind: str, **properties: object) -> list[str]:
    """Tells what A did in the shop; the reasons for which it was refused."""
    values = {"contact_key": "A", "store": "shop", "product_key": "P", "properties": properties}
    row = EventRow(kind=kind, at=NOW, **values)  # type: ignore[arg-type]
    return [refusal.reason for refusal in intake.add_events(scenario.store, [row], NOW).refusals]


def test_SYNC_51_texts_are_taken_over_only_with_an_sms_program(tmp_path: Path) -> None:
    settings = "sync sms since: 2024-05-01"
    assert problems(tmp_path, LOOKS, synced(settings)) == ["SYNC-51"]
    assert problems(tmp_path, LOOKS, synced(settings, head=WITH_SMS)) == []


def test_SYNC_54_consents_are_taken_over_from_a_day_on(tmp_path: Path) -> None:
    assert problems(tmp_path, LOOKS, synced("sync sms since: today", head=WITH_SMS)) == ["SYNC-54"]
    head = synced("sync sms since: 1970-02-01", head=WITH_SMS)
    assert Scenario.of(tmp_path, LOOKS, head).program.stores[0].sync.sms_since == 31


def test_SYNC_61_no_customers_are_made_of_contacts_unless_it_is_asked_for(tmp_path: Path) -> None:
    assert not Scenario.of(tmp_path, LOOKS).program.stores[0].sync.new_contacts_back
    head = synced("sync new contacts back: yes")
    assert Scenario.of(tmp_path, LOOKS, head).program.stores[0].sync.new_contacts_back


def test_SYNC_60_contacts_do_not_go_back_where_none_are_synced(tmp_path: Path) -> None:
    head = synced("sync contacts: no", "sync new contacts back: yes")
    assert problems(tmp_path, LOOKS, head) == ["SYNC-60"]


def test_SYNC_70_what_people_do_in_a_store_is_taken_over(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, LOOKS)
    scenario.contact("A")
    assert told(scenario, "product_viewed") == []
    scenario.tick()
    assert scenario.entered() == "A"


def test_SYNC_70_unless_that_is_switched_off(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("buys any product"), synced("sync events: no"))
    scenario.contact("A")
    (reason,) = told(scenario, "product_viewed")
    assert "keeps what people do in it to itself" in reason


def test_SYNC_71_other_events_of_a_store_are_no_kinds(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, LOOKS)
    scenario.contact("A")
    assert told(scenario, "cart_viewed") == ["`cart_viewed` is no kind of event"]


def test_SYNC_73_SYNC_74_without_consent_nothing_is_stored(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, LOOKS, synced("privacy: gdpr"))
    scenario.contact("A")
    assert len(told(scenario, "product_viewed", **{CONSENT: False})) == 1
    assert len(told(scenario, "product_viewed")) == 1
    scenario.tick()
    assert scenario.entered() == ""
    assert told(scenario, "product_viewed", **{CONSENT: True}) == []
    scenario.tick(plus=HOUR)
    assert scenario.entered() == "A"


def test_SYNC_81_promo_codes_are_looked_at_every_three_hours(tmp_path: Path) -> None:
    assert Scenario.of(tmp_path, LOOKS).program.stores[0].sync.promo_codes_every == Duration(
        milliseconds=3 * HOUR
    )
    assert problems(tmp_path, LOOKS, synced("promo codes every: 2 days")) == ["SYNC-81"]


def test_a_law_about_privacy_is_one_that_is_known(tmp_path: Path) -> None:
    assert problems(tmp_path, LOOKS, synced("privacy: gdrp")) == ["J324"]
