"""`jalon init`: a small project to start from."""

from __future__ import annotations

from argparse import Namespace
from importlib.resources import files
from pathlib import Path

from ...compiler.project import SETTINGS_FILE, project_root
from ..arguments import Parser
from ..exit import Exit
from ..failure import Failure

FILES = {
    "jalon.toml": "jalon.toml",
    "shop.journey": "shop.journey",
    "cart_rescue.journey": "cart_rescue.journey",
    "emails/cart_reminder.md": "emails/cart_reminder.md",
    ".gitignore": "gitignore.txt",
}
"""Each file of the new project, and the one it is copied from."""

_NEXT = """\

next:
  jalon check                                  find mistakes
  jalon render cart_rescue --graph mermaid     see the journey
  jalon run --once                             switch it on
  jalon import contacts contacts.csv           bring in people; `jalon run` lets them move"""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon init`."""
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, default=Path(), help="where (default: here)"
    )


def run(options: Namespace) -> Exit:
    """Writes the files, all of them or none."""
    folder: Path = options.folder
    present = [name for name in FILES if (folder / name).exists()]
    if present:
        listed = ", ".join(f"`{folder / name}`" for name in present)
        raise Failure(f"there is already {listed}", "name another folder: `jalon init DIR`")
    above = project_root(folder / "x.journey")
    if (above / SETTINGS_FILE).exists():
        raise Failure(
            f"`{folder}` lies inside the project `{above.resolve()}`, which reads all files below",
            "name a folder elsewhere: `jalon init DIR`",
        )
    write(folder)
    if folder != Path():
        print(f"\nnow: cd {folder}", end="")
    print(_NEXT)
    return Exit.OK


def write(folder: Path) -> None:
    """Writes every file; when one cannot be written, takes back those that were."""
    written: list[Path] = []
    try:
        for name, origin in FILES.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                written.append(target)
                file.write(starter(origin))
    except BaseException:
        for target in written:
            target.unlink()
        raise
    print("\n".join(map(str, written)))


def starter(name: str) -> str:
    """The text of a file of the small project."""
    return files("jalon.cli").joinpath("starter", name).read_text("utf-8")
