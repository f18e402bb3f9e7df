"""Writing files whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from errno import EACCES
from pathlib import Path


def write_atomically(path: Path, text: str) -> None:
    """Replaces a file's content, or leaves it as it was; a link stays a link. Raises `OSError`."""
    target = path.resolve()
    if target.exists() and not os.access(target, os.W_OK):  # renaming over it would succeed
        raise PermissionError(EACCES, os.strerror(EACCES), str(path))
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        keep_permissions(target, name)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def keep_permissions(target: Path, name: str) -> None:
    """Gives the new file the permissions of the one it replaces, or those of any new file."""
    if target.exists():
        shutil.copymode(target, name)
        return
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(name, 0o666 & ~mask)
