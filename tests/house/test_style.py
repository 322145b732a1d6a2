"""The habits of this code that a machine can see."""

import ast

from tests.house import sources

LONGEST_FUNCTION = 40
LONGEST_MODULE = 300
GENERATED = "migrations/versions"


def test_no_function_is_longer_than_a_screen() -> None:
    assert [
        place
        for place, node in sources.functions()
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
        and GENERATED not in place
    ] == []


def test_no_module_is_longer_than_can_be_overlooked() -> None:
    assert [
        str(file)
        for file in sources.modules()
        if len(file.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE
        and GENERATED not in file.as_posix()
    ] == []


def test_nothing_is_imported_inside_a_function() -> None:
    assert [
        place
        for place, node in sources.functions()
        if any(isinstance(part, ast.Import | ast.ImportFrom) for part in ast.walk(node))
    ] == []


def test_every_public_function_says_what_it_does() -> None:
    assert [
        place
        for place, node in sources.functions()
        if not node.name.startswith("_")
        and not ast.get_docstring(node)
        and GENERATED not in place
    ] == []
