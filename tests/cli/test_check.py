"""`vcompare check`: findings, statuses, JSON."""

import json
from pathlib import Path

from tests.conftest import TOOL, MakeCatalog, Run


def test_a_clean_catalog(vcompare: Run) -> None:
    result = vcompare("check")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == "checked 41 files: nothing found\n"


def test_findings_are_lines_that_an_editor_opens(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/a.toml": TOOL.format(name="A") + "extra = 1\n", "tools/b.toml": "x = \n"})
    result = vcompare("check", "--ignore", "missing-review", cwd=root.parent, catalog=None)
    assert result.returncode == 1
    assert result.stdout == (
        "catalog/tools/a.toml:5:1: error unknown-key: `extra` is not a key of this file (did you mean `entry`?)\n"
        "catalog/tools/b.toml:1:5: error toml-syntax: this is not TOML: "
        "string values must be quoted, expected literal string (correct the syntax; the dialect is TOML 1.1)\n"
    )
    assert result.stderr == "checked 3 files: 2 errors\n"


def test_json(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/b.toml": TOOL.format(name="B").replace('"free"', '"fre"')})
    result = vcompare("check", "--format", "json", "--ignore", "missing-review", catalog=root)
    assert result.returncode == 1
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "schema": "vcompare.check/1",
        "summary": {"files": 2, "errors": 1, "warnings": 0},
        "diagnostics": [
            {
                "path": "tools/b.toml",
                "line": 4,
                "column": 9,
                "rule": "bad-value",
                "severity": "error",
                "message": '`entry` must be "free", "freemium" or "paid", not "fre"',
                "hint": "did you mean `free`?",
            }
        ],
    }


def test_no_catalog_is_status_2_and_never_the_sample(vcompare: Run, tmp_path: Path) -> None:
    for arguments in ((), ("--catalog", str(tmp_path))):
        result = vcompare("check", *arguments, catalog=None)
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith("error: no catalog")


def test_a_folder_of_the_format_that_is_a_link_or_misnamed_is_found(
    vcompare: Run, make_catalog: MakeCatalog
) -> None:
    root = make_catalog({"review/x/builder.toml": "", "elsewhere/a.toml": ""})
    (root / "tools").symlink_to("elsewhere")
    result = vcompare("check", catalog=root)
    assert result.returncode == 1
    assert "/tools:1:1: error not-a-file: `tools` is not a folder" in result.stdout
    assert (
        "/review:1:1: error unexpected-file: `review` is not read (did you mean `reviews`?)" in result.stdout
    )
    assert len(result.stdout.splitlines()) == 2
