"""Complaints: one sentence for each mistake, at its place, that helps."""

import re

import pytest

from jalon import grammar
from jalon.dsl.reading import engine
from jalon.dsl.words import Words, listed

from .reading import diagnostics, underlined

TEN = """\
jorney rescue "Cart rescue":
  starting pont: abandons cart
  goal buys any product
  wait: 1h
  wait 2 dayz
  send emial hello
  if tagged "vip
    stop
  add tag
  buys any product
  if orders => 3:
    stop
"""


def test_a_field_without_its_word_is_an_unknown_line_of_a_segment() -> None:
    assert underlined('segment s:\n  plan is "a"') == [("J103", "plan")]


def test_ten_mistakes_are_ten_complaints_at_their_places() -> None:
    assert underlined(TEN) == [
        ("J103", "jorney"),
        ("J101", "pont"),
        ("J107", "goal"),
        ("J108", ":"),
        ("J101", "dayz"),
        ("J101", "emial"),
        ("J110", '"vip'),
        ("J102", "tag"),
        ("J104", "buys any product"),
        ("J101", ">"),
    ]


def said(line: str) -> tuple[str, str | None]:
    """Message and help of the one mistake in a line of a journey."""
    (found,) = diagnostics(f"journey j:\n  {line}\n")
    return found.message, found.help


@pytest.mark.parametrize(
    ("line", "message", "help_"),
    [
        ("wiat 1h", "`wiat` starts no line here", "did you mean `wait`?"),
        ("wait", "the line ends after `wait`", "here comes a duration, such as `2 days`, `for`, "
         "or `until`"),
        ("wait 2", "`wait 2` has no unit", "say `2 days`, `2h` or `30 minutes`"),
        ("wait 1 fortnight", "`fortnight` is not a unit of time",
         "say `2 days`, `30 minutes` or `1h 30m`"),
        ("wait: 2h", "`wait` is a step, and steps have no colon", "remove it"),
        ("goal api call", "a colon is missing after `goal`", "say `goal: …`"),
        ("goal", "`goal` needs a colon and a value", "say `goal: …`"),
        ("tag a", "`tag` starts no line here", "say `add tag`"),
        ("bounces", "this is an event, which cannot stand here",
         "say `starting point: bounces` or `wait for bounces`"),
        ("vip", "this is a condition, which cannot stand here",
         "say `if vip:`, `only if: vip` or `wait for vip`"),
        ('subject: "a"', "this is a setting of an email, which cannot stand here",
         "here comes a step, such as `wait 2 days`, or a setting, such as `goal:`"),
        ("send hello", "`send` needs to know what to send",
         "say `send email hello` or `send sms hello`"),
        ("send email a b", "`b` cannot follow `send email a`",
         "a name of several words stands in double quotes"),
        ("stop here", "`here` cannot follow `stop`",
         "end the line before `here`, or go on with `as`"),
        ("send email a with subjct \"x\"", "`subjct` is not known here",
         "did you mean `subject`?"),
        ("holdout: 10", "`holdout` is a percentage", "say `holdout: 10%`"),
        ("only if: orders >", "`orders >` compares with nothing",
         "a number follows, such as `orders >= 3`"),
        ("only if: field plan \"a\"", "`\"a\"` cannot follow `field plan`",
         "here comes a test, such as `is \"gold\"` or `> 3`, or `changes`"),
        ('only if: vip and plan is "a"', "`plan` is not known here",
         "for a field say `field plan`"),
        ("only if: vip and", "the line ends after `vip and`",
         'here comes a condition, such as `tagged "vip"`'),
        ("only if: in segmnet a", "`segmnet` is not known here", "did you mean `segment`?"),
        ("status: \"active\"", "`\"active\"` cannot follow `status:`",
         "here comes `draft`, `active` or `paused`, without quotes"),
        ("starting point:", "the line ends after `starting point:`",
         "here comes an event, such as `buys any product`, or a condition, such as "
         '`tagged "vip"`'),
    ],
)  # fmt: skip
def test_a_mistake_is_said_in_words_that_help(line: str, message: str, help_: str) -> None:
    assert said(line) == (message, help_)


@pytest.mark.parametrize("mistake", Words(engine()).data["mistakes"], ids=lambda one: one["line"])
def test_the_example_of_a_frequent_mistake_is_said_in_its_words(mistake: dict[str, str]) -> None:
    before = {"declaration": "", "condition": "segment s: "}.get(mistake["place"], "journey j:\n  ")
    colon = ":" * mistake["line"].startswith("if ")
    (found,) = diagnostics(before + mistake["line"] + colon)
    pattern = re.escape(mistake["message"]).replace(r"\{word\}", ".*").replace(r"\{before\}", ".*")
    assert re.fullmatch(pattern, found.message)


def test_every_frequent_mistake_has_a_place_of_its_own() -> None:
    words = Words(engine())
    assert len(words.mistakes) == len(words.data["mistakes"])


def test_every_literal_has_words() -> None:
    words = Words(engine())
    terminals = {name for row in engine().table.rows for name in row if not name.islower()}
    unsaid = terminals - set(words.keywords) - set(words.data["literals"])
    assert unsaid == {"$END"}


def test_the_words_never_name_a_terminal() -> None:
    terminals = {name for row in engine().table.rows for name in row if name.isupper()}
    said = re.findall(r'(?m)^\S+ = (".*")$', grammar.read("words.toml"))
    assert not [one for one in said if terminals & set(re.findall(r"[A-Z_]{4,}", one))]


def test_long_lists_lose_their_tail() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(list("abcdefgh")) == "a, b, c, d, e or f"


def test_long_words_are_cut_in_messages() -> None:
    message, _ = said("x" * 1000)
    assert message == f"`{'x' * 40}…` starts no line here"


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ("wiat 1h", "wait 1h"),
        ("wait: 1h", "wait 1h"),
        ("goal api call", "goal: api call"),
        ("tag a", "add tag a"),
        ("add tag 'a'", 'add tag "a"'),
        ("if vip", "if vip:"),
        (r'add tag "a\b"', r'add tag "a\\b"'),
        ('only if: plan is "a"', 'only if: field plan is "a"'),
        ("trigger: api call", "starting point: api call"),
    ],
)
def test_a_fix_mends_the_line(line: str, fixed: str) -> None:
    text = f"journey j:\n  {line}"
    (found,) = diagnostics(text)
    assert found.fix
    mended = text[: found.fix.span.start] + found.fix.replacement + text[found.fix.span.end :]
    assert mended == f"journey j:\n  {fixed}"
