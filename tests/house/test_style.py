"""The habits of this code that a machine can see and ruff does not check."""

import ast

from tests.house import sources

LONGEST_FUNCTION = 40
LONGEST_MODULE = 300
GENERATED = "migrations/versions"


def test_no_function_is_longer_than_a_screen() -> None:
    too_long = [
        place
        for place, node in sources.functions()
        if sources.length(node) > LONGEST_FUNCTION and GENERATED not in place
    ]
    assert not too_long, "\n".join(too_long)


def test_no_module_is_too_long_to_be_read_at_once() -> None:
    too_long = [
        str(file)
        for file in sources.modules()
        if len(file.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE
        and GENERATED not in file.as_posix()
    ]
    assert not too_long, "\n".join(too_long)


def test_nothing_is_imported_inside_a_function() -> None:
    hidden = [
        place
        for place, node in sources.functions()
        if any(isinstance(part, ast.Import | ast.ImportFrom) for part in ast.walk(node))
    ]
    assert not hidden, "\n".join(hidden)
