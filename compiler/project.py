"""Folder to sources: the journey files of a project, its settings file, and its message bodies."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

from ..dsl.diagnostics import Diagnostic, Finding, Rule, diagnose, in_order
from ..dsl.source import Source, Span
from .rules.project import BAD_SETTINGS_FILE, NOTHING_TO_READ, UNREADABLE_FILE

SETTINGS_FILE: Final = "jalon.toml"
SUFFIX: Final = ".journey"
LARGEST_FILE: Final = 8 * 1024 * 1024  # bytes
PROFILES: Final = ("mailchimp", "getresponse")
_TOML_PLACE: Final = r" \(at line (\d+), column (\d+)\)$"
_START: Final = Span(0, 0)

Read = Callable[[str], "File | None"]


class File(NamedTuple):
    """A file as text; `broken` holds what to say when it is not UTF-8 or too large."""

    text: str
    broken: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What `jalon.toml` says: `profile`, and everything else for whoever asks for it."""

    source: Source | None = None
    profile: str | None = None
    table: Mapping[str, Any] = field(default_factory=dict)


def _nothing(_path: str) -> File | None:
    return None


@dataclass(frozen=True, slots=True)
class ProjectSources:
    """A project before it is parsed.

    `sources` have paths as shown to people, which start with `prefix`; `read` gives the text of
    any other file by its path below the project's folder, or None when there is no such file.
    """

    sources: tuple[Source, ...]
    settings: Settings = Settings()
    prefix: str = ""
    read: Read = _nothing

    @classmethod
    def of(cls, files: Mapping[str, str], settings: Settings | None = None) -> ProjectSources:
        """A project in memory: `.journey` texts and message bodies by their paths."""
        sources = tuple(Source(path, files[path]) for path in sorted(files) if _is_journey(path))
        others = {path: File(text) for path, text in files.items() if not _is_journey(path)}
        return cls(sources, settings or Settings(), "", others.get)

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
    project = ProjectSources(sources, settings, prefix, _reader(root))
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


def journey_files(folder: Path) -> Iterator[Path]:
    """Every `*.journey` below a folder; hidden folders are not entered."""
    for entry in os.scandir(folder):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from journey_files(folder / entry.name)
        elif _is_journey(entry.name):
            yield folder / entry.name


def _read_sources(files: list[Path]) -> tuple[tuple[Source, ...], list[Diagnostic]]:
    sources: list[Source] = []
    diagnostics: list[Diagnostic] = []
    for file in files:
        read = read_text(file)
        source = Source(file.as_posix(), read.text)
        if read.broken:
            diagnostics.append(_diagnose(UNREADABLE_FILE, source, read.broken))
        else:
            sources.append(source)
    return tuple(sources), diagnostics


def read_text(file: Path) -> File:
    """The text of a file, or why it has none."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            return File("", f"`{file.name}` is larger than 8 MiB")
        return File(file.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return File(
            "", f"`{file.name}` is not UTF-8: line {line} has a byte that is no letter in it"
        )
    except OSError as error:
        return File(
            "", f"`{file.name}` cannot be read: {(error.strerror or 'no reason given').lower()}"
        )


def _reader(root: Path) -> Read:
    @cache
    def read(path: str) -> File | None:
        file = root / path
        inside = ".." not in PurePosixPath(path).parts
        return read_text(file) if inside and file.is_file() else None

    return read


def _read_settings(root: Path) -> tuple[Settings, list[Diagnostic]]:
    file = root / SETTINGS_FILE
    if not file.exists():
        return Settings(), []
    read = read_text(file)
    source = Source(file.as_posix(), read.text)
    if read.broken:
        return Settings(source), [_diagnose(UNREADABLE_FILE, source, read.broken)]
    return parse_settings(source)


def parse_settings(source: Source) -> tuple[Settings, list[Diagnostic]]:
    """The settings of a `jalon.toml`; a mistake in it leaves them empty."""
    import tomllib  # seldom needed: only where there is such a file

    try:
        table = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return Settings(source), [_bad_toml(source, str(error))]
    profile = table.get("profile")
    if profile is None or profile in PROFILES:
        return Settings(source, profile, table), []
    words = f"there is no profile `{profile}`: it is one of {', '.join(PROFILES)}"
    return Settings(source, None, table), [_diagnose(BAD_SETTINGS_FILE, source, words)]


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
    return _diagnose(NOTHING_TO_READ, Source(str(path), ""), words)


def _empty(path: Path) -> Diagnostic:
    words = f"`{path}` holds no `{SUFFIX}` file"
    return _diagnose(NOTHING_TO_READ, Source(str(path), ""), words)
