"""`app/workloads.py`: the workloads that `--workload` names."""

import json
from pathlib import Path

import pytest

from tests.conftest import MakeCatalog, Run
from tests.prices import FILES, SUPPORT


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(
        {**FILES, "workloads/rag.toml": SUPPORT.replace("Support desk", "Answering questions")}
    )


@pytest.mark.parametrize("typed", ["support", "Support", "Support desk", "support-desk"])
def test_a_workload_is_named_by_its_slug_or_its_label(vcompare: Run, root: Path, typed: str) -> None:
    assert "Support desk" in vcompare("show", "kimi", "--workload", typed, catalog=root).stdout


def test_several_are_shown_in_one_section(vcompare: Run, root: Path) -> None:
    for words in (["--workload", "support,rag"], ["--workload", "rag", "--workload", "support"]):
        shown = vcompare("show", "kimi", *words, catalog=root).stdout
        assert "Support desk" in shown
        assert "Answering questions" in shown


def test_they_are_in_the_order_in_which_they_are_named(vcompare: Run, root: Path) -> None:
    for first, second in (("support", "rag"), ("rag", "support")):
        words = ["kimi", "opus", "--workload", f"{first},{second}"]
        found = json.loads(vcompare("show", *words, "--format", "json", catalog=root).stdout)
        assert list(found["costs"]) == [first, second]
        paths = [one["field"] for one in found["differences"] if one["field"].startswith("cost.")]
        assert paths == [f"cost.{first}", f"cost.{second}"]
        for command in ("show", "export"):
            text = vcompare(command, *words, catalog=root).stdout
            labels = {"support": "Support desk", "rag": "Answering questions"}
            assert text.index(labels[first]) < text.index(labels[second])


def test_one_that_cannot_be_computed_is_an_error(vcompare: Run, make_catalog: MakeCatalog) -> None:
    more = SUPPORT.replace("cache-read = 9_000", "cache-read = 13_000")
    root = make_catalog({**FILES, "workloads/support.toml": more})
    for command in (["show", "kimi"], ["export", "kimi", "opus"], ["cost"]):
        run = vcompare(*command, "--workload", "support", catalog=root)
        assert (run.returncode, run.stdout) == (2, "")
        assert "support.toml: cache-read = 13_000 is more than input = 12_000, which" in run.stderr


def test_without_meters_there_is_nothing_to_compute_with(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/pen.toml": 'name = "Pen"\ntagline = "Writes"\ncategory = "Pens"\n'})
    run = vcompare("show", "pen", "--workload", "support", catalog=root)
    assert run.returncode == 2
    assert run.stderr.startswith("error: this catalog has no meters, so there is nothing to compute with\n")


def test_an_unknown_one_is_an_error_with_what_is_near(vcompare: Run, root: Path) -> None:
    run = vcompare("show", "kimi", "--workload", "suport", catalog=root)
    assert run.returncode == 2
    assert (
        run.stderr
        == 'error: --workload must be rag or support, not "suport"\nhint: did you mean `support`?\n'
    )


def test_without_any_it_says_what_to_write(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({path: text for path, text in FILES.items() if "workloads" not in path})
    run = vcompare("show", "kimi", "--workload", "support", catalog=root)
    assert run.returncode == 2
    assert run.stderr.startswith("error: this catalog has no workloads yet\nhint: write one to ")
    assert "workloads/support.toml" in run.stderr


def test_a_broken_one_is_an_error_where_it_is_asked_for_only(
    vcompare: Run, make_catalog: MakeCatalog
) -> None:
    root = make_catalog({**FILES, "workloads/support.toml": 'label = "Support desk"\nrequests = "many"\n'})
    run = vcompare("show", "kimi", "--workload", "support", catalog=root)
    assert run.returncode == 2
    assert "workloads/support.toml:2:12: `requests` must be a number" in run.stderr
    assert vcompare("show", "kimi", catalog=root).returncode == 0
    for words in (
        ["--columns", "cost.support"],
        ["--where", "cost.support.lowest<=3"],
        ["--sort", "cost.support"],
    ):
        run = vcompare("list", *words, catalog=root)
        assert run.returncode == 2
        assert "hint: workloads/support.toml cannot be read: `vcompare check` says why\n" in run.stderr


def test_a_folder_without_toml_files_is_left_alone(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"workloads/notes.md": "# Notes\n"})
    assert "workloads" not in vcompare("check", catalog=root).stdout
    other = make_catalog({"workloads/support.toml": SUPPORT, "workloads/Bad Name.toml": SUPPORT})
    found = vcompare("check", catalog=other).stdout
    assert "bad-slug" in found
    assert "workloads/notes.md" in found
