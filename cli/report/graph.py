"""Graphs: the steps of a journey for Mermaid and for Graphviz (DOT)."""

from __future__ import annotations

from collections.abc import Iterator

from ...compiler.ir import Journey
from ...compiler.ir.steps import Step
from .steps import edges, start, step

_RESTS = {"wait", "wait_until", "wait_date", "wait_event", "wait_condition"}
_DECIDES = {"branch", "split", "among"}
_ENDS = {"start", "end"}
_MERMAID = {"#": "#35;", "&": "#amp;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "\n": " "}


def mermaid(journey: Journey) -> str:
    """A flowchart that Markdown viewers draw."""
    return "\n".join(["flowchart TD", *mermaid_lines(journey)])


def mermaid_lines(journey: Journey) -> Iterator[str]:
    """A line for each step and each way on."""
    for one in journey.steps:
        opening, closing = mermaid_shape(one)
        yield f"  n{one.number}{opening}{mermaid_text(label(journey, one))}{closing}"
    for one in journey.steps:
        for target, words in edges(one):
            yield f"  n{one.number} -->{f'|{mermaid_text(words)}|' if words else ''} n{target}"


def mermaid_shape(of: Step) -> tuple[str, str]:
    """Round where it begins and ends, slanted where people rest, a rhombus where it decides."""
    if of.kind in _ENDS:
        return "([", "])"
    if of.kind in _RESTS:
        return "[/", "/]"
    return ("{", "}") if of.kind in _DECIDES else ("[", "]")


def mermaid_text(text: str) -> str:
    """Text in quotation marks, with the characters that Mermaid would read as its own."""
    escaped = "".join(_MERMAID.get(character, character) for character in text)
    return f'"{escaped}"'


def dot(journey: Journey) -> str:
    """A directed graph for Graphviz."""
    head = f"digraph {dot_text(journey.name)} {{"
    return "\n".join([head, '  node [shape=box, fontname="sans-serif"];', *dot_lines(journey), "}"])


def dot_lines(journey: Journey) -> Iterator[str]:
    """A line for each step and each way on."""
    for one in journey.steps:
        yield f"  n{one.number} [label={dot_text(label(journey, one))}{dot_shape(one)}];"
    for one in journey.steps:
        for target, words in edges(one):
            yield f"  n{one.number} -> n{target}" + (
                f" [label={dot_text(words)}];" if words else ";"
            )


def dot_shape(of: Step) -> str:
    """The same shapes as in Mermaid."""
    if of.kind in _ENDS:
        return ", shape=oval"
    if of.kind in _RESTS:
        return ", shape=parallelogram"
    return ", shape=diamond" if of.kind in _DECIDES else ""


def dot_text(text: str) -> str:
    """Text in quotation marks."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def label(journey: Journey, of: Step) -> str:
    """The words in a step's shape; the start says how people get in."""
    if of.kind == "start":
        return " or ".join(start(one) for one in journey.starts)
    return step(of)


GRAPHS = {"mermaid": mermaid, "dot": dot}
