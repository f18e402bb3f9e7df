"""Writing files whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from errno import EACCES
from pathlib import Path


def write_atomically(path: Path, text: str, *, private: bool = False) -> None:
    """Replaces a file's content, or leaves it as it was; a link stays a link. Raises `OSError`.

    A file that is there keeps its permissions; a new one that is private is its owner's alone.
    """
    target = path.resolve()
    if target.exists() and not os.access(target, os.W_OK):  # renaming over it would succeed
        raise PermissionError(EACCES, os.strerror(EACCES), str(path))
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, name)
        elif not private:
            os.chmod(name, usual_permissions())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def usual_permissions() -> int:
    """Those of any new file."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
