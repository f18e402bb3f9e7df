"""Arguments: argparse, with mistakes said in a sentence."""

from __future__ import annotations

from argparse import (
    ArgumentError,
    ArgumentParser,
    ArgumentTypeError,
    Namespace,
    RawDescriptionHelpFormatter,
)
from collections.abc import Callable, Iterator, Sequence
from typing import NoReturn

from .failure import Failure, meant

_EXCLUDED = "not allowed with argument "
_REQUIRED = "the following arguments are required: "


class Parser(ArgumentParser):
    """The arguments of one verb. Raises `Failure` where argparse would print its usage and exit."""

    def __init__(self, verb: str, summary: str) -> None:
        super().__init__(
            prog=f"jalon {verb}",
            description=summary,
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
            exit_on_error=False,
        )

    def read(self, words: Sequence[str]) -> Namespace:
        """The options in these words, all of them known."""
        try:
            options, rest = self.parse_known_args(words)
        except ArgumentError as error:
            raise self.explained(error) from None
        if rest:
            raise self.unexpected(rest[0])
        return options

    def error(self, message: str) -> NoReturn:
        """Called by argparse for the mistakes it does not raise."""
        raise self.failure(message)

    def explained(self, error: ArgumentError) -> Failure:
        """The failure of one argument, in our words."""
        name, message = error.argument_name, error.message
        if name is None:
            return self.failure(message)
        if message.startswith(_EXCLUDED):
            return self.failure(
                f"`{message.removeprefix(_EXCLUDED)}` and `{name}` exclude each other"
            )
        if message.startswith("expected "):
            return self.failure(f"`{name}` needs a value")
        return self.failure(f"`{name}`: {message}")

    def failure(self, message: str) -> Failure:
        """A failure that points at the help of the verb."""
        if message.startswith(_REQUIRED):
            message = f"`{self.prog}` needs {message.removeprefix(_REQUIRED)}"
        return Failure(message, f"`{self.prog} --help` shows how")

    def unexpected(self, word: str) -> Failure:
        """The failure of a word that no argument takes."""
        if not word.startswith("-"):
            return self.failure(f"`{self.prog}` has no use for `{word}`")
        name = word.partition("=")[0]
        known = meant(name, self.option_names())
        return Failure(
            f"`{self.prog}` has no option `{name}`", known or f"`{self.prog} --help` lists them"
        )

    def option_names(self) -> Iterator[str]:
        """Every long option."""
        for action in self._actions:
            yield from (name for name in action.option_strings if name.startswith("--"))


def whole(word: str) -> int:
    """The type of an argument that counts something."""
    if word.isdecimal():
        return int(word)
    raise ArgumentTypeError(f"`{word}` is no whole number")


def one_of(*words: str) -> Callable[[str], str]:
    """The type of an argument that is one of a few words."""

    def read(word: str) -> str:
        if word in words:
            return word
        listed = ", ".join(f"`{one}`" for one in words)
        guess = meant(word, words)
        raise ArgumentTypeError(f"`{word}` is none of {listed}" + (f"; {guess}" if guess else ""))

    return read
