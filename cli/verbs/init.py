"""`jalon init`: a small project to start from."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from ...compiler.project import SETTINGS_FILE, project_root
from ..arguments import Parser, one_of
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
FRAME = {
    "jalon.toml": "jalon.toml",
    "store.journey": "store.journey",
    ".gitignore": "gitignore.txt",
}
"""The files of a new project that begins with a template."""
TEMPLATES = (
    "abandoned_cart",
    "welcome",
    "first_purchase",
    "win_back",
    "birthday",
    "order_confirmed",
)

_NEXT = """\

next:
  jalon check                                  find mistakes
  jalon render cart_rescue --graph mermaid     see the journey
  jalon run --once                             switch it on
  jalon import contacts contacts.csv           bring in people; `jalon run` lets them move"""

_NEXT_OF_TEMPLATE = """\

next: change whatever you like in it, then
  jalon check                                  find mistakes
  jalon run --once                             switch it on"""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon init`."""
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, default=Path(), help="where (default: here)"
    )
    parser.add_argument(
        "--template",
        metavar="NAME",
        type=one_of(*TEMPLATES),
        help=f"begin with a journey, or add it to a project: {', '.join(TEMPLATES)}",
    )


def run(options: Namespace) -> Exit:
    """Writes the files, all of them or none."""
    folder: Path = options.folder
    above = project_root(folder / "x.journey")
    inside = (above / SETTINGS_FILE).exists()
    wanted = chosen(options.template, inside)
    present = [name for name in wanted if (folder / name).exists()]
    if present:
        listed = ", ".join(f"`{folder / name}`" for name in present)
        raise Failure(f"there is already {listed}", "name another folder: `jalon init DIR`")
    if inside and options.template is None:
        raise Failure(
            f"`{folder}` lies inside the project `{above.resolve()}`",
            "name a folder elsewhere: `jalon init DIR`",
        )
    write(folder, wanted)
    if folder != Path():
        print(f"\nnow: cd {folder}", end="")
    print(_NEXT_OF_TEMPLATE if options.template else _NEXT)
    return Exit.OK


def chosen(template: str | None, inside: bool) -> Mapping[str, str]:
    """The files to write: a small project, or a template, which a project gets alone. STEP-12"""
    if template is None:
        return FILES
    own = {f"{template}.journey": f"templates/{template}.journey"}
    return own if inside else {**FRAME, **own}


def write(folder: Path, wanted: Mapping[str, str]) -> None:
    """Writes every file; when one cannot be written, takes back those that were."""
    written: list[Path] = []
    try:
        for name, origin in wanted.items():
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
