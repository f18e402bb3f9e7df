"""Checks of what events come from: the sms program, the website, surveys."""

from __future__ import annotations

import re
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..exact import units
from ..resolve.website import is_of
from ..rules.meaning import OUT_OF_RANGE, WRONG_VALUE
from ..rules.sources import KEYWORD_FORM, NO_SMS_PROGRAM, PAGE_ELSEWHERE, SCALE
from .names import reference
from .operators import values
from .place import Checks, Findings, On, Place

KEYWORD: Final = r"[^\W_]{2,30}"  # SP-23
PROGRAM: Final = "sms program"
ANSWER: Final = "answer"


def needs_program(node: nodes.SignsUp | nodes.TextsKeyword, place: Place) -> Findings:
    """`signs up for sms` of an audience without a number. SP-16."""
    email = isinstance(node, nodes.SignsUp) and node.channel is nodes.Channel.EMAIL
    told = isinstance(place.parent, nodes.Happening)
    if email or told or PROGRAM in place.project.audience.settings.found:
        return
    words = f"`{place.text(node)}` needs an sms program, and the audience has none"
    help = 'add to the `audience:`, for example, `sms program: FR from "+33600000000"`'
    yield NO_SMS_PROGRAM, Finding(node.span, words, help)


def keyword(node: nodes.TextsKeyword, place: Place) -> Findings:
    """`texts "SALE 24"`. SP-23."""
    said = node.keyword.value
    if not isinstance(place.parent, nodes.Happening) and not re.fullmatch(KEYWORD, said):
        words = f"`{said}` is no keyword"
        yield KEYWORD_FORM, Finding(node.keyword.span, words, "write 2 to 30 letters and digits")


def page(node: nodes.ViewsPage | nodes.ViewedPage, place: Place) -> Findings:
    """`views page "https://elsewhere.example/pricing"`. SP-29."""
    websites = place.project.audience.websites
    if not is_of(node.page.value, websites):
        words = f"`{node.page.value}` is no page of the website of the audience"
        help = f"that is {' or '.join(websites)}" if websites else "declare its `website:`"
        rule = "SEG-78" if isinstance(node, nodes.ViewedPage) else None
        yield PAGE_ELSEWHERE, Finding(node.page.span, words, help, None, rule)


def survey(node: nodes.AnswersSurvey | nodes.AnsweredSurvey, place: Place) -> Findings:
    """`answers survey npx`. SP-13."""
    return reference(node.survey, nodes.Survey, place)


def answer(node: nodes.AnsweredSurvey, place: Place) -> Findings:
    """`answered survey nps > 12`, which has answers from 0 to 10. SEG-78."""
    survey = place.project.symbols.find(nodes.Survey, node.survey.text)
    for value in values(node.test) if node.test else ():
        low, high = (survey.low.value, survey.high.value) if survey else (None, None)
        if not isinstance(value, nodes.Number):
            words = f"`{place.text(value)}` is no answer to a survey"
            yield WRONG_VALUE, Finding(value.span, words, "write a number: `9`", None, "SEG-78")
        elif low is not None and high is not None and not low <= value.value <= high:
            words = f"`{place.text(value)}` is no answer to the survey `{node.survey}`"
            help = f"its answers are {low:f} to {high:f}"
            yield OUT_OF_RANGE, Finding(value.span, words, help, None, "SEG-78")


def told(node: nodes.Happening, place: Place) -> Findings:
    """`ana answers survey nps with answer = 42`, of which the scale ends at 10. SEG-78."""
    survey = node.event.survey if isinstance(node.event, nodes.AnswersSurvey) else None
    declared = place.project.symbols.find(nodes.Survey, survey.text) if survey else None
    if survey is None or declared is None or place.damaged(node):
        return
    low, high = declared.low.value, declared.high.value
    given = next((one for one in node.properties if one.name.text == ANSWER), None)
    if given is None:
        at = next(iter(node.properties), node.event)
        words = f"`{place.text(at)}` does not say what was answered to the survey `{survey}`"
        yield WRONG_VALUE, Finding(at.span, words, f"write `with answer = {high:f}`")
    elif isinstance(given.value, nodes.Text | nodes.Word | nodes.Number) and not (
        isinstance(given.value, nodes.Number)
        and low <= given.value.value <= high
        and units(given.value.value, 1) is not None
    ):
        words = f"`{place.text(given.value)}` is no answer to the survey `{survey}`"
        help = f"its answers are {low:f} to {high:f}: write, for example, `with answer = {high:f}`"
        yield OUT_OF_RANGE, Finding(given.value.span, words, help, None, "SEG-78")


def scale(node: nodes.Survey, place: Place) -> Findings:
    """`survey nps: 10 to 0`."""
    low, high = units(node.low.value, 1), units(node.high.value, 1)
    if low is None or high is None or low >= high:
        words = f"`{place.text(node.low)} to {place.text(node.high)}` is no scale"
        yield SCALE, Finding(node.low.span, words, "write, for example, `0 to 10`")


CHECKS: Checks = (
    On(nodes.SignsUp, needs_program),
    On(nodes.TextsKeyword, needs_program),
    On(nodes.TextsKeyword, keyword),
    On(nodes.ViewsPage, page),
    On(nodes.ViewedPage, page),
    On(nodes.AnswersSurvey, survey),
    On(nodes.AnsweredSurvey, survey),
    On(nodes.Happening, told),
    On(nodes.AnsweredSurvey, answer),
    On(nodes.Survey, scale),
)
