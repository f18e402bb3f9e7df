"""Exit codes: what the command line tells a script, a hook or a scheduler."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The four ways a command can end."""

    OK = 0
    FINDINGS = 1
    """The project, or the data, has mistakes: they were printed."""
    USAGE = 2
    """The command could not do its work: a wrong option, a missing file, a locked database."""
    INTERRUPTED = 130
    """Ctrl-C, as shells count it."""
