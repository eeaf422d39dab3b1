"""`render/formats.py`: one list of formats, from which options, help, errors and docs are made."""

import subprocess
import sys

from tests.conftest import SAMPLE, environment
from vcompare.render import formats

ADDED = """
import sys
from vcompare.render import formats
formats.FORMATS += (
    formats.Format("shout", "capital letters", ("list",), "slugs", lambda slugs, page: "!".join(slugs).upper()),
    formats.Format(
        "org",
        "Emacs org mode",
        ("comparison",),
        "blocks",
        formats._tabulated("orgtbl", lambda text: text.replace("|", r"\\vert{}")),
        ("sections",),
    ),
)
from vcompare.cli import run
raise SystemExit(run(sys.argv[1:]))
"""


def with_a_format_added(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ADDED, *arguments],
        env=environment(VCOMPARE_CATALOG=str(SAMPLE), COLUMNS="200"),
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_added_format_is_an_option_and_in_help_and_errors() -> None:
    assert "CLAUDE-4-API!" in with_a_format_added("list", "--format", "shout").stdout
    assert "slugs|shout" in with_a_format_added("list", "--help").stdout
    assert 'slugs, shout, not "x"\n' in with_a_format_added("list", "--format", "x").stderr
    assert "shout" not in with_a_format_added("show", "--help").stdout


def test_a_format_of_tabulate_is_one_entry() -> None:
    table = with_a_format_added("show", "modal", "claude-4-api", "--section", "glance", "-f", "org").stdout
    lines = [line for line in table.splitlines() if line.startswith("|")]
    assert lines[1].startswith("|--")
    assert lines[1].endswith("--|")
    assert {line.count("|") for line in lines if "+" not in line} == {4}
    assert "| Score " in table
    assert "|org" in "".join(with_a_format_added("show", "--help").stdout.split())


def test_names_are_unique() -> None:
    names = [one.name for one in formats.FORMATS]
    assert len(set(names)) == len(names)


def test_a_suffix_names_a_format_of_the_result() -> None:
    assert formats.by_suffix(".HTML", "draft") == "html"
    assert formats.by_suffix(".tex", "comparison") == "latex"
    assert formats.by_suffix(".tex", "draft") is None
    assert formats.by_suffix("", "draft") is None


def test_a_source_is_made_only_for_the_format_that_needs_it() -> None:
    def never() -> None:
        raise AssertionError

    assert formats.render("slugs", {"slugs": lambda: ["a", "b"], "blocks": never}) == "a\nb\n"
