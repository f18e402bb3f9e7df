"""Crash files: where the details of a failure of ours are written, for whoever mends it."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence

from jalon import __version__

from .failure import Failure

_HELP = "please report it with that file; `JALON_DEBUG=1` shows the details here instead"


def crashed(error: Exception, words: Sequence[str]) -> Failure:
    """Writes the details to a new file, and returns the sentence that names it."""
    message = "Jalon failed, and through no fault of yours"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="jalon-crash-", suffix=".txt", encoding="utf-8", delete=False
        ) as file:
            file.write(details(error, words))
    except OSError as refused:
        return Failure(f"{message}; the details could not be written: {refused}", _HELP)
    return Failure(f"{message}; the details are in `{file.name}`", _HELP)


def details(error: Exception, words: Sequence[str]) -> str:
    """Versions, the command as it was given, and the stack trace."""
    lines = [
        f"jalon {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"command: {' '.join(['jalon', *words])}",
        f"python: {sys.executable}",
        "",
        "".join(traceback.format_exception(error)),
    ]
    return "\n".join(lines)
