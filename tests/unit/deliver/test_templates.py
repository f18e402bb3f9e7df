"""What a template may say, and what is said about one that is wrong."""

import pytest

from jalon.deliver.templates import Sources, TemplateError, prepare, render

from .rendering import DATA, failure, text

FINE = [
    ("Hello {{ contact.first_name }}!", "Hello Ana!"),
    ("{{ contact['first_name'] }}", "Ana"),
    ("[{{ contact.last_name }}]", "[]"),
    ("{{ contact.last_name or 'friend' }}", "friend"),
    ("{{ contact.last_name | default('friend') }}", "friend"),
    ("{{ contact.size }} {{ 2.0 }} {{ true }} {{ none }}", "42.5 2 yes "),
    ("{% if contact.size > 40 %}large{% else %}small{% endif %}", "large"),
    ("{% if cart %}cart{% endif %}{% if order %}order{% endif %}", "cart"),
    ("{{ 'a' if order is defined else 'b' }}", "b"),
    (
        "{% for l in cart.lines %}{{ loop.index }}.{{ l.name }} {% endfor %}",
        "1.Trail Shoe 2.Socks ",
    ),
    ("{% for x in [] %}x{% else %}none{% endfor %}", "none"),
    ("{% for x in contact.last_name %}x{% endfor %}", ""),
    ("{{ cart.lines[0].name }} {{ cart.lines[-1].name }}", "Trail Shoe Socks"),
    ("{{ cart.lines | length }} {{ cart.lines[:1] | length }}", "2 1"),
    ("{% set n = 2 %}{{ n * 3 + 1 - 4 / 2 }} {{ 7 // 2 }}", "5 3"),
    ("{{ 'a' + 'b' ~ 3 }}", "ab3"),
    ("{{ (cart.lines | first).name }} {{ (cart.lines | last).name }}", "Trail Shoe Socks"),
    ("{{ cart.lines | sum('quantity') }}", "3"),
    (
        "{{ contact.first_name | upper }} {{ 'anA' | capitalize }} {{ 'a b' | title }}",
        "ANA AnA A B",
    ),
    ("{{ 'a long sentence' | truncate(9) }}", "a long…"),
    ("{{ 'a-b' | replace('-', '+') }} {{ ['a', 'b'] | join(', ') }}", "a+b a, b"),
    ("{{ 2.345 | round(1) }} {{ 2.6 | round }} {{ '7' | int }} {{ -3 | abs }}", "2.3 3 7 3"),
    ("{{ 'a b&c' | urlencode }} {{ ' x ' | trim }}", "a%20b%26c x"),
    ("{{ 'fr-CH' is startingwith 'FR' }} {{ 4 is even }} {{ 4 is divisibleby 3 }}", "yes yes no"),
    ("{{ 'x' in 'xyz' }} {{ 3 is number }} {{ none is none }}", "yes yes yes"),
    ("{# nobody sees this #}seen", "seen"),
    ("{{ 'short' | truncate }} {{ 'onelongword' | truncate(5) }}", "short onel…"),
    ("{{ 'abc' is endingwith 'BC' }}{{ '' | date }}", "yes"),
]
WRONG = [
    (
        "{{ contact.frist_name }}",
        "`contact.frist_name` is unknown here, did you mean `first_name`?",
    ),
    ("{{ contcat.first_name }}", "`contcat` is unknown here, did you mean `contact`?"),
    ("{{ order.total }}", "there is no `order` in this journey: write `{% if order %}` around it"),
    ("{{ zzz }}", "`zzz` is unknown here"),
    ("{% if zzz %}{% endif %}", "`zzz` is unknown here"),
    ("{{ contact.frist_name | upper }}", "did you mean `first_name`?"),
    ("{{ contact }}", "a whole record cannot be shown, choose one of: `email`"),
    ("{{ cart.lines }}", "a whole list cannot be shown"),
    ("{{ 1 / 0 }}", "this divides by zero"),
    ("{{ contact.first_name > 3 }}", "these values are of different kinds"),
    ("{{ 'a' * 3 }}", "`*` needs two numbers"),
    ("{{ 'x' | int }}", "`x` is not a number"),
    ("{{ 'x' | date }}", "`x` is not a date"),
    ("{% for x in 'abc' %}{% endfor %}", "only a list can be repeated"),
    ("{% if contact %}", "`if` is not closed: add `{% endif %}`"),
    ("{% for x in cart.lines %}", "`for` is not closed: add `{% endfor %}`"),
    ("{% iff x %}", "`{% iff %}` does not fit here"),
    ("{% endif %}", "`{% endif %}` does not fit here"),
    ("{{ contact.first_name contact }}", "`contact` does not fit here"),
    ("{{ }}", "`{{ }}` is empty"),
    ("{{ contact.first_name", "`{{` or `{%` is not closed"),
    ("{{ x | frobnicate }}", "there is no filter `frobnicate`"),
    ("{{ x is frobnicated }}", "there is no test `is frobnicated`"),
    ("{{ contact.first_name() }}", "a call `…()` cannot be used in a message"),
    ("{% include 'x' %}", "`include` cannot be used in a message"),
    ("{{ zzz | join }}", "`zzz` is unknown here"),
    ("{% for x in zzz %}{% endfor %}", "`zzz` is unknown here"),
    ("{{ [1][1:2:3:4] }}", "this cannot be read as a template"),
    ("qzv1vzq", "a word of this text is reserved"),
]


