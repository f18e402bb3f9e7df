"""Folder to sources: the journey files of a project, its settings file, and its message bodies."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

from ..dsl.diagnostics import Diagnostic, Finding, Rule, diagnose, in_order
from ..dsl.nearest import nearest
from ..dsl.source import Source, Span
from .rules.project import BAD_SETTINGS_FILE, NOTHING_TO_READ, UNREADABLE_FILE

SETTINGS_FILE: Final = "jalon.toml"
SUFFIX: Final = ".journey"
LARGEST_FILE: Final = 8 * 1024 * 1024  # bytes
PROFILES: Final = ("mailchimp", "getresponse")
# The plans of the one profile where they differ in what the language can say. GR-05
PLANS: Final = ("Email Marketing", "Marketing Automation", "Ecommerce Marketing", "MAX")
WITH_PLANS: Final = "getresponse"
LANGUAGES: Final = ("en", "fr")  # of the built-in messages; the first one unless said
_TOML_PLACE: Final = r" \(at line (\d+), column (\d+)\)$"
_START: Final = Span(0, 0)

Read = Callable[[str], "File | None"]
Size = tuple[int, int]
Measure = Callable[[str], Size | None]


class File(NamedTuple):
    """A file as text; `broken` holds what to say when it is not UTF-8 or too large.

    `help` says what to do then, and `place` where it is broken, in characters.
    """

    text: str
    broken: str | None = None
    help: str | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """What `jalon.toml` says: `profile` and its `plan`, and the rest for whoever asks for it."""

    source: Source | None = None
    profile: str | None = None
    plan: str | None = None
    table: Mapping[str, Any] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """What the built-in messages speak to contacts whose language they do not have."""
        said = self.table.get("language")
        return said if said in LANGUAGES else LANGUAGES[0]


def _nothing(_path: str) -> File | None:
    return None


def _unmeasured(_path: str) -> Size | None:
    return None


@dataclass(frozen=True, slots=True)
class ProjectSources:
    """A project before it is parsed.

    `sources` have paths as shown to people, which start with `prefix`; `read` gives the text of
    any other file by its path below the project's folder, or None when there is no such file; and
    `measure` the width and height of an image, negative ones of what is no image.
    """

    sources: tuple[Source, ...]
    settings: Settings = Settings()
    prefix: str = ""
    read: Read = _nothing
    measure: Measure = _unmeasured

    @classmethod
    def of(cls, files: Mapping[str, str], settings: Settings | None = None) -> ProjectSources:
        """A project in memory: `.journey` texts and message bodies by their paths."""
        sources = tuple(Source(path, files[path]) for path in sorted(files) if _is_journey(path))
        others = {path: File(text) for path, text in files.items() if not _is_journey(path)}

        def measure(path: str) -> Size | None:
            return size_of(BytesIO(files[path].encode())) if path in files else None

        return cls(sources, settings or Settings(), "", others.get, measure)

    @property
    def shown(self) -> Mapping[str, Source]:
        """Every source that a diagnostic can point into, by its path."""
        found = {source.path: source for source in self.sources}
        if self.settings.source:
            found[self.settings.source.path] = self.settings.source
        return found

    def folder(self, source: Source) -> PurePosixPath:
        """The folder of a source, below the project's."""
        return PurePosixPath(source.path.removeprefix(self.prefix)).parent


def _is_journey(path: str) -> bool:
    return path.endswith(SUFFIX)


def read_project(path: str | Path) -> tuple[ProjectSources, list[Diagnostic]]:
    """Read the project that a folder or a file belongs to.

    The nearest folder upwards with a `jalon.toml` is the project; without one, the folder, or
    the file alone, is. Files that cannot be read come back as diagnostics.
    """
    given = Path(path)
    if not given.exists():
        return ProjectSources(()), [_missing(given)]
    root = project_root(given)
    alone = given.is_file() and not (root / SETTINGS_FILE).exists()
    files = [given] if alone else sorted(journey_files(root))
    settings, diagnostics = _read_settings(root)
    sources, unread = _read_sources(files)
    prefix = "" if str(root) == "." else f"{root.as_posix().rstrip('/')}/"
    project = ProjectSources(sources, settings, prefix, _reader(root), _measurer(root))
    diagnostics += unread if files else [_empty(given)]
    return project, in_order(diagnostics)


def project_root(given: Path) -> Path:
    """The nearest folder upwards that holds `jalon.toml`, else the folder itself."""
    folder = given if given.is_dir() else given.parent
    if (folder / SETTINGS_FILE).exists():
        return folder
    for above in folder.resolve().parents:
        if (above / SETTINGS_FILE).exists():
            return Path(os.path.relpath(above))
    return folder


def journey_files(folder: Path, *, nested: bool = False) -> Iterator[Path]:
    """Every `*.journey` below a folder; hidden folders are not entered, nor nested projects."""
    for entry in os.scandir(folder):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if nested or not (folder / entry.name / SETTINGS_FILE).exists():
                yield from journey_files(folder / entry.name, nested=nested)
        elif _is_journey(entry.name):
            yield folder / entry.name


def nested_projects(folder: Path) -> Iterator[Path]:
    """The folders below a project that are projects of their own, outermost only."""
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.name.startswith(".") or not entry.is_dir(follow_symlinks=False):
            continue
        inner = folder / entry.name
        if (inner / SETTINGS_FILE).exists():
            yield inner
        else:
            yield from nested_projects(inner)


