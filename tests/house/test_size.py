"""Nothing grows a long tail: files, functions, views and templates stay short enough to read in one go."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.files import GENERATED, is_only_data, project_files, python_files, report, templates, text_of, tree_of

FILE_LINES, FUNCTION_LINES, VIEW_LINES, TEMPLATE_LINES = 400, 40, 25, 150
SOURCE = (".py", ".html", ".css", ".js")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_view(function: Function) -> bool:
    """A view is registered by ``@route(blueprint, "/…", permission)``."""
    calls = [mark.func for mark in function.decorator_list if isinstance(mark, ast.Call)]
    return any(isinstance(call, ast.Name) and call.id == "route" for call in calls)


def too_long(names: list[str], limit: int) -> list[str]:
    counted = ((name, len(text_of(name).splitlines())) for name in names)
    return [f"{name}: {lines} lines" for name, lines in counted if lines > limit]


def too_long_functions(names: list[str], limit: int, *, views: bool) -> list[str]:
    return [
        f"{name}:{function.lineno} {function.name}: {length(function)} lines"
        for name in names
        for function in functions(tree_of(name))
        if length(function) > limit and (is_view(function) or not views)
    ]


def test_no_source_file_is_long() -> None:
    names = [name for name in project_files() if name.endswith(SOURCE) and not name.startswith(GENERATED)]
    names = [name for name in names if not (name.endswith(".py") and is_only_data(tree_of(name)))]
    offences = too_long(names, FILE_LINES)
    assert not offences, report(f"Split files of more than {FILE_LINES} lines by what they are about:", offences)


def test_no_function_is_long() -> None:
    offences = too_long_functions(python_files(), FUNCTION_LINES, views=False)
    assert not offences, report(
        f"Give the steps of functions over {FUNCTION_LINES} lines names of their own:", offences
    )


def test_no_view_is_long() -> None:
    names = [name for name in python_files() if name.startswith("remiss/web/")]
    offences = too_long_functions(names, VIEW_LINES, views=True)
    assert not offences, report(f"A view over {VIEW_LINES} lines does work of a service, query or presenter:", offences)


def test_no_template_is_long() -> None:
    offences = too_long(templates(), TEMPLATE_LINES)
    assert not offences, report(f"Move parts of templates over {TEMPLATE_LINES} lines to components:", offences)


def test_a_word_list_is_data_and_a_module_with_a_function_is_not() -> None:
    assert is_only_data(ast.parse('"""Words."""\nfrom a import b\nWORDS: list[str] = ["och"]\n'))
    assert not is_only_data(ast.parse("WORDS = []\ndef f(): ...\n"))


def test_a_view_is_told_by_its_decorator() -> None:
    [view, plain] = functions(
        ast.parse('@route(desk, "/a", Permission.SIGNED_IN)\ndef a(): ...\n@cached\ndef b(): ...\n')
    )
    assert is_view(view)
    assert not is_view(plain)
