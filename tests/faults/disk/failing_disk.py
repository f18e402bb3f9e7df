"""F10: one write, half a write or one sync fails, at a random call to the disk."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from ..figures import Figures
from .trial import trial

FAULT, CASES = "F10", 100
SOURCE = Path(__file__).with_name("shim.c")


class NoCompiler(Exception):
    """There is none on this machine: the calls cannot be taken over."""


def experiment(cases: int, seed: int) -> Figures:
    """A library in between lets calls fail. Raises `NoCompiler`."""
    return trial(FAULT, cases, seed, shim())


@cache
def shim() -> Path:
    """The library, built once. Raises `NoCompiler`."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise NoCompiler("no `cc`")
    built = Path(mkdtemp(prefix="jalon-shim-")) / "shim.so"
    flags = ["-shared", "-fPIC", "-O1", "-o", str(built)]
    subprocess.run([compiler, *flags, str(SOURCE), "-ldl"], check=True)
    return built
