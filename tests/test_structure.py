"""The tests mirror the package, and modules and functions stay small."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.conftest import REPOSITORY

TESTS = REPOSITORY / "tests"
SOURCE = REPOSITORY / "src" / "vcompare"
MODULES = sorted(SOURCE.rglob("*.py"))
OF_THE_WHOLE = {"benchmarks", "browser", "trust"}
"""Folders of tests that are about more than one module: what is measured, what a browser shows, what is promised."""
OF_SEVERAL_MODULES = {
    "app/test_python_page.py": "the public names, from wherever they come",
    "app/test_sql_page.py": "what `list` writes, in another engine",
    "app/writing/test_round_trip.py": "add, edit and list, of what a catalog declares",
    "checks/rules/test_every_rule.py": "all rules",
    "checks/rules/test_toml_suite.py": "all rules, on files of others",
    "cli/commands/test_export_all.py": "export with --all-pairs",
    "cli/commands/test_export_in_git.py": "export and sync, and what becomes of it in Git",
    "cli/commands/test_facts_only.py": "every command, on a catalog without a panel",
    "cli/commands/test_show_specs.py": "show, list and search, of what a catalog declares",
    "comparison/test_better.py": "cards and rows, and which value is better",
    "costs/test_costs_hold.py": "what holds for all costs, beside a second computation",
    "costs/test_costs_page.py": "the cases in the docs",
    "costs/test_genai_prices.py": "all costs, beside those of another program",
    "decisions/test_deciding_page.py": "the example in the docs",
    "editing/test_kill.py": "commands that write, killed and at once",
    "fields/kinds/test_kinds.py": "all kinds",
    "fields/test_new_field.py": "all that handles fields",
    "history/test_price_changes.py": "diff, history and digest, of prices",
    "history/test_spec_changes.py": "diff, history and digest, of what a catalog declares",
    "importers/test_hostile_data.py": "translation and layout, of what strangers may publish",
    "render/findings/test_formats.py": "all formats of findings",
}
SHARED_NAMES = {
    "Row": "of a comparison, and of a terminal's grid, which never meet",
    "Source": "the files of a catalog, and where a fact comes from, as its file says",
}
"""Names of several classes, each with why it is not confusing."""
LONGEST_MODULE, USUAL_MODULE, LONGEST_FUNCTION = 300, 90, 40


def test_the_test_of_a_module_is_where_the_module_is() -> None:
    tests = {path.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    mirrored = {path for path in tests if len(path.parts) > 1 and path.parts[0] not in OF_THE_WHOLE}
    misplaced = {path.as_posix() for path in mirrored if not has_subject(path)}
    assert misplaced == OF_SEVERAL_MODULES.keys()


def has_subject(test: Path) -> bool:
    """Say whether there is a module, a package or, for a rule without code, a description that a test is of."""
    subject = SOURCE / test.with_name(test.stem.removeprefix("test_"))
    return subject.is_dir() or any(subject.with_suffix(suffix).exists() for suffix in (".py", ".toml"))


def test_modules_are_short() -> None:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    assert [path for path, lines in lengths.items() if lines > LONGEST_MODULE] == []
    assert median(lengths.values()) < USUAL_MODULE


def test_functions_are_short() -> None:
    assert [name for path in MODULES for name, lines in functions(path) if lines > LONGEST_FUNCTION] == []


def test_no_two_classes_share_a_name() -> None:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in MODULES)
    names = Counter(node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef))
    public = {name for name, count in names.items() if count > 1 and not name.startswith("_")}
    assert public == SHARED_NAMES.keys()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Return the functions of a module with their lines, for a command without its list of options."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.end_lineno:
            first = node.body[0].lineno if node.name.endswith("_command") else node.lineno
            yield f"{path.relative_to(SOURCE)}: {node.name}", node.end_lineno - first + 1
