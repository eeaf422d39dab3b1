"""`vcompare check`: findings, statuses, JSON."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import PROGRAM, REVIEW, SAMPLE, TOOL, MakeCatalog, Run, bound_by_permissions, environment


def test_a_clean_catalog(vcompare: Run) -> None:
    result = vcompare("check")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == f"checked {len([*SAMPLE.rglob('*.toml')])} files: nothing found\n"


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
                "message": '`entry` must be "free", "freemium" or "paid"; it is "fre"',
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


STALE = (
    TOOL.format(name="A") + '[pricing]\nsummary = "One euro"\nsource = "https://x.y"\nchecked = 2026-08-01\n'
)
WARNING = ("--ignore", "missing-review", "--today", "2026-11-20")


def test_warnings_alone_are_status_0_unless_strict(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/a.toml": STALE})
    usual = vcompare("check", *WARNING, catalog=root)
    assert (usual.returncode, usual.stderr) == (0, "checked 2 files: 1 warning\n")
    assert (
        "tools/a.toml:8:11: warning stale-pricing: the pricing was read 111 days ago, on 2026-08-01"
        in usual.stdout
    )
    assert vcompare("check", "--strict", *WARNING, catalog=root).returncode == 1
    assert (
        vcompare(
            "check", "--strict", "--ignore", "missing-review", "--today", "2026-08-02", catalog=root
        ).returncode
        == 0
    )


def test_the_sample_is_clean_under_strict(vcompare: Run) -> None:
    result = vcompare("check", "--strict")
    assert (result.returncode, result.stdout) == (0, "")


def test_select_and_ignore(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/a.toml": STALE + "x = 1\n"})

    def rules(*arguments: str) -> list[str]:
        result = vcompare("check", "-f", "json", "--today", "2026-11-20", *arguments, catalog=root)
        return [one["rule"] for one in json.loads(result.stdout)["diagnostics"]]

    assert rules() == ["missing-review", "stale-pricing", "unknown-key"]
    assert rules("--select", "unknown-key,stale-pricing") == ["stale-pricing", "unknown-key"]
    assert rules("--select", "unknown-key", "--select", "missing-review") == ["missing-review", "unknown-key"]
    assert rules("--ignore", "unknown-key, missing-review") == ["stale-pricing"]
    assert rules("--select", "unknown-key", "--ignore", "unknown-key") == []


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_an_error_with_a_suggestion(vcompare: Run, option: str) -> None:
    result = vcompare("check", option, "stale-price")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == 'error: there is no rule "stale-price"\nhint: did you mean `stale-pricing`?\n'


def test_a_date_that_is_none(vcompare: Run) -> None:
    result = vcompare("check", "--today", "tomorrow")
    assert (result.returncode, result.stderr) == (
        2,
        'error: --today must be a day such as 2026-11-20, today, yesterday, 7d or 2w, not "tomorrow"\n'
        "hint: `vcompare check --help` shows how\n",
    )


@pytest.mark.parametrize("here", ["", "a", "b/catalog/tools"])
def test_each_path_is_checked_in_its_own_catalog(vcompare: Run, two_catalogs: Path, here: str) -> None:
    def check(*words: str) -> subprocess.CompletedProcess[str]:
        return vcompare("check", "--ignore", "missing-review", *words, catalog=None, cwd=two_catalogs / here)

    for name in "ab":
        (two_catalogs / name / "catalog/tools/one.toml").write_text(f"name = '{name}'\n")
    one, other, whole = (
        os.path.relpath(two_catalogs / path, two_catalogs / here)
        for path in ("b/catalog/tools/one.toml", "a/catalog/tools/two.toml", "a/catalog")
    )
    found = json.loads(check(one, whole, "--format", "json").stdout)
    seen = {
        (two_catalogs / here / finding["catalog"]).resolve(): finding["path"]
        for finding in found["diagnostics"]
    }
    assert seen == {two_catalogs / f"{name}/catalog": "tools/one.toml" for name in "ab"}
    assert found["summary"]["files"] == 6
    assert len(found["diagnostics"]) == found["summary"]["errors"]
    assert "catalog" not in json.loads(check(one, "--format", "json").stdout)["diagnostics"][0]
    for form in ("text", "github", "sarif", "junit"):
        done = check(one, whole, "--format", form)
        assert (done.returncode, done.stderr.count("error:")) == (1, 0)
        places = re.findall(r"[^\s:=\"]*/?one\.toml", done.stdout)
        assert {(two_catalogs / here / place).resolve() for place in places} == {
            two_catalogs / f"{name}/catalog/tools/one.toml" for name in "ab"
        }
    assert check(other).returncode == 0
    assert check(one, other, "--format", "json").returncode == 1


def test_paths_limit_the_report_and_not_what_the_rules_see(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({
        "tools/a.toml": TOOL.format(name="Same"),
        "tools/b.toml": TOOL.format(name="Same"),
        "tools/c.toml": "x = \n",
    })  # fmt: skip

    def paths(*arguments: str, cwd: Path = root.parent) -> list[str]:
        result = vcompare(
            "check", "-f", "json", "--ignore", "missing-review", *arguments, cwd=cwd, catalog=None
        )
        return [one["path"] for one in json.loads(result.stdout)["diagnostics"]]

    assert paths("catalog/tools/a.toml") == ["tools/a.toml"]
    assert paths("tools/a.toml") == ["tools/a.toml"]
    assert paths("a.toml", cwd=root / "tools") == ["tools/a.toml"]
    assert paths(str(root / "tools/a.toml"), "tools/c.toml") == ["tools/a.toml", "tools/c.toml"]
    assert paths("catalog/tools") == ["tools/a.toml", "tools/b.toml", "tools/c.toml"]
    assert paths("catalog") == ["tools/a.toml", "tools/b.toml", "tools/c.toml"]
    assert paths("catalog/catalog.toml") == []
    assert paths(str(root / "tools/a.toml"), cwd=root.parents[2]) == ["tools/a.toml"]


def test_paths_that_are_not_there_or_not_in_the_catalog(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({})
    (root.parent / "other.toml").write_text("")
    missing = vcompare("check", "tools/none.toml", catalog=root)
    assert (missing.returncode, missing.stderr.splitlines()[0]) == (
        2,
        "error: tools/none.toml does not exist",
    )
    outside = vcompare("check", str(root.parent / "other.toml"), catalog=root)
    assert outside.returncode == 2
    assert outside.stderr.startswith("error: ")


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_every_format_of_one_report(
    vcompare: Run, make_catalog: MakeCatalog, snapshot: SnapshotAssertion, form: str
) -> None:
    root = make_catalog(
        {"tools/a.toml": STALE + "x = 1\n", "tools/b.toml": TOOL.format(name="a").replace("free", "fre")}
    )
    result = vcompare("check", "--format", form, "--today", "2026-11-20", cwd=root.parent, catalog=None)
    assert result.returncode == 1
    assert re.sub('"semanticVersion": ".*"', '"semanticVersion": "0"', result.stdout) == snapshot


def test_github_is_chosen_only_when_asked_for(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/::error::x.toml": "x = \n", "tools/##[group]y.toml": "x = \n"})
    result = vcompare("check", catalog=root, env={"GITHUB_ACTIONS": "true"})
    for line in (result.stdout + result.stderr).splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
    here = vcompare(
        "check", cwd=root / "tools", env={"GITHUB_ACTIONS": "true", "VCOMPARE_CATALOG": ".."}, catalog=None
    )
    assert not [line for line in here.stdout.splitlines() if line.startswith("::") or "##[" in line]


@pytest.mark.parametrize("folder", ["tools", "reviews", "votes", "reviews/a"])
@pytest.mark.parametrize("kind", ["link", "file"])
def test_what_stands_in_a_folders_place_is_found_once_and_stops_the_others(
    vcompare: Run, make_catalog: MakeCatalog, folder: str, kind: str
) -> None:
    root = make_catalog({"tools/a.toml": TOOL.format(name="A"), "reviews/b/x": "", "elsewhere/x": ""})
    place = root / folder
    if place.exists():
        place.rename(root.parent / "away")
    place.symlink_to(root / "elsewhere") if kind == "link" else place.write_text("")
    found = json.loads(vcompare("check", "-f", "json", catalog=root).stdout)["diagnostics"]
    assert [one["rule"] for one in found if one["path"] == folder] in (["not-a-file"], ["unexpected-file"])
    if kind == "link" or folder != "reviews/a":
        shown = vcompare("show", "a", catalog=root)
        assert (shown.returncode, shown.stdout) == (2, "")
    listed = vcompare("list", catalog=root)
    assert listed.returncode == 2 or (kind == "file" and folder == "reviews/a")


@pytest.mark.parametrize("folder", ["tools", "reviews", "votes", "reviews/a"])
def test_a_folder_that_may_not_be_read_is_never_an_empty_one(make_catalog: MakeCatalog, folder: str) -> None:
    root = make_catalog({
        "tools/a.toml": TOOL.format(name="A"),
        "reviews/a/builder.toml": REVIEW.format(verdict="ship", score=80),
        "votes/a.toml": '[ballots]\nana = "ship"\n',
    })  # fmt: skip
    bound = bound_by_permissions()
    if bound is None:
        pytest.skip("permissions do not bind root, and there is no setpriv to give that up")
    (root / folder).chmod(0)
    try:
        for command, status in (("check", 1), ("show a", 2), ("list", 2)):
            result = subprocess.run(
                [*bound, PROGRAM, *command.split(), "--catalog", root],
                capture_output=True,
                text=True,
                check=False,
                env=environment(),
            )
            assert result.returncode == status, (command, result)
            assert "cannot be read: permission denied" in result.stdout + result.stderr
    finally:
        (root / folder).chmod(0o755)


def test_a_name_that_is_not_utf_8(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/a.toml": TOOL.format(name="A")})
    Path(os.fsdecode(os.fsencode(root / "tools") + b"/b\xff.toml")).write_text("x = ")
    for form in ("text", "json", "github", "sarif", "junit"):
        result = vcompare("check", "--format", form, catalog=root)
        assert result.returncode == 1
        assert "bad-slug" in result.stdout or "toml-syntax" in result.stdout