@pytest.mark.parametrize(("source", "expected"), FINE)
def test_a_template_reads_values_and_computes_with_them(source: str, expected: str) -> None:
    assert text(source) == expected


@pytest.mark.parametrize(("source", "expected"), WRONG)
def test_a_mistake_is_a_sentence_for_its_author(source: str, expected: str) -> None:
    assert expected in failure(source)


@pytest.mark.parametrize(("source", "expected"), WRONG)
def test_no_mistake_shows_the_machine(source: str, expected: str) -> None:
    said = failure(source)
    assert not any(word in said for word in ("jinja", "Jinja", "token", "Traceback", "object"))


def test_a_mistake_names_the_part_and_the_line() -> None:
    assert failure("one\ntwo\n{{ contact.x }}").startswith("line 3: in the body: `contact.x`")
    with pytest.raises(TemplateError, match="line 1: in the subject: ") as caught:
        prepare(Sources("fine", subject="{{ x() }}"))
    assert caught.value.line == 1


def test_a_tag_alone_on_its_line_leaves_no_line() -> None:
    loop = (
        "{% for l in cart.lines %}\n  {% if l.url %}\n- {{ l.name }}\n  {% endif %}\n{% endfor %}"
    )
    source = f"a\n{loop}\nb"
    assert text(source) == "a\n- Trail Shoe\nb"


def test_a_line_that_ends_with_a_tag_keeps_its_end() -> None:
    assert text("Hello{% if cart %} you{% endif %}\nNext\n") == "Hello you\nNext"


def test_a_subject_is_one_line_whatever_is_in_it() -> None:
    templates = prepare(Sources("x", subject="Hi {{ contact.first_name }}\n\tyou"))
    data = {**DATA, "contact": {"first_name": "Ana\r\nBcc: eve@x.example\u2028\x00!"}}
    assert render(templates, data).subject == "Hi Ana Bcc: eve@x.example !\n\tyou"


def test_the_data_is_not_changed_by_rendering() -> None:
    before = repr(DATA)
    text("{% set contact = 1 %}{% for cart in [1, 2] %}{{ cart }}{% endfor %}")
    assert repr(DATA) == before


def test_the_same_data_gives_the_same_message() -> None:
    templates = prepare(Sources("**{{ contact.first_name }}**", "markdown", "Hi"))
    assert render(templates, DATA) == render(templates, DATA)


def test_controls_in_a_value_do_not_reach_the_text() -> None:
    assert text("{{ x }}", x="a\x00b\u202ec\r\nd") == "abc\nd"
