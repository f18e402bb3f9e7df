"""A log that is on the disk before anybody is told: the ground truth of sinks and clients."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

Entry = dict[str, Any]


class Ledger:
    """Appends lines, each on the disk when `note` returns."""

    def __init__(self, path: Path) -> None:
        self.file = os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o644)

    def note(self, **entry: Any) -> None:
        """Writes one line down."""
        os.write(self.file, json.dumps(entry).encode() + b"\n")
        os.fsync(self.file)


def entries(path: Path) -> list[Entry]:
    """Everything noted; a last line that was cut off by a kill was never told to anybody."""
    if not path.exists():
        return []
    lines = path.read_bytes().split(b"\n")
    return [json.loads(line) for line in lines[:-1]]


def deliveries(path: Path) -> Counter[str]:
    """How often each message was taken."""
    return Counter(str(entry["key"]) for entry in entries(path))
