"""Records of a Parquet file, by the optional package pyarrow."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from typing import Any

from .problems import FileProblem
from .records import Record, told
from .source import Source

ROWS = 10_000


class ParquetReader:
    """A Parquet file; `line` is the number of the row."""

    def __init__(self, source: Source) -> None:
        self.file = opened(source)
        self.lines = int(self.file.metadata.num_rows)
        self.columns = tuple(str(name) for name in self.file.schema_arrow.names)

    def records(self, names: Mapping[str, str]) -> Generator[Record]:
        """All records."""
        line = 0
        for batch in self.file.iter_batches(batch_size=ROWS):
            for row in batch.to_pylist():
                line += 1
                raw = json.dumps(row, ensure_ascii=False, default=str)
                yield Record(line, told(row, names), raw)


def opened(source: Source) -> Any:
    """The file, opened. Raises `FileProblem`."""
    if source.packed:
        raise FileProblem(f"`{source.path}` is a packed Parquet file", "unpack it first")
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        help = 'install it with `pip install "jalon[parquet]"`, or save the table as CSV'
        raise FileProblem("Parquet files need the package pyarrow", help) from error
    try:
        return parquet.ParquetFile(source.path)
    except ArrowException as error:
        raise FileProblem(f"`{source.path}` is no whole Parquet file: {error}") from error
