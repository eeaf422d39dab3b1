"""`vcompare init`, as a person runs it."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, Run, environment

TODAY = ("--today", "2026-11-02")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_catalog_passes_check_and_the_next_steps_are_shown(vcompare: Run, tmp_path: Path) -> None:
    result = vcompare("init", *TODAY, catalog=None)
    assert (result.returncode, result.stdout) == (0, "")
    assert sorted(files(tmp_path)) == [
        "catalog/catalog.toml",
        *(
            f"catalog/reviews/example-inkpot/{panelist}.toml"
            for panelist in ("builder", "founder", "futurist", "skeptic")
        ),
        "catalog/tools/example-inkpot.toml",
    ]
    assert "note: wrote catalog/tools/example-inkpot.toml\n" in result.stderr
    assert "`vcompare add NAME`" in result.stderr
    checked = vcompare("check", "--strict", *TODAY, catalog=None)
    assert (checked.returncode, checked.stdout) == (0, "")
    assert checked.stderr == "checked 6 files: nothing found\n"


def test_the_example_has_all_that_a_tool_can_have(vcompare: Run) -> None:
    vcompare("init", *TODAY, catalog=None)
    tool = json.loads(vcompare("show", "example-inkpot", "-f", "json", catalog=None).stdout)["tools"][0]
    assert "example" in tool["name"]
    assert tool["pricing"]["checked"] == tool["added"] == "2026-11-02"
    assert tool["pricing"]["source"].startswith("https://example.com/")
    assert [review["name"] for review in tool["reviews"]] == ["Builder", "Skeptic", "Futurist", "Founder"]
    assert {review["date"] for review in tool["reviews"]} == {"2026-11-02"}
    assert {review["verdict"] for review in tool["reviews"]} == {"ship", "skip"}


def test_today_is_the_day_without_an_option(vcompare: Run) -> None:
    vcompare("init", catalog=None)
    assert vcompare("check", "--strict", catalog=None).returncode == 0


def test_the_variable_for_the_catalog_is_not_asked(vcompare: Run, tmp_path: Path) -> None:
    assert vcompare("init").returncode == 0
    assert (tmp_path / "catalog/catalog.toml").exists()


def test_another_folder_is_named_in_what_comes_next(vcompare: Run, tmp_path: Path) -> None:
    result = vcompare("init", "deep/down", *TODAY, catalog=None)
    assert "--catalog deep/down" in result.stderr
    assert vcompare("check", "--strict", *TODAY, catalog=tmp_path / "deep/down").returncode == 0


def test_a_dry_run_writes_nothing_not_even_folders(vcompare: Run, tmp_path: Path) -> None:
    result = vcompare("init", *TODAY, "--dry-run", catalog=None)
    assert result.returncode == 0
    assert result.stdout.count("--- /dev/null\n") == 6
    assert "+++ catalog/catalog.toml\n" in result.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("there", "named"),
    [
        ("catalog/catalog.toml", "there is a catalog in catalog already"),
        ("catalog/catalog/catalog.toml", "there is a catalog in catalog/catalog already"),
        ("catalog.toml", "there is a catalog in . already"),
        ("catalog/tools/mine.toml", "catalog/tools exists and is not empty"),
        ("catalog/votes/.hidden", "catalog/votes exists and is not empty"),
        ("catalog/reviews", "catalog/reviews exists and is not empty"),
        ("catalog", "catalog is not a folder"),
    ],
)
def test_existing_files_are_not_touched(vcompare: Run, tmp_path: Path, there: str, named: str) -> None:
    path = tmp_path / there
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    for options in (TODAY, (*TODAY, "--dry-run")):
        result = vcompare("init", *options, catalog=None)
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith(f"error: {named}\nhint: ")
        assert files(tmp_path) == {there: b"mine"}


def test_a_broken_link_counts_as_existing(vcompare: Run, tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog/catalog.toml").symlink_to("nowhere")
    assert vcompare("init", catalog=None).returncode == 2
    assert not (tmp_path / "catalog/nowhere").exists()


def test_other_files_and_empty_folders_are_no_obstacle(vcompare: Run, tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    (tmp_path / "README.md").write_text("hello")
    assert vcompare("init", ".", *TODAY, catalog=None).returncode == 0
    assert (tmp_path / "README.md").read_text() == "hello"
    assert vcompare("check", "--strict", *TODAY, catalog=None).returncode == 0


def test_nothing_is_left_where_nothing_can_be_written(vcompare: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = vcompare("init", "file/below", catalog=None)
    assert result.returncode == 2
    assert result.stderr.startswith("error: file/below cannot be created: ")


def test_a_file_size_limit_leaves_nothing(tmp_path: Path) -> None:
    command = ["/bin/sh", "-c", 'ulimit -f 1; trap "" XFSZ; exec "$0" init', str(PROGRAM)]
    env = environment(PYTHONDONTWRITEBYTECODE="1")  # or half a module of ours might be kept
    result = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False)
    assert result.returncode == 2
    assert b"cannot be written" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_invalid_date_is_refused(vcompare: Run, tmp_path: Path) -> None:
    assert vcompare("init", "--today", "soon", catalog=None).returncode == 2
    assert list(tmp_path.iterdir()) == []
