"""The public names: what docs/reference/python.md shows is true, and every name is there and explained."""

import ast
import doctest
import importlib
import inspect
import pkgutil
import re

import pytest

import vcompare
from tests.conftest import REPOSITORY

PAGE = REPOSITORY / "docs" / "reference" / "python.md"
NAMES = [name for name in vcompare.__all__ if name != "__version__"]


def test_the_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    fences = re.findall(r"```pycon\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    examples = doctest.DocTestParser().get_doctest("\n".join(fences), {}, PAGE.name, str(PAGE), 0)
    assert len(examples.examples) > 20
    assert doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(examples).failed == 0


def test_the_example_of_the_package_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    assert doctest.testmod(vcompare) == (0, 3)


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_says_what_it_is(name: str) -> None:
    assert inspect.getdoc(getattr(vcompare, name))


def test_type_checkers_see_every_name() -> None:
    block = ast.parse(inspect.getsource(vcompare)).body
    imports = [
        node
        for part in block
        if isinstance(part, ast.If)
        for node in part.body
        if isinstance(node, ast.ImportFrom)
    ]
    names = {alias.asname or alias.name for node in imports for alias in node.names}
    assert names - {"Any"} == set(NAMES)


def test_no_module_is_called_like_a_public_function() -> None:
    modules = {module.name for module in pkgutil.iter_modules(vcompare.__path__)}
    assert not modules & set(NAMES)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Catalog'"):
        importlib.import_module("vcompare").Catalog  # noqa: B018
