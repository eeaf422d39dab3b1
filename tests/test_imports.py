"""What a command loads, seen in `sys.modules`: what it does not need, it does not wait for."""

import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, environment
from vcompare.cli import COMMANDS, function_of

PROBE = """
import sys, io
sys.stdout = io.TextIOWrapper(io.BytesIO())
from vcompare.cli import run
status = run(sys.argv[1:])
sys.stderr.write("\\n".join(sorted(sys.modules)))
raise SystemExit(status)
"""
HEAVY = {
    "rich.table",
    "rich.console",
    "rapidfuzz",
    "tabulate",
    "rtoml",
    "markdown_it",
    "msgspec",
    "sqlite3",
    "pydantic",
    "mcp",
    "anyio",
    "jinja2",
    "prompt_toolkit",
    "filelock",
    "jmespath",
    "urllib3",
    "yaml",
    "tomli_w",
}


def modules(*arguments: str) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        env=environment(VCOMPARE_CATALOG=str(SAMPLE)),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(result.stderr.split("\n"))


def loaded(*arguments: str) -> set[str]:
    return HEAVY & modules(*arguments)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ()])
def test_help_and_version_load_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments) == set()


PAIR = ("show", "claude-4-api", "azure-ai-foundry")


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (PAIR, {"msgspec", "rtoml", "rich.console"}),
        ((*PAIR, "--full"), {"msgspec", "rtoml", "rich.console"}),
        ((*PAIR, "-f", "json"), {"msgspec", "rtoml"}),
        ((*PAIR, "-f", "csv"), {"msgspec", "rtoml"}),
        ((*PAIR, "-f", "markdown"), {"msgspec", "rtoml"}),
        ((*PAIR, "-f", "html"), {"msgspec", "rtoml", "jinja2"}),
        ((*PAIR, "-f", "jira"), {"msgspec", "rtoml", "tabulate"}),
        (("show", "azure voise", "-f", "json"), {"msgspec", "rtoml", "rapidfuzz", "sqlite3"}),
        (("show", "claude api", "-f", "json"), {"msgspec", "rtoml", "sqlite3"}),
        (("list",), {"msgspec", "rtoml", "sqlite3"}),
        (("list", "--where", "score>=80", "--color", "always"), {"msgspec", "rtoml", "sqlite3"}),
        (("list", "-f", "slugs"), {"msgspec", "rtoml", "sqlite3"}),
        (("list", "-f", "slugs", "--no-cache"), {"msgspec", "rtoml"}),
        (("search", "voice", "-f", "json"), {"msgspec", "rtoml", "sqlite3"}),
        (("search", "voice"), {"msgspec", "rtoml", "sqlite3"}),
        (("search", "voice", "--color", "always"), {"msgspec", "rtoml", "sqlite3"}),
        (("check",), {"msgspec", "rtoml", "jmespath"}),
        (("mcp", "--skill"), {"msgspec"}),
    ],
)
def test_a_command_loads_what_it_needs(arguments: tuple[str, ...], needed: set[str]) -> None:
    assert loaded(*arguments) == needed


def test_an_import_loads_what_it_needs(tmp_path: Path) -> None:
    catalog, data = tmp_path / "catalog", tmp_path / "models.json"
    catalog.mkdir()
    (catalog / "catalog.toml").write_text('format = 1\ntitle = "Models"\n', encoding="utf-8")
    model = {"id": "quill", "name": "Quill", "modalities": {"input": ["text"], "output": ["text"]}}
    data.write_text(json.dumps({"acme": {"id": "acme", "models": {"quill": model}}}), encoding="utf-8")
    found = modules("import", "models-dev", str(data), "--setup", "--catalog", str(catalog))
    assert (catalog / "imported/models-dev/quill.toml").exists()
    assert found & HEAVY == {"msgspec", "rtoml", "jmespath", "filelock"}
    unneeded = ("vcompare.history", "vcompare.index", "vcompare.app.writing", "vcompare.importers.download")
    assert not [name for name in found if name.startswith(unneeded)]


def test_data_is_written_without_what_lays_it_out_or_words_a_remedy() -> None:
    unneeded = {"vcompare.views.comparison", "vcompare.render.rows", "vcompare.fields.meant"}
    assert not unneeded & modules(*PAIR, "-f", "json")


def test_the_public_names_are_there_and_lazy() -> None:
    code = (
        "import sys, vcompare; assert not {'msgspec', 'rtoml'} & set(sys.modules); "
        "assert all(getattr(vcompare, name) for name in vcompare.__all__); "
        "assert 'msgspec' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_help_imports_no_command() -> None:
    told = modules("--help")
    assert "vcompare.cli.console" in told
    assert not [name for name in told if name.startswith("vcompare.cli.commands.")]


@pytest.mark.parametrize("name", COMMANDS)
def test_what_help_says_of_a_command_is_what_it_says_itself(name: str) -> None:
    assert " ".join(str(inspect.getdoc(function_of(name))).partition("\n\n")[0].split()) == COMMANDS[name]


def test_git_is_at_the_log_of_a_tool_before_anything_heavy_is_loaded() -> None:
    code = (
        "import sys; from pathlib import Path; from vcompare.cli.commands import history;"
        "from vcompare.app import revisions; log = revisions.begun(Path('.'), 'modal');"
        f"log.__enter__(); assert not {HEAVY!r} & set(sys.modules); log.__exit__(None, None, None)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
