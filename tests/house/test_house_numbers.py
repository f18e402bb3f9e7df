"""The house numbers hold over the whole tree, and each of them can fail."""

import pytest

from . import numbers
from .sources import Module, everything, modules, rooms


def planted(text: str, path: str = "dsl/planted.py") -> Module:
    return Module.planted(path, text)


def function_of(lines: int, name: str = "f") -> str:
    """A function of so many lines, and a docstring that does not count."""
    return f'def {name}() -> None:\n    """Say\n    nothing."""\n' + "    x = 1\n" * (lines - 1)


# --- the tree -------------------------------------------------------------------------------------


def test_functions_are_short_as_a_rule() -> None:
    assert numbers.spread_problems(numbers.lengths(rooms())) == []


def test_no_function_is_long() -> None:
    assert [found for module in everything() for found in numbers.long_functions(module)] == []


def test_no_file_is_long() -> None:
    assert numbers.long_files(everything()) == []


def test_nine_files_in_ten_have_the_usual_length() -> None:
    assert numbers.longish_files(rooms()) == []
    assert numbers.longish_files(modules("tests")) == []


def test_no_function_has_many_parameters() -> None:
    assert [found for module in everything() for found in numbers.crowded_functions(module)] == []


def test_everything_is_annotated() -> None:
    assert [found for module in everything() for found in numbers.unannotated(module)] == []


def test_every_module_says_its_role() -> None:
    assert [found for module in everything() for found in numbers.without_role(module)] == []


def test_no_name_is_vague() -> None:
    assert numbers.vague_names(str(module.path) for module in everything()) == []


# --- the checks -----------------------------------------------------------------------------------


def test_a_docstring_does_not_count_as_length() -> None:
    assert numbers.lengths([planted(function_of(7))]) == [7]


def test_comments_and_blank_lines_count_as_length() -> None:
    assert numbers.lengths([planted("def f() -> int:\n    # why\n\n    return 1\n")]) == [4]


def test_a_high_median_is_found() -> None:
    assert numbers.spread_problems([8, 8, 9]) == []
    assert len(numbers.spread_problems([8, 9, 9])) == 1


def test_too_many_longish_functions_are_found() -> None:
    assert numbers.spread_problems([5] * 90 + [40] * 9) == []
    assert len(numbers.spread_problems([5] * 80 + [40] * 20)) == 1


def test_a_long_function_is_found() -> None:
    assert numbers.long_functions(planted(function_of(50))) == []
    assert len(numbers.long_functions(planted(function_of(51)))) == 1


def test_a_long_test_is_found() -> None:
    text = function_of(21, "test_that_much_is_proven")
    assert len(numbers.long_functions(planted(text, "tests/unit/test_x.py"))) == 1
    assert numbers.long_functions(planted(text)) == []


def test_a_long_file_is_found() -> None:
    assert numbers.long_files([planted("x = 1\n" * 400)]) == []
    assert len(numbers.long_files([planted("x = 1\n" * 401)])) == 1


def test_too_many_longish_files_are_found() -> None:
    usual, longish = planted("x = 1\n" * 250), planted("x = 1\n" * 251)
    assert numbers.longish_files([usual] * 9 + [longish]) == []
    assert len(numbers.longish_files([usual] * 8 + [longish])) == 1


@pytest.mark.parametrize(
    "signature", ["a, b, c, d, e, f", "a, /, b, c, *, d, e, f", "a, b, c, d, *e, **f"]
)
def test_many_parameters_are_found(signature: str) -> None:
    assert len(numbers.crowded_functions(planted(f"def f({signature}): ..."))) == 1


def test_self_is_no_parameter() -> None:
    method = "class A:\n    def f(self, a, b, c, d, e): ..."
    assert numbers.crowded_functions(planted(method)) == []


@pytest.mark.parametrize(
    "text",
    [
        "def f(): ...",
        "def f(a) -> int: ...",
        "def f(*a) -> int: ...",
        "async def f(*, a) -> int: ...",
    ],
)
def test_a_missing_annotation_is_found(text: str) -> None:
    assert len(numbers.unannotated(planted(text))) == 1


@pytest.mark.parametrize("text", ["x = 1", '"""\nLater."""', '"""One,\ntwo."""\n', "# role\nx = 1"])
def test_a_missing_role_is_found(text: str) -> None:
    assert len(numbers.without_role(planted(text))) == 1


@pytest.mark.parametrize("text", ["", '"""The role."""', '"""The role.\n\nMore of it.\n"""\n'])
def test_a_role_is_one_line(text: str) -> None:
    assert numbers.without_role(planted(text)) == []


@pytest.mark.parametrize("path", ["dsl/utils.py", "cli/helpers/x.py", "runtime/common/__init__.py"])
def test_a_vague_name_is_found(path: str) -> None:
    assert len(numbers.vague_names(["dsl/parser.py", path])) == 1
