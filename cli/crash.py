"""Crash files: where the details of a failure of ours are written, for whoever mends it."""

from __future__ import annotations

import platform
import re
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from jalon import __version__

from .databases import without_passwords
from .failure import Failure

_PREFIX = "jalon-crash-"
_KEPT = 5
# Of people: by mail or by telephone, not of databases.
ADDRESS = re.compile(r"(?<![/:])\b[^\s@/:]+@[^\s@/]+|\+\d[\d ]{5,}\d")
_HELP = "please report it with that file; `JALON_DEBUG=1` shows the details here instead"


def crashed(error: Exception, words: Sequence[str]) -> Failure:
    """Writes the details to a new file, and returns the sentence that names it."""
    message = "Jalon failed, and through no fault of yours"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix=_PREFIX, suffix=".txt", encoding="utf-8", delete=False
        ) as file:
            file.write(details(error, words))
        keep_latest(Path(file.name))
    except OSError as refused:
        return Failure(f"{message}; the details could not be written: {refused}", _HELP)
    return Failure(f"{message}; the details are in `{file.name}`", _HELP)


def keep_latest(written: Path) -> None:
    """A failure that comes back every minute must not fill the disk: older files go."""
    mine = written.stat().st_uid
    found = [one for one in written.parent.glob(f"{_PREFIX}*.txt") if one.stat().st_uid == mine]
    for old in sorted(found, key=lambda one: one.stat().st_mtime)[:-_KEPT]:
        old.unlink(missing_ok=True)


def details(error: Exception, words: Sequence[str]) -> str:
    """Versions, the command without the addresses in it, and the stack trace; no password."""
    lines = [
        f"jalon {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"command: {ADDRESS.sub('…', ' '.join(['jalon', *words]))}",
        f"python: {sys.executable}",
        "",
        "".join(traceback.format_exception(error)),
    ]
    return without_passwords("\n".join(lines))
