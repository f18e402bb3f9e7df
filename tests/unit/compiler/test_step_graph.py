"""Step graphs: numbers in topological order, keys that survive edits, exact parameters."""

from hypothesis import given
from hypothesis import strategies as st

from jalon.compiler.ir import steps as s
from jalon.compiler.ir.calendar import DAY, Duration
from jalon.compiler.lower.graph import successors

from .texts import HELLO, STORE, journey, program, steps

HOUR = 3_600_000


def keys(found: tuple[s.Step, ...]) -> list[str]:
    return [step.key for step in found]


def kinds(found: tuple[s.Step, ...]) -> list[str]:
    return [step.kind for step in found]


LINES = ("wait 1 day", "wait 2 days", 'add tag "a"', 'add tag "b"', "send email hello", "stop")
simple = st.sampled_from(LINES[:-1]).map(lambda line: [line])


def indent(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def joined(blocks: list[list[str]]) -> list[str]:
    return [line for block in blocks for line in block]


def branch(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    block = st.lists(inner, min_size=1, max_size=3).map(joined)
    test = st.sampled_from(('tagged "x"', "vip", "opens email hello within 2 days"))
    return st.builds(
        lambda test, yes, no: [f"if {test}:", *indent(yes), "else:", *indent(no)],
        test,
        block,
        block,
    )


bodies = st.lists(st.recursive(simple, branch, max_leaves=8), min_size=1, max_size=5).map(joined)


@given(bodies)
def test_every_successor_has_a_higher_number(body: list[str]) -> None:
    found = steps("\n".join(body), HELLO)
    assert [step.number for step in found] == list(range(len(found)))
    assert all(after > step.number for step in found for after in successors(step))


@given(bodies)
def test_keys_are_unique(body: list[str]) -> None:
    found = keys(steps("\n".join(body), HELLO))
    assert len(set(found)) == len(found)


@given(bodies, st.data())
def test_an_unrelated_step_changes_no_other_key(body: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(body) - 1))
    depth = len(body[place]) - len(body[place].lstrip())
    if body[place].lstrip().startswith("else"):
        depth += 2
        place += 1
    more = [*body[:place], " " * depth + 'add tag "unrelated"', *body[place:]]
    before, after = (keys(steps("\n".join(lines), HELLO)) for lines in (body, more))
    (new,) = set(after) - set(before)
    assert [key for key in after if key != new] == before


def test_STEP_26_a_split_has_a_salt_of_its_own_that_survives_edits() -> None:
    split = "split:\n  50% a: wait 1 day\n  50% b: wait 2 days"
    one, other = steps(split)[1], steps(f"wait 3 days\n{split}")[2]
    assert isinstance(one, s.Split)
    assert isinstance(other, s.Split)
    assert one.salt == other.salt
    assert 0 <= one.salt < 2**31
    named = journey(f"starting point: added manually\n{split}").model_copy(update={"name": "x"})
    assert named.steps[1] == one


def test_labels_are_keys() -> None:
    found = steps('wait 1 day as pause\nadd tag "a" as marked')
    assert keys(found) == ["start", "pause", "marked", "completed"]


def test_equal_steps_have_an_ordinal() -> None:
    _, first, second, third, _ = keys(steps("wait 1 day\nwait 1 day\nwait 1 day"))
    assert [second, third] == [f"{first}-2", f"{first}-3"]


def test_STEP_20_conditions_in_a_row_are_one_branch() -> None:
    body = """
if tagged "a": add tag "1"
else if tagged "b": add tag "2"
else: add tag "3"
"""
    found = steps(body)
    head = found[1]
    assert isinstance(head, s.Branch)
    assert [arm.next for arm in head.arms] == [2, 3]
    assert head.otherwise == 4
    assert [successors(step) for step in found[2:5]] == [{5}, {5}, {5}]


def test_STEP_61_an_event_waits_and_the_rest_comes_after_its_time() -> None:
    body = """
if opens email hello within 2 days: add tag "1"
else if tagged "b": add tag "2"
"""
    found = steps(body, HELLO)
    wait, last = found[1], found[3]
    assert isinstance(wait, s.WaitEvent)
    assert isinstance(last, s.Branch)
    assert (wait.next, wait.timeout, wait.limit) == (2, 3, Duration(days=2))
    assert (last.arms[0].next, last.otherwise) == (4, 5)


def test_a_stop_leads_to_the_shared_end() -> None:
    found = steps("if vip: stop\nwait 1 day")
    branch = found[1]
    assert isinstance(branch, s.Branch)
    assert found[branch.arms[0].next] == s.End(number=3, key="stopped", reason="stopped")
    assert found[-1] == s.End(number=4, key="completed")


def test_a_stop_with_a_name_is_an_end_of_its_own() -> None:
    found = steps("if vip: stop as gave_up\nwait 1 day")
    assert (found[2].key, found[2].kind) == ("gave_up", "end")


def test_STEP_02_rounds_are_written_out_with_pauses_between() -> None:
    found = steps('repeat 3 times every 7 days:\n  add tag "a" as mark')
    assert kinds(found) == ["start", "tag", "wait", "tag", "wait", "tag", "end"]
    assert [step.key for step in found if step.kind == "tag"] == ["mark", "mark-2", "mark-3"]


def test_STEP_02_until_leaves_before_the_next_round() -> None:
    found = steps('repeat 2 times every 1 day until vip:\n  add tag "a"')
    assert kinds(found) == ["start", "branch", "tag", "wait", "branch", "tag", "end"]
    leaves = [step.arms[0].next for step in found if isinstance(step, s.Branch)]
    assert leaves == [6, 6]


def test_STEP_32_lengths_are_calendar_or_elapsed() -> None:
    found = steps("wait 1h 30m\nwait 2 weeks\nwait 1 year\nwait 1.5h")
    lengths = [step.duration for step in found if isinstance(step, s.Wait)]
    assert lengths == [
        Duration(milliseconds=90 * 60_000),
        Duration(days=14),
        Duration(months=12),
        Duration(milliseconds=90 * 60_000),
    ]


def test_STEP_34_windows() -> None:
    body = (
        "wait until 09:00\nwait until saturday\nwait until monday to friday between 09:00 and 17:00"
    )
    at_nine, saturday, week = steps(body)[1:4]
    assert at_nine == at_nine.model_copy(update={"start": 9 * HOUR, "end": None})
    assert saturday == saturday.model_copy(update={"weekdays": (5,), "start": 0, "end": DAY})
    assert week == week.model_copy(
        update={"weekdays": (0, 1, 2, 3, 4), "start": 9 * HOUR, "end": 17 * HOUR}
    )


def test_STEP_31_without_a_limit_there_is_no_timeout() -> None:
    forever, limited = steps("wait for vip\nwait for vip up to 7 days")[1:3]
    assert isinstance(forever, s.WaitCondition)
    assert isinstance(limited, s.WaitCondition)
    assert (forever.limit, forever.timeout) == (None, None)
    assert (limited.next, limited.timeout) == (3, 3)


def test_STEP_40_consent_by_kind_of_message_and_journey() -> None:
    bill = 'email bill:\n  subject: "Bill"\n  kind: transactional\n  body: """x"""\n'
    cart = journey("starting point: abandons cart\nsend email bill\nsend email", STORE + bill)
    sends = [step.consent for step in cart.steps if isinstance(step, s.Send)]
    assert sends == ["transactional", "cart"]
    hello = steps("send email hello", HELLO)[1]
    assert isinstance(hello, s.Send)
    assert hello.consent == "marketing"


FIELDS = "field plan: text\nfield size: number\nfield renewal: date\nfield birth: birthday\n"


def test_STEP_46_values_as_fields_keep_them() -> None:
    body = """
set field plan to " Gold"
set field size to 12.5
set field size to + 1
set field renewal to 1970-01-02
set field birth to 02-29
set field plan to empty
"""
    found = [(one.to, one.value) for one in steps(body, FIELDS) if isinstance(one, s.SetField)]
    assert found == [
        ("value", " Gold"),
        ("value", 12_500_000),
        ("plus", 1_000_000),
        ("value", 1),
        ("value", 229),
        ("empty", None),
    ]


def test_lines_are_those_of_the_file() -> None:
    text = "journey it:\n  starting point: added manually\n\n  wait 1 day\n"
    assert [step.line for step in program(text).journeys[0].steps] == [1, 4, 0]
