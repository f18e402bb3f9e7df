"""`jalon rule`: what a diagnostic means, and what a profile limits."""

from __future__ import annotations

import sys
import tomllib
from argparse import Namespace
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from textwrap import fill, indent

from ...compiler.rules import RULES as COMPILER_RULES
from ...compiler.rules.profiles import BEYOND_THE_PROFILE, CONDITIONS, LIMITS
from ...dsl.diagnostics import Rule
from ...dsl.format.rules import RULES as FORMAT_RULES
from ...dsl.rules import RULES as SYNTAX_RULES
from ..arguments import Parser
from ..exit import Exit
from ..failure import Failure, meant
from ..report.paint import painted

RULES: tuple[Rule, ...] = tuple(
    sorted((*SYNTAX_RULES, *FORMAT_RULES, *COMPILER_RULES), key=lambda rule: rule.code)
)
_WIDTH = 88


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon rule`."""
    parser.add_argument(
        "identity",
        metavar="CODE",
        nargs="?",
        help="a code (J401), a name (exclusive-starting-point), a catalogue ID (SP-05), or a "
        "profile (mailchimp)",
    )
    parser.add_argument("--list", action="store_true", help="list every rule")


def run(options: Namespace) -> Exit:
    """Prints the explanation, or the list."""
    if options.list:
        print_list()
        return Exit.OK
    if options.identity is None:
        raise Failure("`jalon rule` needs a code", "`jalon rule --list` lists them")
    if options.identity.casefold() in LIMITS:
        print(profile(options.identity.casefold()))
    else:
        print("\n\n".join(explanation(rule) for rule in rules_named(options.identity)))
    return Exit.OK


def rules_named(identity: str) -> Sequence[Rule]:
    """The rules with that code, name or catalogue ID; several may share the last."""
    wanted = identity.casefold()
    found = [rule for rule in RULES if wanted in identities(rule)]
    if not found:
        names = [*(rule.name for rule in RULES), *LIMITS]
        guess = meant(identity, names)  # codes are all alike
        raise Failure(f"there is no rule `{identity}`", guess or "`jalon rule --list` lists them")
    return found


def identities(rule: Rule) -> list[str]:
    """What a rule is called, in small letters."""
    limits = (limit for found in LIMITS.values() for limit in found)
    shared = [limit.catalogue for limit in limits] if rule is BEYOND_THE_PROFILE else []
    return [one.casefold() for one in (rule.code, rule.name, rule.catalogue, *shared) if one]


def explanation(rule: Rule) -> str:
    """The page about one rule."""
    head = painted(f"{rule.code} {rule.name}", "bold", sys.stdout)
    of = f"{rule.severity}, {rule.topic}" + (f", rule {rule.catalogue}" if rule.catalogue else "")
    parts = [f"{head} ({of})", fill(rule.explanation, _WIDTH)]
    if rule.example:
        parts.append(f"for example:\n{indent(rule.example.rstrip(), '    ')}")
    if rule.code in mendings():
        parts.append(f"without the mistake:\n{indent(mended(rule).rstrip(), '    ')}")
    return "\n\n".join(parts)


@cache
def mendings() -> Mapping[str, Mapping[str, str]]:
    """What is replaced by what in the examples, by the codes of their rules."""
    here = files(__name__.rpartition(".")[0])
    return tomllib.loads(here.joinpath("mended.toml").read_text("utf-8"))


def mended(rule: Rule) -> str:
    """The example of a rule without its mistake."""
    text = rule.example
    for wrong, right in mendings()[rule.code].items():
        text = text.replace(wrong, right)
    return text


def profile(name: str) -> str:
    """The page about one profile: what it limits, and what the product itself calls things."""
    head = painted(f"profile {name}", "bold", sys.stdout)
    told = f'{head} (`profile = "{name}"` in jalon.toml)'
    parts = [told, "Errors under it:", table([(one.catalogue, one.words) for one in LIMITS[name]])]
    for title, conditions in CONDITIONS[name].items():
        parts += [f"{title}, and how they are written here:", table(conditions)]
    return "\n\n".join(parts)


def table(rows: Sequence[tuple[str, str]]) -> str:
    """Two columns."""
    widest = max(len(first) for first, _ in rows)
    return "\n".join(f"  {first:{widest}}  {second}" for first, second in rows)


def print_list() -> None:
    """A line for each rule."""
    widest = max(len(rule.name) for rule in RULES)
    for rule in RULES:
        print(
            f"{rule.code}  {rule.name:{widest}}  {rule.severity:7}  {rule.catalogue or ''}".rstrip()
        )
