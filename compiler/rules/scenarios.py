"""Rules about tests: who is given, what can be told, what can be expected."""

from __future__ import annotations

from ...dsl.diagnostics import Rule

UNKNOWN_CONTACT = Rule(
    "J701",
    "unknown-contact",
    "A test speaks of contacts that it has introduced: `given ana` is one, subscribed unless said "
    "otherwise.",
    """\
test "nothing happens":
  given ana
  expect anna received nothing
""",
)

GIVEN_TWICE = Rule(
    "J702",
    "given-twice",
    "Each contact of a test is given once, with everything that is so before the test begins.",
    """\
test "nothing happens":
  given ana: vip
  given ana: not subscribed
  expect ana received nothing
""",
)

GIVEN_TOO_LATE = Rule(
    "J703",
    "given-too-late",
    "What is given was so before anything happened: it stands above the first `at`, `after`, event "
    "and expectation.",
    """\
test "nothing happens":
  at 2026-03-01 09:00
  given ana
  expect ana received nothing
""",
)

CANNOT_BE_GIVEN = Rule(
    "J704",
    "cannot-be-given",
    "What is given of a contact is one value each: `subscribed`, a tag, a group, a field or a "
    "property that `is` something, a time zone. What somebody did is told as an event.",
    """\
field size: number
test "nothing happens":
  given ana: field size > 3
  expect ana received nothing
""",
)

HAPPENS_BY_ITSELF = Rule(
    "J705",
    "happens-by-itself",
    "Some events follow from others, or from time alone: a birthday comes, a segment is entered, "
    "an email stays unopened. A test tells what leads there, or lets time pass.",
    """\
store shop:
  currency: EUR
test "nothing happens":
  given ana
  ana goes 30 days without buying
  expect ana received nothing
""",
)

MEANINGLESS_DETAIL = Rule(
    "J706",
    "meaningless-detail",
    "An amount belongs to a purchase, properties to an event that carries some, `to journey` to a "
    "contact who is put into one by hand or by the API.",
    """\
test "nothing happens":
  given ana
  ana tag added "vip" with colour = "red"
  expect ana received nothing
""",
)

UNCLEAR_PLACE = Rule(
    "J707",
    "unclear-place",
    "Where a project has several stores, or several journeys that contacts are put into, a test "
    "says which one is meant.",
    """\
store here:
  currency: EUR
store there:
  currency: EUR
test "nothing happens":
  given ana
  ana buys any product
  expect ana received nothing
""",
)

NOTHING_EXPECTED = Rule(
    "J708",
    "nothing-expected",
    "A test that expects nothing proves nothing: it needs at least one line that begins with "
    "`expect`.",
    """\
test "nothing happens":
  given ana
""",
)

CLOCK_RUNS_BACK = Rule(
    "J709",
    "clock-runs-back",
    "The lines of a test follow each other in time: an `at` never goes back behind an earlier one.",
    """\
test "nothing happens":
  given ana
  at 2026-03-02
  at 2026-03-01
  expect ana received nothing
""",
)

UNKNOWN_LABEL = Rule(
    "J710",
    "unknown-label",
    "A contact is at a step that has a label in its journey: `wait 2 days as pause`.",
    """\
journey thanks:
  starting point: tag added "vip"
  wait 2 days as pause
test "she waits":
  given ana
  expect ana is at paws in journey thanks
""",
)

TABLE = (
    UNKNOWN_CONTACT,
    GIVEN_TWICE,
    GIVEN_TOO_LATE,
    CANNOT_BE_GIVEN,
    HAPPENS_BY_ITSELF,
    MEANINGLESS_DETAIL,
    UNCLEAR_PLACE,
    NOTHING_EXPECTED,
    CLOCK_RUNS_BACK,
    UNKNOWN_LABEL,
)
