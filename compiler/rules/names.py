"""Rules about names: what is referred to must exist, once."""

from __future__ import annotations

from ...dsl.diagnostics import Rule

UNKNOWN_NAME = Rule(
    "J201",
    "unknown-name",
    "Segments, fields, groups, stores, messages and journeys are declared once, anywhere in the "
    "project, and referred to by name. A name that nothing declares is most often a slip of the "
    "finger. Tags are free words, unless the audience lists its `tags:`; then a tag must be in "
    "that list or be added by some step.",
    """\
segment loyal: tagged "vip"
journey thanks:
  starting point: tag added "vip"
  only if: in segment loyl
  wait 1h
""",
    "SEG-48",
)

NAME_TAKEN = Rule(
    "J202",
    "name-taken",
    "All files of a project share one space of names per kind, so two segments, or two emails, "
    "cannot have the same name; nor can two members of a group or two choices of a field.",
    """\
segment loyal: tagged "vip"
segment loyal: tagged "gold"
""",
)

NAMES_DIFFER_BY_CASE = Rule(
    "J203",
    "names-differ-by-case",
    "Two names of one kind that differ only in upper and lower case would be one column, one "
    "file or one line of a report. One of them needs another name.",
    """\
field Plan: text
field plan: text
""",
)

SEGMENT_CYCLE = Rule(
    "J204",
    "segment-cycle",
    "A segment may use other segments, but not itself, directly or through others: nobody could "
    "say who is in it.",
    """\
segment warm: in segment hot
segment hot: in segment warm
""",
)

_CHAIN = "\n".join(
    f"segment s{number}: in segment s{number - 1}" if number else "segment s0: vip"
    for number in range(26)
)
SEGMENTS_TOO_DEEP = Rule(
    "J209",
    "segments-too-deep",
    "A segment may use others that use others, twenty-four times: all of their conditions are "
    "asked in one statement, and a database takes only so many inside each other.",
    f"{_CHAIN}\n",
)

SECOND_AUDIENCE = Rule(
    "J205",
    "second-audience",
    "`audience:` holds the settings of the whole project; there is one at most.",
    """\
audience:
  currency: EUR
audience:
  currency: USD
""",
)

NAME_TOO_LONG = Rule(
    "J208",
    "name-too-long",
    "A field is a column of the database, whose name is its own and a few letters more; PostgreSQL "
    "cuts names after 63 bytes, so that two long ones could become the same. A letter with an "
    "accent is two bytes or more.",
    """\
field what_would_you_like_us_to_call_you_whenever_we_write_to_you: text
""",
)

TABLE = (
    UNKNOWN_NAME,
    NAME_TAKEN,
    NAMES_DIFFER_BY_CASE,
    SEGMENT_CYCLE,
    SEGMENTS_TOO_DEEP,
    SECOND_AUDIENCE,
    NAME_TOO_LONG,
)
