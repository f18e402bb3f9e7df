"""Templates that grow or repeat without end stop early, with a sentence (reliability T2)."""

import time

import pytest

from .rendering import failure, rendered

NESTED = "{% for a in xs %}" * 4 + "x" + "{% endfor %}" * 4
BOMBS = [
    "{{ 'A' * 10 ** 9 }}",
    "{{ 'A' * 1000000000 }}",
    "{{ [1] * 100000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'x' | center(1000000000) }}",
    "{{ 'x' | indent(1000000000) }}",
    "{{ '%1000000000s' % 'x' }}",
    "{{ 'x' | ljust(1000000000) }}",
    "{{ lipsum(100000) }}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    NESTED,
    "{% for a in xs %}" * 5 + "x" + "{% endfor %}" * 5,
    "{% for a in xs %}{{ big }}{% endfor %}",
    "{% set x = 'x' %}" + "{% set x = x ~ x %}" * 60 + "{{ x }}",
    "{% set x = 'x' %}" + "{% set x = x + x %}" * 60 + "{{ x }}",
    "{% set x = 9 %}" + "{% set x = x * x %}" * 60 + "{{ x }}",
    "{% set x = 9.5 %}" + "{% set x = x * x %}" * 60 + "{{ x }}",
    "{% set x = 'aa' %}" + "{% set x = x | replace('a', 'aaaaaaaaaa') %}" * 20 + "{{ x }}",
    "{% set x = ['a', 'a'] %}" + "{% set x = [x | join(big), big] %}" * 20 + "{{ x | join }}",
    "{{ 99999999999999999999999999 }}",
    "{{ " + "9" * 5000 + " }}",
    "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
    "{{ " + "-" * 5000 + "1 }}",
    "{{ " + "not " * 5000 + "1 }}",
    "{{ 1" + " + 1" * 5000 + " }}",
    "{% if x %}" * 300 + "{% endif %}" * 300,
    "{{ [" * 300 + "]}}" * 300,
    "{{ contact" + ".x" * 5000 + " }}",
    "{{ 'x'" + " | upper" * 5000 + " }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "x" * (1 << 20),
    "{{ 1.5 | round(1000000000000) }}{{ 1 / 0 }}",
    "{% " + "x " * 100_000,
    "{% x %}" * 1000 + "x",
    "{{ '9' * 5000 | int }}",
    "{{ 1e400 | int }}",
    "{{ 1 }}" * 30_000,
    "{{ 1e308 * 10 }}",
]


@pytest.mark.parametrize("format", ["text", "html"])
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb[:30])
def test_a_bomb_ends_early_with_a_sentence(bomb: str, format: str) -> None:
    start = time.process_time()
    said = failure(bomb, format, xs=list(range(300)), big="y" * 100_000)
    assert time.process_time() - start < 2
    assert said


def test_a_long_list_is_no_bomb() -> None:
    xs = list(range(5000))
    assert rendered("{% for x in xs %}{{ x }} {% endfor %}", xs=xs).text.count(" ") == 5000


@pytest.mark.parametrize("format", ["text", "html", "markdown"])
def test_a_message_is_at_most_a_mebibyte(format: str) -> None:
    said = failure("{{ big }}{{ big }}", format, big="y" * 600_000)
    assert "grows too long" in said
