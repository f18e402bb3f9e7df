"""The file beside the source that keeps every refused row: its line, the reason, its text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from .formulas import harmless
from .problems import FileProblem

HEADER = ("line", "reason", "text")
Refused = tuple[int, str, str]
"""Line, reason, original text."""


class RefusedRows:
    """Appends refused rows; what a broken-off import wrote after its last batch is cut away."""

    def __init__(self, source: Path, certain: int) -> None:
        self.path = source.with_name(f"{source.name}.refused.csv")
        self.size = certain
        with written(self.path):
            if certain == 0:
                self.path.unlink(missing_ok=True)
            elif self.path.exists():
                with self.path.open("r+b") as stream:
                    stream.truncate(certain)

    def add(self, rows: Iterable[Refused]) -> None:
        """Writes rows to the end of the file, which comes into being with the first one."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        for line, reason, raw in rows:
            writer.writerow((line, harmless(reason), harmless(raw.rstrip("\r\n"))))
        if not text.tell():
            return
        header = "" if self.size else f"{','.join(HEADER)}\n"
        data = (header + text.getvalue()).encode()
        with written(self.path), self.path.open("ab") as stream:
            stream.write(data)
        self.size += len(data)


class written:
    """Turns errors of writing into a `FileProblem`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):
            reason = (error.strerror or str(error)).lower()
            help = "refused rows are kept there: make the folder writable, or copy the file"
            raise FileProblem(f"`{self.path}` cannot be written: {reason}", help) from error
