"""Every line of the language's tables parses, as the node it should be."""

import pytest

from .reading import condition, event, line, samples, step


@pytest.mark.parametrize(("text", "node"), samples("steps"))
def test_every_step_parses(text: str, node: str) -> None:
    assert type(step(text)).__name__ == node


@pytest.mark.parametrize(("text", "node"), samples("heads"))
def test_every_head_of_a_block_parses(text: str, node: str) -> None:
    assert type(line(text, "journey_line").node).__name__ == node


@pytest.mark.parametrize(("text", "node"), samples("events"))
def test_every_event_parses(text: str, node: str) -> None:
    assert type(event(text)).__name__ == node


@pytest.mark.parametrize(("text", "node"), samples("conditions"))
def test_every_condition_parses(text: str, node: str) -> None:
    assert type(condition(text)).__name__ == node


@pytest.mark.parametrize(("text", "node"), samples("conditions"))
def test_a_condition_parses_where_an_event_could_stand(text: str, node: str) -> None:
    assert type(event(text)).__name__ == node


@pytest.mark.parametrize("text", [text for text, _ in samples("steps") + samples("heads")])
def test_a_step_is_a_line_of_a_journey(text: str) -> None:
    assert line(text, "journey_line") is not None


@pytest.mark.parametrize("text", [text for text, _ in samples("conditions")])
def test_keywords_have_any_case(text: str) -> None:
    words = [word if '"' in word else word.upper() for word in text.split(" ")]
    assert type(condition(" ".join(words))) is type(condition(text))


@pytest.mark.parametrize("text", [text for text, _ in samples("conditions")])
def test_the_span_of_a_line_is_all_of_it(text: str) -> None:
    found = condition(text)
    bare = text.strip("()") if text.startswith("((") else text
    assert text[found.span.start : found.span.end] == bare
