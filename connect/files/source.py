"""The file as it lies there: what it is packed in, its encoding, and the digest of its content."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, TextIO, cast

from .problems import FileProblem

Form = Literal["csv", "ndjson", "parquet"]
FALLBACK = "jalon-cp1252"
CHUNK = 1 << 20
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Source:
    """One readable file. `digest` is of the unpacked content, `lines` how many lines that has."""

    path: Path
    form: Form
    packed: bool
    encoding: str
    digest: str
    lines: int

    @property
    def described(self) -> str:
        """The encoding in words, when it is not what it should be; else nothing."""
        if self.encoding == FALLBACK:
            return "the file is not UTF-8 throughout: what is not was read as cp1252"
        return "the file is UTF-16" if self.encoding == "utf-16" else ""

    def text(self) -> TextIO:
        """The content as text, line ends untouched."""
        stream = unpacked(self.path, self.packed)
        if self.encoding == FALLBACK:
            return io.TextIOWrapper(stream, "utf-8-sig", errors=FALLBACK, newline="")
        return io.TextIOWrapper(stream, self.encoding, newline="")


def examine(path: Path) -> Source:
    """Reads the file once from end to end. Raises `FileProblem`."""
    with read_errors(path):
        packed = head(path, False).startswith(b"\x1f\x8b")
        start = head(path, packed)
        form = form_of(path, start)
        encoding = next((name for mark, name in MARKS if start.startswith(mark)), "utf-8-sig")
        return scan(path, form, packed, encoding)


def scan(path: Path, form: Form, packed: bool, encoding: str) -> Source:
    """Digest, lines, and whether the content is UTF-8 as it should be."""
    digest, lines = hashlib.sha256(), 0
    decoder = codecs.getincrementaldecoder("utf-8")() if encoding == "utf-8-sig" else None
    for chunk in chunks(path, packed):
        digest.update(chunk)
        lines += chunk.count(b"\n")
        if decoder and form != "parquet" and not decodes(decoder, chunk):
            decoder, encoding = None, FALLBACK
    if decoder and form != "parquet" and not decodes(decoder, b"", final=True):
        encoding = FALLBACK
    return Source(path, form, packed, encoding, digest.hexdigest(), lines)


def decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    """Whether the content is still what the decoder reads."""
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def chunks(path: Path, packed: bool) -> Iterator[bytes]:
    """The unpacked content in large pieces."""
    with unpacked(path, packed) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def head(path: Path, packed: bool) -> bytes:
    """The first bytes of the content."""
    with unpacked(path, packed) as stream:
        return stream.read(4096)


def unpacked(path: Path, packed: bool) -> IO[bytes]:
    """The content as bytes."""
    return cast("IO[bytes]", gzip.open(path, "rb")) if packed else path.open("rb")


def form_of(path: Path, start: bytes) -> Form:
    """What the content is, by its first bytes. Raises `FileProblem` for what is not read here."""
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PAR1"):
        return "parquet"
    if not text:
        raise FileProblem(f"`{path}` is empty")
    if start.startswith(b"PK\x03\x04"):
        help = "save the sheet as CSV, or unpack the archive"
        raise FileProblem(f"`{path}` is a workbook or a zip archive", help)
    if text.startswith(b"["):
        help = "write one JSON object per line, without brackets around and commas between"
        raise FileProblem(f"`{path}` is one JSON list", help)
    return "ndjson" if text.startswith(b"{") else "csv"


class read_errors:
    """Turns errors of reading into a `FileProblem`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
            help = "copy or download it again"
            raise FileProblem(f"`{self.path}` is cut short or damaged", help) from error
        if isinstance(error, OSError):
            reason = (error.strerror or str(error)).lower()
            raise FileProblem(f"`{self.path}` cannot be read: {reason}") from error


def as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Reads bytes that are not UTF-8 as cp1252; the five it lacks keep their number."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(map(one_character, wrong)), error.end


def one_character(byte: int) -> str:
    """A byte of cp1252 as a character."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


Handler = Callable[[UnicodeError], tuple[str, int]]
codecs.register_error(FALLBACK, as_cp1252)
