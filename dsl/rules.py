"""The syntax rules (J1xx): what `jalon rule CODE` says about each mistake of form."""

from __future__ import annotations

from .diagnostics import Finding, Rule


class Mistake(Exception):
    """A mistake met while a line is built; the parser turns it into a diagnostic."""

    def __init__(self, rule: Rule, finding: Finding) -> None:
        super().__init__(finding.message)
        self.rule = rule
        self.finding = finding


UNEXPECTED = Rule(
    "J101",
    "unexpected-word",
    "A line says one thing, in a fixed order of words. Here comes something that cannot follow "
    "what stands before it. The help names what can.",
    "send email to ana",
)
UNFINISHED = Rule(
    "J102",
    "unfinished-line",
    "The line ends before it has said everything. The help names what has to follow.",
    "wait",
)
UNKNOWN_LINE = Rule(
    "J103",
    "unknown-line",
    "Every line starts with a word that tells what it is: a setting, a step, a declaration. "
    "This one starts with a word that none of the lines allowed here starts with.",
    "wiat 1h",
)
WRONG_PLACE = Rule(
    "J104",
    "wrong-place",
    "The line is good Jalon, but it belongs elsewhere: a step inside an email, an event where a "
    "step is needed, a setting among the conditions of a segment.",
    "journey thanks:\n  starting point: added manually\n  buys any product",
)
SETTING_AFTER_STEPS = Rule(
    "J105",
    "setting-after-steps",
    "The settings of a journey come first, its steps after them, so that whoever reads the "
    "journey knows who takes part before reading what happens.",
    "wait 1h\ngoal: buys any product",
)
REPEATED_SETTING = Rule(
    "J106",
    "repeated-setting",
    "A setting is given once. Only `starting point:` (several are alternatives) and `header:` "
    "may be repeated.",
    'goal: buys any product\ngoal: event "booked"',
)
MISSING_COLON = Rule(
    "J107",
    "missing-colon",
    "Settings and the heads of blocks have a colon: `goal: …`, `if …:`. Steps have none.",
    'if tagged "vip"\n  stop',
)
NEEDLESS_COLON = Rule(
    "J108",
    "needless-colon",
    "Steps are verbs and have no colon: `wait 2 days`. Settings have one: `goal: …`.",
    "wait: 2 days",
)
UNCLOSED_TEXT = Rule(
    "J110",
    "unclosed-text",
    "A text stands in double quotes and ends on the line it starts on, except one in three "
    "double quotes, which ends with three of them.",
    'add tag "vip',
)
UNKNOWN_ESCAPE = Rule(
    "J111",
    "unknown-escape",
    "In a text, a backslash stands before a double quote, another backslash or an `n` (a new "
    "line), and before nothing else.",
    r'notify "a@b.org" "C:\temp"',
)
STRAY_CHARACTER = Rule(
    "J112",
    "stray-character",
    "The character has no meaning outside a text or a comment.",
    "segment big: total spent > 500€",
)
HIDDEN_DIRECTION = Rule(
    "J113",
    "hidden-direction",
    "The file contains an invisible character that changes the direction of writing. It can make "
    "a line look like what it is not, so it is refused everywhere, in texts and comments too.",
)
TAB = Rule(
    "J114",
    "tab",
    "Blocks are indented with spaces. A tab is shown with a different width everywhere, so two "
    "people would see two different structures.",
    'if tagged "vip":\n\tstop',
)
UNMATCHED_PARENTHESIS = Rule(
    "J115",
    "unmatched-parenthesis",
    "Every parenthesis that opens has one that closes it, and the other way round.",
    'segment some: (tagged "a" or tagged "b"',
)
UNEVEN_INDENT = Rule(
    "J120",
    "uneven-indent",
    "Lines of one block start in the same column, and only a block has lines that stand deeper "
    "than its head.",
    "wait 1h\n  send email hello",
)
EMPTY_BLOCK = Rule(
    "J121",
    "empty-block",
    "A block holds at least one line: after its colon on the same line, or below, indented.",
    'if tagged "vip":',
)
BLOCK_IN_LINE = Rule(
    "J122",
    "block-in-line",
    "A block cannot open inside a line of several statements: nobody could see where it ends.",
    'wait 1h; if tagged "vip": stop',
)
STRAY_ELSE = Rule(
    "J123",
    "stray-else",
    "`else` and `else if` come directly after the steps of an `if`, in the same column, and "
    "`else` comes last.",
    'if tagged "vip": stop\nwait 1h\nelse: wait 2h',
)
STRAY_ARM = Rule(
    "J124",
    "stray-arm",
    "A `split` holds arms and nothing else: `50% name:`, each with its steps. Arms stand only in "
    "a split.",
    "split:\n  send email one\n  send email two",
)
UNEVEN_CASES = Rule(
    "J125",
    "uneven-cases",
    "A test can be run once for each row of a table: `cases:` with names beside it, and below it "
    "rows with a value for each name. A line uses a value by its name in angle brackets: `<plan>`.",
    'test "prices":\n  cases: plan, total\n    "gold", 120 EUR\n    "silver"\n'
    "  given ana: field plan is <plan>\n  ana buys any product for <total>",
)
UNKNOWN_COLUMN = Rule(
    "J126",
    "unknown-column",
    "A name in angle brackets stands for a value of the table of cases, which has a column of that "
    "name.",
    'test "plans":\n  cases: plan\n    "gold"\n  given ana: field plan is <plna>',
)
IMPOSSIBLE_DATE = Rule(
    "J130",
    "impossible-date",
    "A date is written year-month-day, a day of every year month-day, and it exists.",
    "wait until 2026-02-30",
)
IMPOSSIBLE_TIME = Rule(
    "J131",
    "impossible-time",
    "A time of day is written hour:minute, from 00:00 to 23:59.",
    "wait until 24:00",
)
REPEATED_CLAUSE = Rule(
    "J132",
    "repeated-clause",
    "Each addition to an event or a condition is made once: one store, one period, one count.",
    "segment some: bought anything in store a in store b",
)
NEEDLESS_WITHIN = Rule(
    "J133",
    "needless-within",
    "`within` limits how long an `if` or a `goal` waits for an event. Elsewhere there is nothing "
    "that it could limit; `wait for` has `up to`.",
    "wait for opens email hello within 2 days",
)
MISSING_PERIOD = Rule(
    "J134",
    "missing-period",
    "`last order`, `first order` and `some order` look at the date of an order: say which dates.",
    "segment lapsed: last order in store shop",
)
BAD_NUMBER = Rule(
    "J135",
    "bad-number",
    "Numbers have at most thirty digits; what is counted one by one is a whole number.",
    "segment readers: opened any of the last 2.5 emails",
)
TOO_DEEP = Rule(
    "J140",
    "too-deep",
    "Blocks, parentheses and `where`s may be nested sixty-four deep.",
)
TOO_LARGE = Rule(
    "J141",
    "too-large",
    "A file may hold eight mebibytes of text. Split it: the order of files never matters.",
)

RULES = tuple(value for value in list(globals().values()) if isinstance(value, Rule))
