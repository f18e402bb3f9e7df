"""Planted mistakes in templates: each is told once, with the text that is wrong underlined."""

from __future__ import annotations

import pytest

from jalon.compiler.ir.templates import Surroundings
from jalon.compiler.pipeline import check
from jalon.compiler.project import ProjectSources
from jalon.compiler.resolve.templates import aligned
from jalon.deliver.templates.checking import mistakes
from jalon.dsl.diagnostics import Diagnostic
from jalon.dsl.source import Source

from .payloads import PAYLOADS

PROJECT = """\
audience:
  currency: EUR
  website: "https://trail.example"

field plan: text
discount THANKS10: 10% off

email hello:
  subject: "Hello"
  kind: transactional

email cart_mail:
  subject: "Your cart"
  body: \"\"\"{{ cart.url }} {{ unsubscribe_url }}\"\"\"

journey j:
  starting point: tag added "x"
  starting point: added manually
  send email hello
  give discount THANKS10
"""
CARTS = "\njourney c:\n  starting point: abandons cart\n  send email cart_mail\n"

MISTAKES = [
    ("{{ contact.frist_name }}", "J521", "contact.frist_name"),
    ("a\n\n  {{ contact . frist_name }}", "J521", "contact . frist_name"),
    ('{{ contact["frist_name"] }}', "J521", 'contact["frist_name"]'),
    ("{{ conatct.email }}", "J521", "conatct"),
    ("{{ first_name }}", "J521", "first_name"),
    ("{{ contact.plna or 'x' }}", "J521", "contact.plna"),
    ("{{ audience.adress }}", "J521", "audience.adress"),
    ("{% for x in [1] %}{{ loop.idx }}{% endfor %}", "J521", "loop.idx"),
    ("{% for p in recommendations() %}{{ p.nmae }}{% endfor %}", "J521", "p.nmae"),
    ("{% if cart %}{% for l in cart.lines %}{{ l.nmae }}{% endfor %}{% endif %}", "J521", "l.nmae"),
    ("{% set c = contact %}{{ c.emial }}", "J521", "c.emial"),
    ("{% if contact.vipp %}x{% endif %}", "J521", "contact.vipp"),
    ("{{ cart.total | money }}", "J522", "cart.total"),
    ("{% for line in order.lines %}{{ line.name }}{% endfor %}", "J522", "order.lines"),
    ("{{ product.name }}", "J522", "product.name"),
    ("{{ discount.code }}", "J522", "discount.code"),
    ("{{ survey.url }}", "J522", "survey.url"),
    ("{{ contact.first_name }}", "J523", "contact.first_name"),
    ("{{ contact.plan | upper }}", "J523", "contact.plan"),
    ("{{ 'Dear ' ~ contact.last_name }}", "J523", "contact.last_name"),
    ("{% if contact.plan %}x{% else %}{{ contact.plan }}{% endif %}", "J523", "contact.plan"),
    ("{{ audience.postal_address }}", "J523", "audience.postal_address"),
    ("{{ contact.email | uper }}", "J524", "uper"),
    ("{{ contact.email | safe }}", "J524", "safe"),
    ("{% if contact.rating is evn %}x{% endif %}", "J524", "evn"),
    ("{{ contact.email.upper() }}", "J525", "contact.email.upper()"),
    ("{% include 'x' %}", "J525", "include"),
    ("{% macro m() %}{% endmacro %}", "J525", "macro"),
    ("{% autoescape false %}x{% endautoescape %}", "J525", "autoescape"),
    ("{{ 7 % 2 }}", "J525", "7 % 2"),
    ("{{ contact }}", "J525", "contact"),
    ("{{ contact.__class__ }}", "J525", "contact.__class__"),
    ("{% if contact.vip %}x", "J520", "if"),
    ("x {{ contact.email }", "J520", "}"),
    ("{{ contact.email", "J520", "{"),
    ("{{ }}", "J520", "}"),
    ("{% fro x in y %}{% endfor %}", "J520", "fro"),
    ("{% endif %}", "J520", "endif"),
    ("{{ a" + ".b" * 1200 + " }}", "J520", "a"),
    ("{{ a" + "|upper" * 1200 + " }}", "J520", "a"),
    ("{{ cart_block() }}", "J528", "cart_block()"),
    ("{{ recommendations(category=['a', 'b']) }}", "J529", "recommendations(category=['a', 'b'])"),
    ("{{ recommendations(variant='a', variant='b') }}", "J529", None),
    ("{{ recommendations(kind='a') }}", "J525", "recommendations(kind='a')"),
    ("{{ recommendations(limit=21) }}", "J525", "recommendations(limit=21)"),
]  # fmt: skip
FINE = [
    "{{ contact.first_name or 'you' }} {{ contact.plan | default('free') }}",
    "{% if contact.first_name %}{{ contact.first_name }}{% endif %}",
    "{% if not contact.plan %}a{% else %}{{ contact.plan }}{% endif %}",
    "{{ contact.plan if contact.plan else 'x' }}",
    "{% if cart %}{{ cart.total | money }}{% endif %}",
    "{{ (cart and cart.url) or audience.website }}",
    "{% if event.seats and contact.vip is defined %}{{ event.seats }}{% endif %}",
    "{% set name = contact.first_name or 'you' %}{{ name }}",
    "{% for p in recommendations(category='Boots', limit=2) %}{{ p.name }}{% endfor %}",
    "{{ recommendations(variant='blue') }}",
    "{% if cart %}{{ cart.lines | length }}, {{ cart.items | sum('quantity') }}{% endif %}",
]


