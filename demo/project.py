"""The project that is played: a copy of an example, to look at and to change afterwards."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree, ignore_patterns, rmtree

MARK = ".jalon-demo"  # says that a folder was made here and may be made anew


def unpack(name: str, folder: Path) -> Path:
    """Copies the example `name` into `folder`, replacing what an earlier demo left there.

    Raises `FileExistsError` when the folder holds anything else.
    """
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise FileExistsError(folder)
        rmtree(folder)
    with as_file(files("jalon.examples").joinpath(name)) as source:
        copytree(source, folder, dirs_exist_ok=True, ignore=ignore_patterns("__pycache__"))
    (folder / MARK).write_text("made by `jalon demo`, which may replace it\n", encoding="utf-8")
    return folder
