"""Tests of what goes out: nobody is held out, and what is for others was not received."""

from __future__ import annotations

from jalon.compiler.pipeline import compile_tests
from jalon.compiler.project import ProjectSources
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.testing import Theatre

PROJECT = '''\
audience:
  frequency: at most 1 email per day
email hello:
  subject: "Hello"
  body: """Hello {{ unsubscribe_url }}"""
webhook crm:
  url: "https://crm.example/hooks"
journey welcome:
  starting point: event "booked"
  re-entry: always
  holdout: 99%
  call webhook crm
  notify "care@x.example" "Look"
  wait 1h
  send email hello
test "everybody comes in, and hears of it once a day":
  given ana: subscribed
  given ben: subscribed
  ana event "booked"
  ben event "booked"
  expect ana received nothing
  after 1h
  expect ben received email hello
  ana event "booked"
  after 1h
  expect ana received exactly 1 message
  after 1 day
  ana event "booked"
  after 1h
  expect ana received exactly 2 messages
'''


def test_a_test_holds_nobody_out_and_counts_only_what_its_contacts_received() -> None:
    suite, found = compile_tests(ProjectSources.of({"main.journey": PROJECT}))
    assert suite is not None, found
    (test,) = suite.tests
    outcome = Theatre(suite, SqliteStore.open).play(test)
    assert [failure.words for failure in outcome.failures] == []
