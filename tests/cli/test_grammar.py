"""`cli/grammar.py`: what the words of a command line mean."""

import json

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    ("loud", "usual"),
    [
        ("list --entry Free -f SLUGS", "list --entry free -f slugs"),
        ("list --verdict SHIP --sort Name -f Json", "list --verdict ship --sort name -f json"),
        ("show modal --section Glance -f JSON", "show modal --section glance -f json"),
        ("schema Tool", "schema tool"),
        ("bookmark List", "bookmark list"),
    ],
)
def test_case_does_not_count_in_choices(vcompare: Run, loud: str, usual: str) -> None:
    first, second = vcompare(*loud.split()), vcompare(*usual.split())
    assert first.returncode < 2
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)


@pytest.mark.parametrize(
    "sections",
    [
        ["--section", "glance", "--section", "about"],
        ["--section", "glance,about"],
        ["--section=Glance, about"],
    ],
)
def test_a_list_is_repeated_or_has_commas(vcompare: Run, sections: list[str]) -> None:
    both = vcompare("show", "modal", "-f", "markdown", *sections).stdout
    assert "| Entry" in both
    assert "| Vendor" in both
    assert "Scorecard" not in both


def test_a_list_of_nothing_is_no_list(vcompare: Run) -> None:
    done = vcompare("list", "--verdict", ",")
    assert (done.returncode, done.stderr) == (
        2,
        "error: --verdict is missing its value\nhint: use one of ship, skip, split\n",
    )
    done = vcompare("show", "modal", "--section", ",")
    assert (done.returncode, done.stderr) == (
        2,
        "error: --section is missing its value\nhint: write it as --section SECTION\n",
    )


def test_the_same_value_twice_is_one(vcompare: Run) -> None:
    done = vcompare("list", "--limit", "1", "--limit=1", "-f", "slugs", "--format", "slugs")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)


@pytest.mark.parametrize("line", ["show modal -fslugs", "show modal -f=json", "show modal -f json"])
def test_a_value_stands_in_a_short_option_or_behind_it(vcompare: Run, line: str) -> None:
    done = vcompare(*line.split())
    form = line[len("show modal -f") :].strip("= ")
    if form == "json":
        assert json.loads(done.stdout)["tools"]
    else:
        assert done.stderr.startswith("error: --format must be one of")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["gpu", "-voice"], ["modal"]),
        (["gpu", "-modal"], []),
        (["-modal", "gpu"], []),
        (["gpu", "-free"], ["modal"]),
        (["gpu", "-hub", "-full"], ["modal"]),
        (["gpu", "-limit"], ["modal"]),
        (["--", "gpu", "-free"], ["modal"]),
    ],
)
def test_words_to_search_for_may_begin_with_a_dash(vcompare: Run, words: list[str], found: list[str]) -> None:
    done = vcompare("search", "-f", "slugs", *words)
    assert (done.stdout.split(), done.returncode) == (found, 0 if found else 1)


def test_options_of_search_are_still_options(vcompare: Run) -> None:
    assert vcompare("search", "gpu", "-fslugs", "--limit=1").stdout == "modal\n"
    assert vcompare("search", "-h").stdout.startswith("Usage: vcompare search")
    wrong = vcompare("search", "gpu", "--limt", "1")
    assert wrong.stderr == "error: no such option: --limt\nhint: did you mean `--limit`?\n"
    wrong = vcompare("search", "gpu", "-f=xml")
    assert wrong.stderr.startswith("error: --format must be one of table, markdown, html, ")


def test_opposites_are_an_error(vcompare: Run) -> None:
    done = vcompare("list", "--retired", "--no-retired")
    assert (done.returncode, done.stderr) == (
        2,
        "error: --retired and --no-retired contradict each other\nhint: leave out one of the two\n",
    )
    assert vcompare("list", "--reverse", "--reverse", "-f", "slugs").returncode == 0


@pytest.mark.parametrize("value", ["", " ", ",", ", ,"])
@pytest.mark.parametrize("option", ["--tag", "--category", "--vendor", "--sort", "--columns"])
def test_nothing_is_no_value_of_a_list(vcompare: Run, option: str, value: str) -> None:
    done = vcompare("list", option, value)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {option} is missing its value\nhint: write it as {option} ")


@pytest.mark.parametrize("behind", ["--limit=5", "--reverse", "-f", "-h"])
def test_an_option_is_no_value_of_another(vcompare: Run, behind: str) -> None:
    done = vcompare("list", "--sort", behind)
    assert done.returncode == 2
    assert done.stderr.startswith("error: --sort is missing its value\n")
