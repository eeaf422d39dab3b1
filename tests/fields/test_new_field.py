"""A built-in field is a line in the registry and its place in the model, and then it is everywhere.

The program is copied, fields are added to the copy in those two places, and the copy is run.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import vcompare
from tests.conftest import REVIEW, SETTINGS, TOOL, environment

LINES = (
    '    Field("license", "License", "about", search=2, asks="Under which license it comes."),\n'
    '    Field("limits", "Limits", "about", Prose(), asks="What it cannot do, in Markdown."),\n'
    '    Field("released", "Released", "about", Date(), asks="When it came out."),\n'
)
PLACES = (
    "    license: Line | None = None\n"
    "    limits: Markdown | None = None\n"
    "    released: datetime.date | None = None\n"
)
FILES = {
    "catalog.toml": SETTINGS,
    "tools/quill.toml": TOOL.format(name="Quill") + 'license = "MIT"\n',
    "tools/nib.toml": TOOL.format(name="Nib") + 'license = "Zlib"\n',
    "reviews/quill/builder.toml": REVIEW.format(verdict="ship", score=80),
}
Copy = Callable[..., str]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a copy of the package in which a tool has a license, limits and a date of release."""
    folder = tmp_path_factory.mktemp("copy")
    package = folder / "vcompare"
    shutil.copytree(Path(vcompare.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    for path, before, added in (
        ("fields/builtin.py", '    Field("vendor", ', LINES),
        ("model/tool.py", "    vendor: Line | None = None\n", PLACES),
    ):
        text = (package / path).read_text()
        assert text.count(before) == 1
        (package / path).write_text(text.replace(before, added + before))
    return folder


@pytest.fixture
def copy(program: Path, tmp_path: Path) -> Copy:
    """Run the copy on a small catalog that Git keeps, from the folder around it."""
    for path, text in FILES.items():
        (tmp_path / "catalog" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "catalog" / path).write_text(text)

    def run(*arguments: str, env: Mapping[str, str] | None = None, status: int = 0, given: str = "") -> str:
        safe = "import sys; sys.path.insert(0, sys.argv.pop(1)); from vcompare.__main__ import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", safe, str(program), *arguments],
            cwd=tmp_path,
            env=environment(XDG_CACHE_HOME=str(tmp_path / "cache"), **(env or {})),
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == status, done.stderr
        return done.stdout if status == 0 else done.stdout + done.stderr

    return run


@pytest.mark.parametrize("form", ["table", "markdown", "html", "plain", "rst", "latex"])
def test_show_has_a_row_for_it(copy: Copy, form: str) -> None:
    shown = copy("show", "quill", "nib", "--section", "about", "--format", form)
    assert "License" in shown
    assert "MIT" in shown
    assert "Zlib" in shown


def test_the_difference_of_two_tools_has_it(copy: Copy) -> None:
    assert "MIT" in copy("show", "quill", "nib", "--section", "about", "--differences")
    payload = json.loads(copy("show", "quill", "nib", "--format", "json"))
    assert [tool["license"] for tool in payload["tools"]] == ["MIT", "Zlib"]
    assert {"field": "license", "values": ["MIT", "Zlib"], "best": None} in payload["differences"]


def test_csv_has_it_in_a_row_and_in_a_column(copy: Copy) -> None:
    assert "license,MIT,Zlib\n" in copy("show", "quill", "nib", "--format", "csv")
    head, *_ = copy("list", "--format", "csv").split("\n")
    assert "license" in head.split(",")


def test_a_list_is_filtered_and_sorted_by_it_and_has_it_as_a_column(copy: Copy) -> None:
    words = ("list", "--where", "license=mit,ZLIB", "--sort", "-license", "--columns", "slug,license")
    assert copy(*words, "--format", "csv") == "slug,license\nnib,Zlib\nquill,MIT\n"
    assert copy("list", "--where", "license!=MIT", "--format", "slugs") == "nib\n"


def test_the_json_of_a_list_has_it(copy: Copy) -> None:
    listed = json.loads(copy("list", "--format", "json"))["tools"]
    assert {tool["slug"]: tool["license"] for tool in listed} == {"quill": "MIT", "nib": "Zlib"}
    assert json.loads(copy("list", "--format", "json", "--no-cache"))["tools"] == listed


def test_search_finds_it_and_names_it(copy: Copy) -> None:
    (hit,) = json.loads(copy("search", "zlib", "--format", "json"))["results"]
    assert (hit["slug"], hit["field"], hit["snippet"]) == ("nib", "license", "«Zlib»")


def test_a_draft_states_it(copy: Copy) -> None:
    draft = copy("export", "quill", "nib")
    assert "License: MIT" in draft
    assert "License: Zlib" in draft


def test_the_schema_and_check_know_it(copy: Copy) -> None:
    assert '"license"' in copy("schema", "tool")
    assert "license" not in copy("check", "--format", "json", "--today", "2026-11-20")


def test_check_judges_it_by_its_kind(copy: Copy, tmp_path: Path) -> None:
    quill = tmp_path / "catalog/tools/quill.toml"
    text = 'limits = """\n<b>Slow</b>, see [this](javascript:x)\n"""\nreleased = 2026-11-21\n'
    quill.write_text(quill.read_text() + text)
    found = copy("check", "--format", "json", "--strict", "--today", "2026-11-20", status=1)
    payload, _ = json.JSONDecoder().raw_decode(found)
    by_rule = {
        one["rule"]: one["line"] for one in payload["diagnostics"] if one["path"] == "tools/quill.toml"
    }
    first = quill.read_text().split("\n").index('limits = """') + 1
    rules = ("raw-html", "unsafe-link", "future-date", "surrounding-space")
    assert [by_rule.get(rule) for rule in rules] == [first, first, first + 3, None]


def test_add_has_an_option_for_it(copy: Copy) -> None:
    assert "Under which license it comes." in " ".join(copy("add", "--help").split())
    facts = ("--tagline", "A pen", "--category", "Tools", "--entry", "free")
    copy("add", "Stylus", *facts, "--license", "ISC")
    assert json.loads(copy("show", "stylus", "--format", "json"))["tools"][0]["license"] == "ISC"


def test_edit_sets_it(copy: Copy) -> None:
    copy("edit", "quill", "license=BSD")
    assert json.loads(copy("show", "quill", "--format", "json"))["tools"][0]["license"] == "BSD"


def test_completion_offers_its_option(copy: Copy) -> None:
    asked = {"_VCOMPARE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "vcompare add --lic"}
    assert "--license" in copy(env=asked)


def test_what_changed_in_it_is_reported(copy: Copy, tmp_path: Path) -> None:
    git = ("git", "-c", "user.name=Ana", "-c", "user.email=ana@example.com")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "First"]):
        subprocess.run(
            [*git, *command], cwd=tmp_path, check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": ""}
        )
    copy("edit", "quill", "license=BSD")
    (change,) = json.loads(copy("diff", "--format", "json"))["changes"]
    assert (change["kind"], change["field"], change["before"], change["after"]) == (
        "facts",
        "license",
        "MIT",
        "BSD",
    )
    assert "license" in copy("diff").lower()
    subprocess.run([*git, "commit", "-qam", "Second"], cwd=tmp_path, check=True)
    assert "the license changed from “MIT” to “BSD”" in copy("digest", "--since", "HEAD~1")
    assert "license" in copy("history", "quill").lower()
