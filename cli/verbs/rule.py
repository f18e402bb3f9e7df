"""`jalon rule`: what a diagnostic means."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from textwrap import fill, indent

from ...compiler.rules import RULES as COMPILER_RULES
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
        help="a code (J401), a name (exclusive-starting-point) or a catalogue ID (SP-05)",
    )
    parser.add_argument("--list", action="store_true", help="list every rule")


def run(options: Namespace) -> Exit:
    """Prints the explanation, or the list."""
    if options.list:
        print_list()
        return Exit.OK
    if options.identity is None:
        raise Failure("`jalon rule` needs a code", "`jalon rule --list` lists them")
    print("\n\n".join(explanation(rule) for rule in rules_named(options.identity)))
    return Exit.OK


def rules_named(identity: str) -> Sequence[Rule]:
    """The rules with that code, name or catalogue ID; several may share the last."""
    wanted = identity.casefold()
    found = [rule for rule in RULES if wanted in identities(rule)]
    if not found:
        guess = meant(identity, [rule.name for rule in RULES])  # codes are all alike
        raise Failure(f"there is no rule `{identity}`", guess or "`jalon rule --list` lists them")
    return found


def identities(rule: Rule) -> list[str]:
    """What a rule is called, in small letters."""
    return [one.casefold() for one in (rule.code, rule.name, rule.catalogue) if one]


def explanation(rule: Rule) -> str:
    """The page about one rule."""
    head = painted(f"{rule.code} {rule.name}", "bold", sys.stdout)
    of = f"{rule.severity}, {rule.topic}" + (f", rule {rule.catalogue}" if rule.catalogue else "")
    parts = [f"{head} ({of})", fill(rule.explanation, _WIDTH)]
    if rule.example:
        parts.append(f"for example:\n{indent(rule.example.rstrip(), '    ')}")
    return "\n\n".join(parts)


def print_list() -> None:
    """A line for each rule."""
    widest = max(len(rule.name) for rule in RULES)
    for rule in RULES:
        print(
            f"{rule.code}  {rule.name:{widest}}  {rule.severity:7}  {rule.catalogue or ''}".rstrip()
        )
