"""Hints lead on: the commands in messages exist, and are about the catalog that was asked about."""

import ast
import re
import shlex
import subprocess
from collections.abc import Iterator
from inspect import signature
from pathlib import Path

import pytest

import vcompare
from tests.conftest import SETTINGS, TOOL, Run
from vcompare.cli import COMMANDS, function_of
from vcompare.cli.leads import WITHOUT_CATALOG, catalog_option

SOURCE = Path(vcompare.__file__).parent
BROKEN = 'name = "Nib"\ncategory = \n'


def test_a_folder_with_a_space_stays_one_word() -> None:
    assert catalog_option(Path("catalog")) == "--catalog catalog"
    assert shlex.split(catalog_option(Path("my 'own' tools"))) == ["--catalog", "my 'own' tools"]


def commands_in(text: str) -> list[str]:
    return re.findall(r"`(vcompare [^`]+)`", text)


def messages() -> Iterator[str]:
    """Yield every text of the source in which a command stands, with x for what is filled in."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else " x " for part in node.values
                )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for path in sorted(SOURCE.rglob("checks/rules/*.toml")):
        yield path.read_text("utf-8")


def test_every_command_in_a_message_exists_with_its_options(vcompare: Run) -> None:
    found = {command for text in messages() for command in commands_in(text)}
    assert len(found) > 30
    for command in sorted(found):
        _, *words = shlex.split(command)
        if words[0] in {"x", "help"} or not re.fullmatch("[a-z]+", words[0]):
            continue
        assert words[0] in COMMANDS, command
        options = {word for word in words[1:] if word.startswith("-") and word != "--help"}
        if options:
            shown = re.split(r"[\s,]+", vcompare(words[0], "--help").stdout)
            assert options <= {*shown}, command


def test_the_commands_without_a_catalog() -> None:
    for name in COMMANDS:
        assert ("catalog" in signature(function_of(name)).parameters) == (name not in WITHOUT_CATALOG), name


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a catalog of its own, in which nothing is wrong, and another beside it."""
    for folder, files in {
        "work/catalog": {"tools/quill.toml": TOOL.format(name="Quill")},
        "other one": {
            "tools/nib.toml": BROKEN,
            "tools/anvil.toml": TOOL.format(name="Anvil"),
            "tools/bent.toml": TOOL.format(name="Bent").replace(" = ", "="),
            "reviews/anvil/builder.toml": "x = \n",
        },
    }.items():
        for path, text in {"catalog.toml": SETTINGS, **files}.items():
            target = tmp_path / folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
    (tmp_path / "work/page.md").write_text("<!-- vcompare: list -->\n<!-- /vcompare -->\n")
    return tmp_path / "work"


OTHER = "'../other one'"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["show", "A"], f"vcompare list --catalog {OTHER}"),
        (["show", "nip"], f"vcompare check --catalog {OTHER}"),
        (["search", "server"], f"vcompare check --catalog {OTHER}"),
        (["sync", "page.md"], f"vcompare check --catalog {OTHER}"),
        (["review", "anvil", "builder", "--score", "3"], f"vcompare check --catalog {OTHER}"),
        (["fmt", "--check"], f"vcompare fmt --catalog {OTHER}"),
        (["edit", "anvil", "tags-=x"], f"vcompare show --catalog {OTHER}"),
        (["vote", "anvil", "ship", "--as", "ana"], f"vcompare show anvil --catalog {OTHER}"),
    ],
)
def test_a_hint_names_the_catalog_in_question(vcompare: Run, here: Path, words: list[str], hint: str) -> None:
    done = run(vcompare, here, *words, "--catalog", "../other one")
    assert hint in commands_in(done.stderr), done.stderr
    command = shlex.split(hint)[1:]
    if command[0] == "check":
        assert "tools/nib.toml:2:" in run(vcompare, here, *command).stdout
    elif command != ["show", "--catalog", "../other one"]:  # which asks for a tool
        assert run(vcompare, here, *command).returncode in {0, 2}
    inside = vcompare(*words, catalog=None, cwd=here.parent / "other one")
    assert "--catalog" not in inside.stderr


def run(vcompare: Run, here: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return vcompare(*words, catalog=None, cwd=here)


def test_the_variable_needs_no_option(vcompare: Run, here: Path) -> None:
    done = vcompare("search", "x", catalog=None, cwd=here, env={"VCOMPARE_CATALOG": "../other one"})
    assert "`vcompare check` says why" in done.stderr


def test_each_page_leads_to_its_own_catalog(vcompare: Run, here: Path) -> None:
    page = here.parent / "other one/page.md"
    page.write_text((here / "page.md").read_text())
    done = run(vcompare, here, "sync", "page.md", "../other one/page.md")
    assert commands_in(done.stderr) == [f"vcompare check --catalog '{here.parent / 'other one'}'"]
