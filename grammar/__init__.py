"""The language as data: its grammar, the table made from it, and the words shown to people."""

from importlib.resources import files


def read(name: str) -> str:
    """The text of one of this room's files: `journey.lark`, `journey.table.json`, `words.toml`…"""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