def found(body: str, more: str = "") -> list[Diagnostic]:
    """What is said about the body of `hello`."""
    files = {"a.journey": PROJECT + more, "emails/hello.md": body}
    said = check(ProjectSources.of(files), mistakes)
    return [one for one in said if one.code.startswith(("J52", "J531"))]


@pytest.mark.parametrize(("body", "code", "underlined"), MISTAKES)
def test_a_mistake_is_underlined(body: str, code: str, underlined: str | None) -> None:
    (one,) = found(body)
    assert (one.code, one.path) == (code, "emails/hello.md")
    assert Source("", body).slice(one.span) == (underlined or body[3:-3])
    assert one.help or one.fix or "`" in one.message


def judged(body: str, marketing: bool = False) -> list[tuple[str, str, str | None]]:
    around = Surroundings("body", "markdown", marketing=marketing)
    said = mistakes(body, around)
    return [(one.rule, body[one.start : one.end], one.help) for one in said]


@pytest.mark.parametrize("tag", ["*|FNAME|*", "%FIRSTNAME%", "[[firstname]]", "{contact.vip}"])
def test_a_merge_tag_of_another_system_is_told(tag: str) -> None:
    """J532."""
    ((rule, text, help),) = judged(f"Hello {tag}, 10% off, 50%!")
    assert (rule, text) == ("foreign-merge-tag", tag)
    assert str(help).startswith("say `{{ contact.")
    assert judged(f"{{# {tag} #}}") == []


@pytest.mark.parametrize("dead", ["]({{ unsubscribe_url }}", "] ({{ unsubscribe_url }})"])
def test_an_unsubscribe_that_is_no_link_is_told(dead: str) -> None:
    assert [(rule, text) for rule, text, _ in judged(f"[Stop{dead}", True)] == [
        ("no-way-out", dead.removesuffix(")"))
    ]
    assert judged("[Stop]({{ unsubscribe_url }})", True) == []


def test_a_slip_is_answered_with_what_is_meant() -> None:
    (one,) = mistakes("{{ cart_blok() }}", Surroundings("body", "markdown"))
    assert one.words.endswith("did you mean `cart_block()`?")
    (one,) = mistakes("{% if contact.vip = 'x' %}y{% endif %}", Surroundings("body", "markdown"))
    assert one.words == "what is equal is asked with `==`"


def test_a_template_is_judged_only_with_sound_journeys() -> None:
    files = {"a.journey": PROJECT, "emails/hello.md": "{{ cart.url }}"}
    assert "J522" in [one.code for one in check(ProjectSources.of(files), mistakes)]
    files["a.journey"] += "\nsegment s: in segment nowhere\n"
    assert "J522" not in [one.code for one in check(ProjectSources.of(files), mistakes)]


@pytest.mark.parametrize("body", FINE)
def test_what_is_right_is_left_alone(body: str) -> None:
    assert found(body) == []


def test_no_mistake_hides_another() -> None:
    body = "{{ contact.frist_name }}\n{{ cart.url }}\n{{ contact.email | uper }}{{ foo() }}"
    assert [one.code for one in found(body)] == ["J521", "J522", "J524", "J525"]


def test_a_fix_mends_the_word() -> None:
    body = "Hello {{ contact.frist_name or 'you' }} {{ contact['lang'] or 'en' }}"
    mended = body
    for one in reversed(found(body)):
        assert one.fix
        mended = mended[: one.fix.span.start] + one.fix.replacement + mended[one.fix.span.end :]
    assert mended == "Hello {{ contact.first_name or 'you' }} {{ contact['language'] or 'en' }}"


def test_texts_between_quotes_are_underlined_in_their_file() -> None:
    text = 'say \\"hi\\" to\n  {{ x }}'
    for raw, value in (
        (f'"{text}"', 'say "hi" to\n  {{ x }}'),
        ('"""\n    a\n      {{ x }}"""', "a\n  {{ x }}"),
    ):
        places = aligned(raw, value)
        assert raw[places[value.index("x")]] == "x"


