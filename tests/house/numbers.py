"""The house numbers: lengths, parameters, annotations, roles, names."""

import ast
from collections.abc import Iterable, Sequence
from statistics import median, quantiles

from .sources import Function, Module

MEDIAN_FUNCTION = 8
NINE_FUNCTIONS_IN_TEN = 25
LONGEST_FUNCTION = 50
LONGEST_TEST = 20
USUAL_FILE = 250
ONE_IN = 10  # so many files may one be longer
LONGEST_FILE = 400
MOST_PARAMETERS = 5
FORBIDDEN_NAMES = frozenset(
    {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
)


def docstring_lines(function: Function) -> int:
    """How many lines the docstring of a function takes."""
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is None:
        return 0
    return (first.end_lineno or first.lineno) - first.lineno + 1


def length(function: Function) -> int:
    """Lines from `def` to the end: blank ones and comments count, the docstring does not."""
    last = function.end_lineno or function.lineno
    return last - function.lineno + 1 - docstring_lines(function)


def lengths(modules: Iterable[Module]) -> list[int]:
    """The length of every function."""
    return [length(function) for module in modules for function in module.functions()]


def typical_lengths(found: Sequence[int]) -> tuple[float, float]:
    """The median, and the length that nine functions in ten do not exceed."""
    if len(found) < 2:
        return (float(sum(found)), float(sum(found)))
    return median(found), quantiles(found, n=10, method="inclusive")[8]


def spread_problems(found: Sequence[int]) -> list[str]:
    """Whether functions are short as a rule."""
    middle, ninth = typical_lengths(found)
    problems = []
    if middle > MEDIAN_FUNCTION:
        problems.append(f"the median function has {middle:g} lines, not {MEDIAN_FUNCTION}")
    if ninth > NINE_FUNCTIONS_IN_TEN:
        problems.append(f"one function in ten is over {ninth:g} lines, not {NINE_FUNCTIONS_IN_TEN}")
    return problems


def long_functions(module: Module) -> list[str]:
    """The functions over the limit, which is lower for tests."""
    return [
        f"{module.at(function)} `{function.name}` has {size} lines, over {limit}"
        for function in module.functions()
        if (size := length(function)) > (limit := longest_allowed(module, function))
    ]


def longest_allowed(module: Module, function: Function) -> int:
    """The limit for one function."""
    is_test = module.room == "tests" and function.name.startswith("test")
    return LONGEST_TEST if is_test else LONGEST_FUNCTION


def file_lines(module: Module) -> int:
    """Every line of a file."""
    return len(module.text.splitlines())


def long_files(modules: Iterable[Module]) -> list[str]:
    """The files that are too long whatever the others are."""
    return [
        f"{module.path} has {size} lines, over {LONGEST_FILE}"
        for module in modules
        if (size := file_lines(module)) > LONGEST_FILE
    ]


def longish_files(modules: Sequence[Module]) -> list[str]:
    """The files over the usual length, when they are more than one in ten."""
    longish = [
        f"{module.path} has {size} lines, over {USUAL_FILE}"
        for module in modules
        if (size := file_lines(module)) > USUAL_FILE
    ]
    return longish if len(longish) * ONE_IN > len(modules) else []


def parameters(function: Function) -> list[ast.arg]:
    """The parameters a caller thinks of: all but `self` and `cls`."""
    args = function.args
    named = [*args.posonlyargs, *args.args]
    if named and named[0].arg in {"self", "cls", "mcs"}:
        named = named[1:]
    return [*named, *args.kwonlyargs, *(one for one in (args.vararg, args.kwarg) if one)]


def crowded_functions(module: Module) -> list[str]:
    """The functions that ask for too much at once."""
    return [
        f"{module.at(function)} `{function.name}` has {count} parameters, over {MOST_PARAMETERS}"
        for function in module.functions()
        if (count := len(parameters(function))) > MOST_PARAMETERS
    ]


def unannotated(module: Module) -> list[str]:
    """The functions that do not say what goes in or what comes out."""
    return [
        f"{module.at(function)} `{function.name}` is not annotated whole"
        for function in module.functions()
        if function.returns is None
        or any(parameter.annotation is None for parameter in parameters(function))
    ]


def without_role(module: Module) -> list[str]:
    """The module, when its first line does not say its role; an empty file has none to say."""
    first, _, rest = (ast.get_docstring(module.tree, clean=False) or "").partition("\n")
    if not module.text.strip() or (first and not rest.split("\n")[0].strip()):
        return []
    return [f"{module.path}:1 does not start with one line that says its role"]


def vague_names(paths: Iterable[str]) -> list[str]:
    """The paths with a folder or a module whose name says nothing."""
    return [
        f"{path} has a name that says nothing"
        for path in paths
        if FORBIDDEN_NAMES & {part.removesuffix(".py") for part in path.split("/")}
    ]
