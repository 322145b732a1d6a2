"""The examples in docstrings of the CRM are true."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

CRM = Path(__file__).parents[2] / "crm"


def with_examples() -> list[str]:
    """Return the names of the modules whose docstrings show examples."""
    paths = (p for p in sorted(CRM.rglob("*.py")) if ">>> " in p.read_text("utf-8"))
    return [
        ".".join(p.relative_to(CRM.parent).with_suffix("").parts).removesuffix(
            ".__init__"
        )
        for p in paths
    ]


@pytest.mark.parametrize("name", with_examples())
def test_the_examples_of_a_module_are_true(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
