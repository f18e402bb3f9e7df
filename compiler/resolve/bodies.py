"""Bodies: the words of a message, in its declaration or in a file beside the journeys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final, Literal, NamedTuple

from ...dsl import nodes
from ...dsl.diagnostics import Finding, Rule
from ...dsl.source import Source
from ..project import File, ProjectSources
from ..rules.messages import EMPTY_TEXT, MISSING_BODY, TWO_BODIES, UNREADABLE_BODY
from .facts import Settings

Format = Literal["markdown", "html", "mjml", "text"]
Message = nodes.Email | nodes.Sms

FORMATS: Final[Mapping[str, Format]] = {".md": "markdown", ".mjml": "mjml", ".html": "html"}
PLAIN: Final[Mapping[str, Format]] = {".txt": "text"}
KNOWN: Final[Mapping[str, Format]] = {**FORMATS, **PLAIN}
_OPENINGS: Final[Mapping[str, Format]] = {
    "<mjml": "mjml",
    "<!doctype html": "html",
    "<html": "html",
}


class Body(NamedTuple):
    """The template of a message, what it is written in, and its file, if it has one."""

    text: str
    format: Format
    path: str | None = None


Found = Body | tuple[Rule, Finding]


def body_of(message: Message, source: Source, sources: ProjectSources) -> Found:
    """The body of a message, or what stands in the way."""
    said = said_body(message)
    if said is None:
        return _by_convention(message, source, sources)
    path = _path(said.value)
    if path is None:
        return _not_empty(_inline(said.value, message), message)
    return _named_file(path, message, said, (source, sources))


def said_body(message: Message) -> nodes.Text | None:
    """What the declaration itself says: a text, or the path of a file."""
    if isinstance(message, nodes.Sms) and message.text:
        return message.text
    return Settings.of(message.settings).one("body", nodes.Text)


def _path(said: str) -> PurePosixPath | None:
    path = PurePosixPath(said.strip())
    return path if "\n" not in said.strip() and path.suffix.lower() in KNOWN else None


def _inline(text: str, message: Message) -> Body:
    if isinstance(message, nodes.Sms):
        return Body(text, "text")
    start = text.lstrip().lower()
    for opening, format_ in _OPENINGS.items():
        if start.startswith(opening):
            return Body(text, format_)
    return Body(text, "markdown")


def _not_empty(body: Body, message: Message) -> Found:
    if body.text.strip():
        return body
    place = said_body(message) or message.name
    words = f"the body of `{message.name}` is empty"
    return EMPTY_TEXT, Finding(place.span, words, "write what the contact reads")


Where = tuple[Source, ProjectSources]


def _named_file(path: PurePosixPath, message: Message, said: nodes.Text, where: Where) -> Found:
    source, sources = where
    if path.is_absolute() or ".." in path.parts:
        words = f"`{path}` is outside the project's folder"
        help = "move it in, and write its path from there"
        return UNREADABLE_BODY, Finding(said.span, words, help)
    for folder in _upwards(sources.folder(source)):
        if read := sources.read(str(folder / path)):
            return _of_file(read, folder / path, message)
    help = "write the file, or say its path from the project's folder"
    return MISSING_BODY, Finding(said.span, f"there is no file `{path}`", help)


def _by_convention(message: Message, source: Source, sources: ProjectSources) -> Found:
    candidates = _candidates(message)
    for folder in _upwards(sources.folder(source)):
        found = [(one, read) for one in candidates if (read := sources.read(str(folder / one)))]
        if len(found) > 1:
            return _several(message, [path for path, _ in found])
        if found:
            return _of_file(found[0][1], folder / found[0][0], message)
    return _missing(message, candidates)


def _candidates(message: Message) -> list[PurePosixPath]:
    email = isinstance(message, nodes.Email)
    folder, formats = ("emails", FORMATS) if email else ("sms", PLAIN)
    return [PurePosixPath(f"{folder}/{message.name}{suffix}") for suffix in formats]


def _of_file(read: File, path: PurePosixPath, message: Message) -> Found:
    if read.broken:
        place = said_body(message) or message.name
        return UNREADABLE_BODY, Finding(place.span, read.broken, read.help)
    return _not_empty(Body(read.text, KNOWN[path.suffix.lower()], str(path)), message)


def _several(message: Message, paths: list[PurePosixPath]) -> tuple[Rule, Finding]:
    words = f"`{message.name}` has two bodies: `{paths[0]}` and `{paths[1]}`"
    help = f'say which one is meant: `body: "{paths[0]}"`'
    return TWO_BODIES, Finding(message.name.span, words, help)


def _missing(message: Message, candidates: list[PurePosixPath]) -> tuple[Rule, Finding]:
    word = type(message).__name__.lower()
    sought = " or ".join(f"`{one}`" for one in candidates)
    words = f"the {word} `{message.name}` has no body: there is no file {sought}"
    help = 'write the file, or a text: `body: """…"""`'
    return MISSING_BODY, Finding(message.name.span, words, help)


def _upwards(folder: PurePosixPath) -> Iterator[PurePosixPath]:
    yield folder
    yield from (above for above in folder.parents if above != folder)