@pytest.mark.parametrize(
    ("line", "underlined"),
    [
        ('  send email hello with subject "{{ order.number }}"', "order.number"),
        ('  notify "a@b.example" "{{ contact.emial }}"', "contact.emial"),
        ('  notify "a@b.example" "{{ unsubscribe_url }}"', "unsubscribe_url"),
    ],
)
def test_what_a_step_writes_is_checked(line: str, underlined: str) -> None:
    (one,) = found("Hello", line + "\n")
    assert Source("", PROJECT + line).slice(one.span) == underlined


def test_a_code_is_there_once_it_is_given() -> None:
    again = (
        '\nemail code:\n  subject: "{{ discount.code }}"\n  kind: transactional\n  body: """x"""\n'
    )
    assert found("x", "  send email code\n" + again) == []
    (one,) = found("x", '  if tagged "a":\n    give discount THANKS10\n' + again + OTHER)
    assert (one.code, one.message[:37]) == ("J522", "there is no `discount` here: the jour")


def test_a_code_that_ends_or_runs_out_may_be_missing() -> None:
    gift = (
        '\nemail gift:\n  subject: "SUBJECT"\n  kind: transactional\n  body: """x"""\n'
        "discount D10: 10% off\n  limit: 3\n"
        "journey d:\n  starting point: added manually\n  give discount D10\n  send email gift\n"
    )
    (one,) = found("x", gift.replace("SUBJECT", "{{ discount.code }}"))
    assert (one.code, one.severity.value) == ("J531", "warning")
    asked = "{% if discount %}{{ discount.code }}{% endif %}"
    assert found("x", gift.replace("SUBJECT", asked)) == []


OTHER = "\njourney k:\n  starting point: added manually\n  send email code\n"


def test_marketing_mail_needs_a_way_out_and_cart_mail_a_cart() -> None:
    assert found("Hello", CARTS) == []
    said = check(
        ProjectSources.of({"a.journey": 'email m:\n  subject: "x"\n  body: """Hi"""\n'}), mistakes
    )
    assert [(one.code, one.severity.value) for one in said] == [("J526", "warning")]


def test_the_cart_block_of_a_message_that_nobody_sends() -> None:
    more = '\nsms alone: "{{ cart_block() }}"\n'
    assert [one.code for one in found("x", more)] == ["J527"]
    assert found("x", more + CARTS.replace("email cart_mail", "sms alone")) == []


@pytest.mark.parametrize(
    "page",
    [
        "<script>var x = {{ contact.email }}</script>",
        "<a href={{ contact.email }}>x</a>",
        "<p onclick='x({{ contact.email }})'>x</p>",
        "{% if contact.vip %}<{{ contact.email }}>{% endif %}",
    ],
)
def test_a_value_that_nothing_makes_safe_is_underlined(page: str) -> None:
    around = Surroundings("body", "html")
    (one,) = mistakes(f"<p>{{{{ contact.rating }}}}</p>{page}", around)
    assert (one.rule, one.end - one.start) == ("refused-in-template", len("contact.email"))
    assert mistakes('<a href="{{ contact.email }}" style="color: red">x</a>', around) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_whatever_is_written_is_told_and_never_raised(payload: str) -> None:
    around = Surroundings("body", "html", never=frozenset({"cart"}), lacking={"cart": "j"})
    for text in (payload, payload[: len(payload) // 2], payload[len(payload) // 2 :]):
        assert all(0 <= one.start <= one.end <= len(text) for one in mistakes(text, around))


def test_a_survey_that_is_sent_is_shown() -> None:
    text = PROJECT.replace("send email hello", "send email hello with survey nps")
    files = {"a.journey": text + "\nsurvey nps: 0 to 10\n", "emails/hello.md": "Hello"}
    said = check(ProjectSources.of(files), mistakes)
    assert "J530" in [one.code for one in said]
    files["emails/hello.md"] = "[{{ survey.question }}]({{ survey.url }})"
    assert "J530" not in [one.code for one in check(ProjectSources.of(files), mistakes)]


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ('{"a": {{ contact.email }} ', ["unreadable-template"]),
        ('{"a": {{ contact.email }}, "b": "to {{ contact.email }}"}', []),
        ("{ {{ contact.email }}: -{{ contact.rating }} ", ["unreadable-template"]),
        ("[-{{ contact.rating }}]", []),
        ("{ {{ contact.email }}: 1}", []),
        ('{"a": 1 {% if contact.vip %}}{% endif %}', []),
    ],
)
def test_a_body_that_can_never_be_json_is_told(body: str, rules: list[str]) -> None:
    assert [one.rule for one in mistakes(body, Surroundings("request", "json"))] == rules
