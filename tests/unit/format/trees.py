"""Random trees: derived from the annotations of the nodes, then mended to what can be written."""

from __future__ import annotations

import types
from dataclasses import Field, fields
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from jalon.dsl import nodes

from .mending import mended
from .settings import EMPTY_ALLOWED, SETTINGS
from .values import FIELDS
from .words import NOWHERE, Found

DEEPEST = 2
MOST = 3
KINDS = [kind for name in nodes.__all__ if isinstance(kind := getattr(nodes, name), type)]
DEEP = (nodes.And, nodes.Or, nodes.Not, nodes.Block, nodes.If, nodes.Split, nodes.Repeat)
APART = (nodes.Block, nodes.Audience, nodes.Scenario)
"""What does not stand where its base class does."""


@cache
def tree(wanted: Any, depth: int = DEEPEST) -> Found:
    """Random values of an annotation; what can nest does so at most `depth` times."""
    if wanted is type(None):
        return st.none()
    if get_origin(wanted) in (Union, types.UnionType):
        return st.one_of([tree(part, depth) for part in get_args(wanted)])
    if get_origin(wanted) is tuple:
        return _several(get_args(wanted)[0], 1, depth)
    if issubclass(wanted, Enum):
        return st.sampled_from(wanted)
    if wanted is bool:
        return st.booleans()
    return st.one_of([node(kind, depth) for kind in concrete(wanted, depth)])


def concrete(wanted: type, depth: int = DEEPEST) -> list[type]:
    """The classes that can stand for one: itself, or those that derive from it."""
    if wanted in APART:
        return [wanted]
    kinds = [kind for kind in KINDS if issubclass(kind, wanted) and kind not in APART]
    bases = {base for kind in kinds for base in kind.__mro__[1:]}
    return [kind for kind in kinds if kind not in bases and (depth > 0 or kind not in DEEP)]


@cache
def node(kind: type[Any], depth: int = DEEPEST) -> Found:
    """Random nodes of one class."""
    hints = get_type_hints(kind)
    parts = {
        found.name: _part(kind, found, hints[found.name], depth - (kind in DEEP))
        for found in fields(kind)
    }
    return st.builds(kind, **parts).map(mended)


def _part(kind: type, found: Field[Any], hint: Any, depth: int) -> Found:
    if found.name == "span":
        return st.just(NOWHERE)
    if found.name == "settings" and kind in SETTINGS:
        return _settings(kind)
    if (given := FIELDS.get((kind, found.name))) is not None:
        return given if isinstance(given, st.SearchStrategy) else tree(given, depth)
    if found.name == "where":
        return st.none() | tree(nodes.Condition, depth - 1) if depth > 0 else st.none()
    if found.default == () and get_origin(hint) is tuple:
        return _several(get_args(hint)[0], 0, depth)
    return tree(hint, depth)


def _several(wanted: Any, least: int, depth: int) -> Found:
    return st.lists(tree(wanted, depth), min_size=least, max_size=MOST).map(tuple)


def _settings(kind: type) -> Found:
    """Some of the settings of a declaration, each once."""
    keys = SETTINGS[kind]
    least = 0 if kind in EMPTY_ALLOWED else 1
    some = st.lists(st.sampled_from(sorted(keys)), min_size=least, max_size=MOST, unique=True)
    return some.flatmap(lambda found: st.tuples(*(_setting(key, keys[key]) for key in found)))


def _setting(key: str, wanted: Any) -> Found:
    values = wanted if isinstance(wanted, st.SearchStrategy) else tree(wanted)
    whole = values.map(lambda value: value if isinstance(value, tuple) else (value,))
    return st.builds(nodes.Setting, st.just(key), whole, span=st.just(NOWHERE))


declarations = tree(nodes.Declaration) | node(nodes.Audience)
files = st.lists(declarations, max_size=MOST).map(tuple)