def _read_sources(files: list[Path]) -> tuple[tuple[Source, ...], list[Diagnostic]]:
    sources: list[Source] = []
    diagnostics: list[Diagnostic] = []
    for file in files:
        read = read_text(file)
        source = Source(file.as_posix(), read.text)
        if read.broken:
            diagnostics.append(_broken(source, read))
        else:
            sources.append(source)
    return tuple(sources), diagnostics


def read_text(file: Path) -> File:
    """The text of a file, or why it has none."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            return File("", f"`{file.name}` is larger than 8 MiB", "make several files of it")
        return File(file.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        return _not_a_text(file, error.object[: error.start])
    except OSError as error:
        why = (error.strerror or "no reason given").lower()
        return File("", f"`{file.name}` cannot be read: {why}", "see who may read it")


def _not_a_text(file: Path, before: bytes) -> File:
    """A file that is UTF-8 only up to some byte."""
    read = Source("", before.decode("utf-8")).text
    line = read.count("\n") + 1
    words = f"`{file.name}` is not UTF-8: line {line} has a byte that is no letter in it"
    return File("", words, "save it again, with the encoding UTF-8", len(read))


def _reader(root: Path) -> Read:
    @cache
    def read(path: str) -> File | None:
        file = root / path
        inside = ".." not in PurePosixPath(path).parts
        return read_text(file) if inside and file.is_file() else None

    return read


def _measurer(root: Path) -> Measure:
    def measure(path: str) -> Size | None:
        file = root / path
        inside = ".." not in PurePosixPath(path).parts
        return size_of(file) if inside and file.is_file() else None

    return measure


def size_of(image: Path | BytesIO) -> Size:
    """The width and height of an image in pixels, from its first bytes; -1 of what is none."""
    import imagesize  # seldom needed: only where there is an image

    try:
        width, height = imagesize.get(image)
    except (OSError, ValueError):
        return -1, -1
    return int(width), int(height)


def _read_settings(root: Path) -> tuple[Settings, list[Diagnostic]]:
    file = root / SETTINGS_FILE
    if not file.exists():
        return Settings(), []
    read = read_text(file)
    source = Source(file.as_posix(), read.text)
    if read.broken:
        return Settings(source), [_broken(source, read)]
    return parse_settings(source)


def parse_settings(source: Source) -> tuple[Settings, list[Diagnostic]]:
    """The settings of a `jalon.toml`; a mistake in it leaves them empty."""
    import tomllib  # seldom needed: only where there is such a file

    try:
        table = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return Settings(source), [_bad_toml(source, str(error))]
    profile = table.get("profile")
    known = PLANS if profile == WITH_PLANS else ()
    keys = {"profile": PROFILES, "plan": known, "language": LANGUAGES}
    wrong = [one for key, words in keys.items() for one in _unknown(source, table, key, words)]
    if wrong:
        return Settings(source, table=table), wrong
    return Settings(source, profile, table.get("plan"), table), []


def _unknown(
    source: Source, table: Mapping[str, Any], key: str, known: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """`profile = "mailchip"`."""
    said = table.get(key)
    if said is None or said in known:
        return
    words = f"there is no {key} `{said}`"
    if known:
        near = nearest(str(said), known)
        words += f": it is one of {', '.join(known)}"
        help = f"did you mean `{near}`?" if near else None
    else:
        words += f" without the profile `{WITH_PLANS}`"
        help = "drop it"
    line = re.search(rf"^[ \t]*({key}\b[^#\n]*)", source.text, re.MULTILINE)
    span = Span(line.start(1), line.start(1) + len(line[1].rstrip())) if line else _START
    yield diagnose(BAD_SETTINGS_FILE, source, Finding(span, words, help))


def _bad_toml(source: Source, why: str) -> Diagnostic:
    place = re.search(_TOML_PLACE, why)
    start = source.offset(int(place[1]), int(place[2])) if place else len(source.text)
    reason = re.sub(_TOML_PLACE, "", why)
    words = f"`{SETTINGS_FILE}` is not valid TOML: {reason[:1].lower()}{reason[1:]}"
    return _diagnose(BAD_SETTINGS_FILE, source, words, Span(start, start + 1))


def _diagnose(rule: Rule, source: Source, words: str, span: Span = _START) -> Diagnostic:
    return diagnose(rule, source, Finding(span, words))


def _missing(path: Path) -> Diagnostic:
    words = f"there is no file or folder `{path}`"
    near = nearest(path.name, [one.name for one in path.parent.glob("*")])
    help = f"did you mean `{path.parent / near}`?" if near else "check how its path is written"
    return diagnose(NOTHING_TO_READ, Source(str(path), ""), Finding(_START, words, help))


def _empty(path: Path) -> Diagnostic:
    words = f"`{path}` holds no `{SUFFIX}` file"
    help = f"write one, or start from those that `jalon init {path}` makes"
    return diagnose(NOTHING_TO_READ, Source(str(path), ""), Finding(_START, words, help))


def _broken(source: Source, read: File) -> Diagnostic:
    """A file that is no text, underlined where it stops to be one."""
    finding = Finding(Span(read.place, read.place + 1), read.broken or "", read.help)
    return diagnose(UNREADABLE_FILE, source, finding)
