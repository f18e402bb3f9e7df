"""Bodies: the lines inside a journey put together, settings, steps and blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from . import nodes
from .blocks import (
    check_shape,
    first_word,
    open_block,
    refuse_in_line,
    value_below,
    want_no_lines,
)
from .build.steps import Head
from .diagnostics import Finding
from .layout import Line
from .reading import Reader
from .rules import SETTING_AFTER_STEPS, STRAY_ARM, STRAY_ELSE
from .shares import in_place, shares, spread
from .tokens import Token

OPENERS = frozenset({"if", "else", "split", "repeat"})
A_STEP = "a step such as `send email welcome`"
AN_ARM = "an arm such as `50% first:`"
SETTING_NAMES: dict[type[nodes.Node], str] = {
    nodes.StartingPoint: "starting point",
    nodes.Status: "status",
    nodes.OnlyIf: "only if",
    nodes.ReEntry: "re-entry",
    nodes.ExitWhen: "exit when",
    nodes.Goal: "goal",
    nodes.Objective: "objective",
    nodes.Holdout: "holdout",
    nodes.QuietHours: "quiet hours",
    nodes.TimeZone: "time zone",
}


@dataclass(slots=True)
class Body:
    """The settings and steps of a journey or of one of its blocks, as they are met."""

    settings: list[nodes.Node] = field(default_factory=list)
    steps: list[nodes.Step] = field(default_factory=list)
    arms: list[nodes.Arm] = field(default_factory=list)
    branches: list[nodes.Branch] = field(default_factory=list)
    otherwise: nodes.Otherwise | None = None
    label: nodes.Name | None = None
    torn: bool = False
    hollow: bool = False
    """A block was empty: perhaps its lines follow, in its own column."""

    def close_if(self) -> None:
        """Make one step of an `if` and the `else`s that followed it."""
        if self.branches:
            first = self.branches[0]
            branches = tuple(self.branches)
            self.steps.append(nodes.If(branches, self.otherwise, label=self.label, span=first.span))
        self.branches, self.otherwise, self.label = [], None, None


def journey_body(reader: Reader, lines: Iterable[Line], inline: bool = False) -> Body:
    """The body of a journey, or of a block inside one."""
    body = Body()
    for line in lines:
        _journey_line(reader, body, line, inline)
    body.close_if()
    return body


def _journey_line(reader: Reader, body: Body, line: Line, inline: bool) -> None:
    if opens_block(line.parts[0]):
        if inline:
            refuse_in_line(reader, line.parts[0])
        else:
            _open(reader, body, line)
        return
    setting = first_word(line.parts[-1]) in reader.starts("journey_setting")
    if setting and value_below(reader, line):
        return
    unknown = False
    for part in line.parts:
        unknown = not _statement(reader, body, line, part) or unknown
    body.torn = unknown
    if not unknown:
        want_no_lines(reader, line)
    if line.children:
        inner = journey_body(reader, line.children)
        body.steps += inner.steps


def opens_block(tokens: Sequence[Token]) -> bool:
    """Whether a line among the steps is the head of a block."""
    share = len(tokens) > 1 and tokens[0].kind == "NUMERAL" and tokens[1].text == "%"
    return share or first_word(tokens) in OPENERS


def _statement(reader: Reader, body: Body, line: Line, part: list[Token]) -> bool:
    """One setting or step; tells whether it could be read."""
    if part is not line.parts[0] and opens_block(part):
        refuse_in_line(reader, part)
        return True
    head = part[:-1] if line.children and len(part) > 1 and part[-1].text == ":" else part
    found = None if line.broken else reader.read(head, "journey_line")
    if found is None:
        return False
    body.close_if()
    if isinstance(found, nodes.Step):
        body.steps.append(found)
    elif isinstance(found, nodes.Node):
        _setting(reader, body, found)
    return True


def _setting(reader: Reader, body: Body, found: nodes.Node) -> None:
    if body.steps:
        message = "settings come before the first step"
        finding = Finding(found.span, message, "move it above the steps")
        reader.report(SETTING_AFTER_STEPS, finding)
    body.settings.append(found)


def _open(reader: Reader, body: Body, line: Line) -> None:
    """A block among the steps: its head, then what is inside."""
    beside = shares(line)
    line = spread(reader, line, beside) if beside else line
    block = open_block(reader, line)
    head = None if line.broken else reader.read(block.head, "journey_line")
    if head:
        splits = first_word(block.head) == "split"
        check_shape(reader, line, block, AN_ARM if splits else A_STEP)
    inner = journey_body(reader, block.lines, block.inline)
    if inner.settings:
        finding = Finding(inner.settings[0].span, "settings stand at the top of a journey")
        reader.report(SETTING_AFTER_STEPS, finding)
    inner.arms = [*in_place(inner.arms, beside)] if beside else inner.arms
    if isinstance(head, Head):
        _check_arms(reader, head, inner)
        _place(reader, body, head, inner)
        body.hollow = not block.lines
    else:
        body.close_if()
        body.torn = True
        body.steps += inner.steps


def _check_arms(reader: Reader, head: Head, inner: Body) -> None:
    """Arms stand in a split, and nothing else does."""
    if head.keyword == "split":
        stray: Iterable[nodes.Node] = inner.steps
        message, help_ = "a split holds only arms", f"put it below {AN_ARM}"
    else:
        stray = inner.arms
        message, help_ = "an arm stands in a `split:`", "write `split:` above the arms"
    for node in list(stray)[:1]:
        reader.report(STRAY_ARM, Finding(node.span, message, help_))


def _place(reader: Reader, body: Body, head: Head, inner: Body) -> None:
    """Put a block where it belongs among the steps before it."""
    steps = tuple(inner.steps)
    match head.node:
        case nodes.Branch() if head.keyword == "if":
            body.close_if()
            body.branches.append(replace(head.node, steps=steps))
            body.label = head.label
        case nodes.Branch():
            if _follows_if(reader, body, head):
                body.branches.append(replace(head.node, steps=steps))
        case nodes.Otherwise():
            if _follows_if(reader, body, head):
                body.otherwise = replace(head.node, steps=steps)
        case nodes.Arm():
            body.arms.append(replace(head.node, steps=steps))
        case nodes.Split():
            body.close_if()
            body.steps.append(replace(head.node, arms=tuple(inner.arms)))
        case nodes.Repeat():
            body.close_if()
            body.steps.append(replace(head.node, steps=steps))
    body.torn = False


def _follows_if(reader: Reader, body: Body, head: Head) -> bool:
    """Whether an `if` is open; after a line that could not be read, it may have been one."""
    if body.branches and not body.otherwise:
        return True
    if not (body.torn or body.hollow):
        message = f"`{head.keyword}` follows no `if`"
        help_ = "it comes directly after the steps of an `if`, in the same column"
        reader.report(STRAY_ELSE, Finding(head.span, message, help_))
    return False


def top_arms(reader: Reader, body: Body) -> None:
    """Complain about an arm directly in a journey."""
    for arm in body.arms[:1]:
        help_ = "write `split:` above the arms"
        reader.report(STRAY_ARM, Finding(arm.span, "an arm stands in a `split:`", help_))
