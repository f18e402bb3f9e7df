"""The settings of a project: how its messages leave, and what is wrong in `jalon.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..compiler.project import SETTINGS_FILE, parse_settings, project_root, read_text
from ..compiler.rules.project import BAD_SETTINGS_FILE
from ..dsl.diagnostics import Diagnostic, Finding, diagnose
from ..dsl.source import Source, Span
from .failure import meant

if TYPE_CHECKING:
    from ..deliver.settings import Delivery

_DELIVERY = "delivery"
_RETENTION = "retention"
_KNOWN = ("profile", "plan", "language", _DELIVERY, _RETENTION)


def settings(project: Path) -> tuple[Source, Mapping[str, Any]]:
    """The settings file of a project, and what stands in it: nothing when it is broken."""
    file = project_root(project) / SETTINGS_FILE
    source = Source(file.as_posix(), read_text(file).text if file.exists() else "")
    found, _ = parse_settings(source)
    return source, found.table


def problems(project: Path) -> list[Diagnostic]:
    """What is wrong with settings that are well-formed; the compiler tells of all others."""
    source, table = settings(project)
    found = [
        wrong(source, key, "this setting is unknown", meant(key, _KNOWN))
        for key in strangers(table)
    ]
    found += delivery(project)[1] if _DELIVERY in table else []
    if _RETENTION in table:
        from .retaining import retention  # `check` without such settings does without

        found += retention(project)[1]
    return found


def strangers(table: Iterable[str]) -> Iterator[str]:
    """The keys that nobody reads."""
    yield from (key for key in table if key not in _KNOWN)


def delivery(project: Path) -> tuple[Delivery, list[Diagnostic]]:
    """How messages leave, and what is wrong with these settings."""
    from ..deliver.settings import read_delivery  # `check` without such settings does without

    source, table = settings(project)
    given = table.get(_DELIVERY, {})
    if not isinstance(given, Mapping):
        return read_delivery({}, project)[0], [wrong(source, _DELIVERY, "this must be a table")]
    found, trouble = read_delivery(given, project_root(project))
    return found, [wrong(source, one.place, one.message, one.help) for one in trouble]


def wrong(source: Source, place: str, message: str, help: str | None = None) -> Diagnostic:
    """What is wrong with one setting, underlined where it stands."""
    finding = Finding(span(source.text, place), f"`{place}`: {message}", help)
    return diagnose(BAD_SETTINGS_FILE, source, finding)


def span(text: str, place: str) -> Span:
    """Where a setting stands, `table.key`: its line, else its table, else the start of the file."""
    table, _, key = place.rpartition(".")
    heading = re.search(rf"^\s*\[{re.escape(table)}\]", text, re.MULTILINE) if table else None
    start = heading.end() if heading else 0
    line = re.compile(rf"^[ \t]*(?P<line>\[?{re.escape(key)}\b.*)$", re.MULTILINE).search(
        text, start
    )
    if line:
        return Span(*line.span("line"))
    return Span(*heading.span()) if heading else Span(0, 0)
