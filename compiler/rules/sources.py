"""Rules about what events come from: the sms program, the website, surveys."""

from __future__ import annotations

from ...dsl.diagnostics import Rule

NO_SMS_PROGRAM = Rule(
    "J441",
    "no-sms-program",
    "Nobody can sign up for text messages, or text a keyword, without a number to write to. "
    "Declare it in the audience: the countries in which it is registered, and the number.",
    """\
journey thanks:
  starting point: signs up for sms
  wait 1h
""",
    "SP-16",
)


KEYWORD_FORM = Rule(
    "J442",
    "keyword-form",
    "A keyword is what people text to the number of the sms program: 2 to 30 letters and digits, "
    "without spaces.",
    """\
audience:
  sms program: FR from "+33600000000"
journey thanks:
  starting point: texts "SALE 24"
  wait 1h
""",
    "SP-23",
)


PAGE_ELSEWHERE = Rule(
    "J443",
    "page-elsewhere",
    "Only the pages of the audience's own website are tracked. Write the page without its host, "
    "`/pricing`, or declare the `website:` of the audience.",
    """\
audience:
  website: "https://trail.example"
journey thanks:
  starting point: views page "https://elsewhere.example/pricing"
  wait 1h
""",
    "SP-29",
)


SCALE = Rule(
    "J444",
    "survey-scale",
    "The answers of a survey are whole numbers from the lowest to the highest: `0 to 10`.",
    """\
survey nps "How likely are you to recommend us?": 10 to 0
""",
)


TABLE = (NO_SMS_PROGRAM, KEYWORD_FORM, PAGE_ELSEWHERE, SCALE)
