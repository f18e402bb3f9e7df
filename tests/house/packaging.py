"""What pyproject.toml says is in the package, compared with what the folders hold."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

LINK = "../../{room}"


def declared(root: Path) -> dict[str, Any]:
    """The whole of pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))


def room_folders(settings: dict[str, Any]) -> dict[str, str]:
    """Package -> folder, as declared."""
    folders: dict[str, str] = settings["tool"]["setuptools"]["package-dir"]
    return folders


def folders_below(folder: Path) -> list[Path]:
    """A folder and the folders in it, without links and caches."""
    inside = [
        one
        for one in sorted(folder.iterdir())
        if one.is_dir() and not one.is_symlink() and one.name != "__pycache__"
    ]
    return [folder, *(below for one in inside for below in folders_below(one))]


def packages_found(root: Path, settings: dict[str, Any]) -> set[str]:
    """The packages that the declared folders hold: every folder with an `__init__.py`."""
    return {
        ".".join([package, *folder.relative_to(root / top).parts])
        for package, top in room_folders(settings).items()
        for folder in folders_below(root / top)
        if (folder / "__init__.py").exists()
    }


def package_problems(root: Path) -> list[str]:
    """Where the list of packages and the folders differ."""
    settings = declared(root)
    listed, found = set(settings["tool"]["setuptools"]["packages"]), packages_found(root, settings)
    return [
        *(f"`{name}` is a folder: add it to `packages`" for name in sorted(found - listed)),
        *(f"`{name}` is listed: it has no `__init__.py`" for name in sorted(listed - found)),
    ]


def stray_modules(root: Path) -> list[str]:
    """Folders with modules that no package would carry, for want of an `__init__.py`."""
    return [
        f"{folder.relative_to(root)} has modules and no `__init__.py`"
        for top in room_folders(declared(root)).values()
        for folder in folders_below(root / top)
        if list(folder.glob("*.py")) and not (folder / "__init__.py").exists()
    ]


def link_problem(root: Path, room: str) -> str | None:
    """What is wrong with the link of a room, or None."""
    link = root / "src" / "jalon" / room
    if not link.is_symlink():
        return f"src/jalon/{room} is not a link"
    if str(link.readlink()) != LINK.format(room=room):
        return f"src/jalon/{room} leads to {link.readlink()}, not {LINK.format(room=room)}"
    return None if (link / "__init__.py").exists() else f"src/jalon/{room} leads nowhere"


def link_problems(root: Path) -> list[str]:
    """What is wrong with the links: each room has one, and nothing else has."""
    rooms = set(room_folders(declared(root)).values()) - {"src/jalon"}
    links = {path.name for path in (root / "src" / "jalon").iterdir() if path.is_symlink()}
    return [
        *(problem for room in sorted(rooms) if (problem := link_problem(root, room))),
        *(f"src/jalon/{link} is no room's link" for link in sorted(links - rooms)),
    ]


def tool_problems(root: Path) -> list[str]:
    """The rooms that a checker's own list forgets."""
    settings = declared(root)
    pyright, coverage = settings["tool"]["pyright"], settings["tool"]["coverage"]["run"]
    return [
        f"`{room}` is missing from {where}"
        for room in sorted(set(room_folders(settings).values()) - {"src/jalon"})
        for where, listed in (
            ("pyright's `include`", room in pyright["include"]),
            ("pyright's `exclude`", f"src/jalon/{room}" in pyright["exclude"]),
            ("coverage's `source`", room in coverage["source"]),
        )
        if not listed
    ]


def forgotten_data(root: Path) -> list[str]:
    """Files of the packages that neither are Python nor match the package data."""
    settings = declared(root)
    patterns = settings["tool"]["setuptools"]["package-data"]["*"]
    return [
        f"{path.relative_to(root)} matches no package data"
        for top in room_folders(settings).values()
        for folder in folders_below(root / top)
        for path in sorted(folder.iterdir())
        if path.is_file() and path.suffix != ".py"
        if not any(fnmatch(path.name, pattern.removeprefix("**/")) for pattern in patterns)
    ]
