"""F20, F21: each behaviour once, in no time."""

from __future__ import annotations

import pytest

from . import http_matrix, http_table, smtp_matrix
from . import poison as poison_of
from .smtp_table import Behaviour, table


@pytest.mark.parametrize("behaviour", table(), ids=lambda one: one.name)
def test_F20_a_mail_server_may_do_as_it_likes(behaviour: Behaviour) -> None:
    assert smtp_matrix.judged(behaviour, "marketing") == []


def test_F20_receipts_are_sent_again_where_marketing_is_not() -> None:
    doubtful = [one for one in table() if "unknown" in one.states]
    assert [words for one in doubtful for words in smtp_matrix.judged(one, "transactional")] == []


@pytest.mark.parametrize("behaviour", http_table.table(), ids=lambda one: one.name)
def test_F21_a_machine_behind_a_webhook_may_do_as_it_likes(
    behaviour: http_table.Behaviour,
) -> None:
    assert http_matrix.judged(behaviour) == []


@pytest.mark.parametrize(("poison", "together"), [(1, 1), (22, 30)])
def test_F15_the_message_that_kills_is_set_aside_and_the_others_leave(
    poison: int, together: int
) -> None:
    assert poison_of.judged(poison, together) == []


def test_F21_what_took_every_request_and_failed_each_time_leaves_us_in_doubt() -> None:
    assert http_matrix.in_doubt() == []
