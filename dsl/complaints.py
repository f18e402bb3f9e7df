"""Complaints: where a line got stuck, said in a sentence that helps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .diagnostics import Applicability, Finding, Fix, Rule
from .engine import END, WORD, Stuck
from .nearest import nearest
from .rules import (
    MISSING_COLON,
    NEEDLESS_COLON,
    UNEXPECTED,
    UNFINISHED,
    UNKNOWN_LINE,
    WRONG_PLACE,
)
from .slips import slip
from .source import Span
from .tokens import Token
from .words import Words, brief, shown

COLON = "COLON"
TESTED = frozenset({"is", "=", "!=", ">", ">=", "<", "<=", "contains"})
UNITS = ("seconds", "minutes", "hours", "days", "weeks", "months", "years")

Complaint = tuple[Rule, Finding]


@dataclass(slots=True)
class _Case:
    """One stuck line: its tokens, what was expected there, and the place it stands in."""

    words: Words
    tokens: Sequence[Token]
    at: int
    accepted: set[str]
    start: str

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    @property
    def before(self) -> str:
        """The words just before, as written; a setting is left out once its value has begun."""
        colons = [at for at, token in enumerate(self.tokens[: self.at - 1]) if token.text == ":"]
        first = max(self.at - 3, colons[-1] + 1 if colons else 0, 0)
        return shown(self.tokens[first : self.at])

    @property
    def setting(self) -> str:
        """The word before, or the setting whose value should begin here."""
        previous = self.tokens[: self.at]
        if previous and previous[-1].text == ":":
            return shown(previous[:-1]).lower()
        return previous[-1].text.lower() if previous else ""

    @property
    def help(self) -> str | None:
        expected = self.words.expected(self.accepted, self.setting)
        if END not in self.accepted or self.at == len(self.tokens):
            return f"here comes {expected}" if expected else None
        rest = f", or go on with {expected}" if expected else ""
        return f"end the line before `{brief(self.token.text)}`{rest}"


def complain(words: Words, tokens: Sequence[Token], stuck: Stuck, start: str) -> Complaint:
    """Rule and finding for a line that got stuck."""
    habit = slip(tokens, stuck.at, start)
    if habit:
        return _rule_of_habit(tokens, stuck.at), habit
    case = _Case(words, tokens, stuck.at, words.engine.accepted(stuck.states), start)
    known = words.known(words.place(tokens, stuck), start)
    if known and not _misspelt(case):
        return _known(case, known)
    if stuck.at == len(tokens):
        return _unfinished(case)
    return (
        _colon(case)
        or _unquoted(case)
        or _field(case)
        or (_first_word(case) if stuck.at == 0 else None)
        or _misspelt(case)
        or _unexpected(case)
    )


def _rule_of_habit(tokens: Sequence[Token], at: int) -> Rule:
    if at == len(tokens):
        return UNFINISHED
    return UNEXPECTED if at else UNKNOWN_LINE


def _known(case: _Case, mistake: dict[str, str]) -> Complaint:
    ended = case.at == len(case.tokens)
    token = case.tokens[-1] if ended else case.token
    written = {"word": brief(token.text), "before": case.before}
    message, help_ = mistake["message"].format(**written), mistake["help"].format(**written)
    finding = Finding(token.span, message, help_, catalogue=mistake.get("rule"))
    return (UNFINISHED if ended else UNEXPECTED), finding


def _unfinished(case: _Case) -> Complaint:
    last = case.tokens[-1]
    if COLON in case.accepted:
        fix = Fix(Span(last.end, last.end), ":")
        message = f"`{case.before}` needs a colon and a value"
        return MISSING_COLON, Finding(last.span, message, f"say `{case.before}: …`", fix)
    return UNFINISHED, Finding(last.span, f"the line ends after `{case.before}`", case.help)


def _colon(case: _Case) -> Complaint | None:
    """A colon too many, or one too few."""
    token = case.token
    if token.text == ":" and case.at and END in case.accepted:
        message = f"no colon follows `{case.before}`"
        return NEEDLESS_COLON, Finding(token.span, message, "remove it", Fix(token.span, ""))
    if token.text == ":" and case.at:
        return _colon_after_verb(case)
    if COLON in case.accepted and not _misspelt(case):
        previous = case.tokens[case.at - 1]
        fix = Fix(Span(previous.end, previous.end), ":")
        message = f"a colon is missing after `{case.before}`"
        place = Span(previous.start, previous.end)
        return MISSING_COLON, Finding(place, message, f"say `{case.before}: …`", fix)
    return None


def _colon_after_verb(case: _Case) -> Complaint | None:
    verb = case.words.engine.table.keywords.get(case.tokens[0].text.lower())
    if verb not in case.words.first("step"):
        return None
    message = f"`{case.before}` is a step, and steps have no colon"
    return NEEDLESS_COLON, Finding(case.token.span, message, "remove it", Fix(case.token.span, ""))


def _unquoted(case: _Case) -> Complaint | None:
    """`subject: Hello there`, where nothing but a text can stand."""
    rest = case.tokens[case.at :]
    plain = all(token.kind in (WORD, "NUMERAL") or token.text == "," for token in rest)
    if case.accepted != {"STRING"} or not plain:
        return None
    text = shown(rest)
    fix = Fix(rest[0].span.to(rest[-1].span), f'"{text}"', Applicability.UNSAFE)
    message = f"`{text}` is a text, and texts stand in double quotes"
    return UNEXPECTED, Finding(fix.span, message, f"write `{fix.replacement}`", fix)


def _field(case: _Case) -> Complaint | None:
    """`plan is "gold"`, where a condition needs `field plan`."""
    following = case.tokens[case.at + 1 : case.at + 2]
    tested = bool(following) and following[0].text.lower() in TESTED
    if not tested or case.token.kind != WORD or "FIELD" not in case.accepted or _suggestion(case):
        return None
    word = brief(case.token.text)
    place = Span(case.token.start, case.token.start)
    fix = Fix(place, "field ", Applicability.UNSAFE)
    message = f"`{word}` is not known here"
    rule = UNEXPECTED if case.at else UNKNOWN_LINE
    return rule, Finding(case.token.span, message, f"for a field say `field {word}`", fix)


def _first_word(case: _Case) -> Complaint | None:
    """A line that starts as no line here does."""
    word, place = brief(case.token.text), case.words.data["places"].get(case.start)
    synonym = case.words.data["synonyms"].get(case.start, {}).get(word.lower())
    if synonym:
        colon = len(case.tokens) > 1 and case.tokens[1].text == ":"
        replacement = synonym.removesuffix(":") if colon else synonym
        fix = Fix(case.token.span, replacement, Applicability.UNSAFE)
        message = f"`{word}` starts no line here"
        return UNKNOWN_LINE, Finding(case.token.span, message, f"say `{synonym}`", fix)
    belongs = _belongs(case)
    if belongs:
        message = f"this is {belongs}, which cannot stand here"
        span = case.tokens[0].span.to(case.tokens[-1].span)
        return WRONG_PLACE, Finding(span, message, _where_to(case, belongs, place))
    suggestion = _suggestion(case)
    help_ = f"did you mean `{suggestion}`?" if suggestion else place and f"here comes {place}"
    guess = Fix(case.token.span, suggestion, Applicability.UNSAFE) if suggestion else None
    return UNKNOWN_LINE, Finding(case.token.span, f"`{word}` starts no line here", help_, guess)


def _belongs(case: _Case) -> str | None:
    """What a line would be elsewhere, by its first word."""
    keyword = case.words.engine.table.keywords.get(case.token.text.lower())
    for start, phrase in case.words.data["lines"].items():
        if keyword and keyword in case.words.first(start):
            return str(phrase)
    return None


def _where_to(case: _Case, belongs: str, place: str | None) -> str | None:
    line = shown(case.tokens[:8])
    if belongs == "an event" and case.start == "journey_line":
        return f"say `starting point: {line}` or `wait for {line}`"
    if belongs == "a condition" and case.start == "journey_line":
        return f"say `if {line}:`, `only if: {line}` or `wait for {line}`"
    return place and f"here comes {place}"


def _misspelt(case: _Case) -> Complaint | None:
    """A word that is nearly one of those expected."""
    if case.at == len(case.tokens) or case.token.kind != WORD:
        return None
    suggestion = _suggestion(case)
    if not suggestion:
        return None
    fix = Fix(case.token.span, suggestion, Applicability.UNSAFE)
    message = f"`{brief(case.token.text)}` is not known here"
    return UNEXPECTED, Finding(case.token.span, message, f"did you mean `{suggestion}`?", fix)


def _suggestion(case: _Case) -> str | None:
    known = {case.words.keywords[name] for name in case.accepted if name in case.words.keywords}
    units: Iterable[str] = UNITS if "UNIT" in case.accepted else ()
    return nearest(case.token.text, [*known, *units]) if case.token.kind == WORD else None


def _unexpected(case: _Case) -> Complaint:
    token = case.token
    follows = f"cannot follow `{case.before}`" if case.at else "cannot start a line"
    return UNEXPECTED, Finding(token.span, f"`{brief(token.text)}` {follows}", case.help)
