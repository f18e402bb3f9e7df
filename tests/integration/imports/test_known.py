"""Values that `jalon check` forbids do not come in by a file either, and are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.compiler import ir
from jalon.compiler.ir.program import Survey
from jalon.runtime.deploy import deploy
from jalon.runtime.store import Store

from .files import START, imported, refused, rows, shop, written

PROGRAM = ir.Program(
    audience=ir.Audience(tags=("vip",)),
    groups=(ir.Group(name="interests", members=("running",)),),
    surveys=(Survey(name="nps", low=0, high=10),),
)
COLUMNS = "contact_id,country,language,phone,groups,tags\n"
EVENTS = "contact_id,type,occurred_at,subject,properties\n"


def deployed() -> Store:
    store = shop("ana")
    deploy(store, PROGRAM, START)
    return store


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (",klingon,,,", "kept without `language`: `klingon` is not two letters like fr"),
        (",,tel,,", "kept without `phone`: `tel` is no phone number"),
        (",,,interests.silk,", "kept without group `interests.silk`: it is not declared"),
        (",,,,gold", "kept without tag `gold`: it is not declared"),
    ],
)
def test_a_value_that_is_not_allowed_is_left_out(tmp_path: Path, cells: str, told: str) -> None:
    good = "cy,FR,fr,+33 6 12 34 56 78,interests.Running,VIP\n"
    store = deployed()
    report = imported(store, written(tmp_path, "c.csv", f"{COLUMNS}ben,{cells}\n{good}"))
    assert [(line, reason) for line, reason, _ in refused(report)] == [(2, told)]
    assert (report.counts.added, report.counts.partial) == (2, 1)
    held = "SELECT country, language, phone FROM contact WHERE key = 'ben'"
    assert rows(store, held) == [(None, None, None)]


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ('survey_answered,2026-03-01,nps,"{""answer"": 42}"', "`42` is no answer to the survey"),
        ('survey_answered,2026-03-01,nps,"{""answer"": 1e999}"', "`1E+999` is no answer to the"),
        ("survey_answered,2026-03-01,nps,", "nothing is no answer to the survey `nps`"),
        ("survey_answered,2026-03-01,csat,", "there is no survey `csat`: there is nps"),
        ("booked,2126-03-01,,", "`occurred_at`: `2126-03-01` is in the future"),
    ],
)
def test_an_event_that_cannot_be_is_refused(tmp_path: Path, event: str, reason: str) -> None:
    good = 'ana,survey_answered,2026-03-01,nps,"{""answer"": 10}"\n'
    path = written(tmp_path, "e.csv", f"{EVENTS}ana,{event}\n{good}")
    report = imported(deployed(), path)
    [(line, found, _)] = refused(report)
    assert (line, found.startswith(reason), report.counts.added) == (2, True, 1)
