"""Rules about the project as a whole: its files, and its settings."""

from __future__ import annotations

from ...dsl.diagnostics import Rule

UNREADABLE_FILE = Rule(
    "J902",
    "unreadable-file",
    "Journey files are text files in UTF-8, of 8 MiB at most. The names that such a file may "
    "declare are not reported as unknown elsewhere.",
)

BAD_SETTINGS_FILE = Rule(
    "J903",
    "bad-settings-file",
    "`jalon.toml` marks the folder of a project and holds its settings, as TOML.",
)

NOTHING_TO_READ = Rule(
    "J904",
    "nothing-to-read",
    "A project is a folder with at least one `.journey` file; one such file alone is one too.",
)

TABLE = (UNREADABLE_FILE, BAD_SETTINGS_FILE, NOTHING_TO_READ)
