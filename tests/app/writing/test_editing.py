"""`app/writing/editing.py`: many tools changed at once, and dates that stay behind."""

import datetime
import json
from pathlib import Path

import pytest

from tests.app.writing.specs import DECLARED
from tests.cli.terminal import Asked
from tests.conftest import REVIEW, SETTINGS, TOOL, MakeCatalog, Run

PRICED = '# Mine.\n[pricing]\nsummary = "$5"\nsource = "https://example.com/p"\nchecked = 2026-01-02\n'
TODAY = datetime.date.today()  # noqa: DTZ011 - the day on the wall


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(
        {
            "tools/quill.toml": TOOL.format(name="Quill") + PRICED,
            "tools/nib.toml": TOOL.format(name="Nib") + 'vendor = "Acme"\naliases = ["Point"]\n',
            "reviews/quill/builder.toml": REVIEW.format(verdict="ship", score=8) + "date = 2026-01-02\n",
        }
    )


def given(folder: Path, *records: object) -> str:
    (folder / "many.json").write_text(json.dumps(records))
    return "many.json"


def text(root: Path, slug: str) -> str:
    return (root / f"tools/{slug}.toml").read_text()


def test_a_list_changes_only_what_it_holds(vcompare: Run, root: Path, tmp_path: Path) -> None:
    before = text(root, "quill")
    name = given(
        tmp_path,
        {"slug": "quill", "pricing": {"summary": "$4", "checked": "2026-02-03"}},
        {"name": "Point", "vendor": None, "tags": ["a"]},
    )
    dry = vcompare("edit", "--from", name, "--dry-run", catalog=root)
    assert '-summary = "$5"\n' in dry.stdout
    assert text(root, "quill") == before
    done = vcompare("edit", "--from", name, catalog=root)
    assert done.returncode == 0, done.stderr
    assert text(root, "quill") == before.replace("$5", "$4").replace("01-02", "02-03")
    assert 'pricing.summary: "$5" → "$4"\n' in done.stderr
    assert 'vendor: "Acme" → unset\n' in done.stderr
    assert text(root, "nib").startswith(TOOL.format(name="Nib"))
    assert "vendor" not in text(root, "nib")
    assert 'tags = ["a"]' in text(root, "nib")


def test_null_removes_a_table_and_an_empty_cell_a_key(vcompare: Run, root: Path, tmp_path: Path) -> None:
    name = given(tmp_path, {"slug": "quill", "pricing": None})
    assert vcompare("edit", "--from", name, catalog=root).returncode == 0
    assert text(root, "quill") == TOOL.format(name="Quill") + "# Mine.\n"
    (tmp_path / "x.csv").write_text("slug,vendor,entry,pricing.summary,pricing.checked\nnib,,paid,,\n")
    assert vcompare("edit", "--from", "x.csv", catalog=root).returncode == 0
    assert text(root, "nib") == TOOL.format(name="Nib").replace("free", "paid") + 'aliases = ["Point"]\n'


def test_tools_that_do_not_exist_are_listed_and_nothing_is_written(
    vcompare: Run, root: Path, tmp_path: Path
) -> None:
    name = given(tmp_path, {"slug": "nib", "vendor": "X"}, {"slug": "pen"}, {"name": "Nob"}, {"vendor": "X"})
    done = vcompare("edit", "--from", name, catalog=root)
    assert done.returncode == 2
    assert done.stderr == (
        "error: nothing was written\n"
        '  many.json: tool 2 ("pen"): there is no tool "pen" (`vcompare add --from` adds it)\n'
        '  many.json: tool 3 ("nob"): there is no tool "Nob" (did you mean `nib`?)\n'
        "  many.json: tool 4: it names no tool (give it a `slug` or a `name`)\n"
    )
    assert 'vendor = "Acme"' in text(root, "nib")


def test_what_is_wrong_names_the_record(vcompare: Run, root: Path, tmp_path: Path) -> None:
    for wrong, message in (
        ({"entry": "fre"}, 'many.json: tool 1 ("nib"): error bad-value: `entry` must be'),
        (
            {"vendr": "x"},
            'many.json: tool 1 ("nib"): `vendr` is not a key of a tool (did you mean `vendor`?)',
        ),
        (
            {"pricing": {"sumary": "x"}},
            "`pricing.sumary` is not a key of a tool (did you mean `pricing.summary`?)",
        ),
        ({"pricing": "free"}, "`pricing` is a table"),
    ):
        done = vcompare("edit", "--from", given(tmp_path, {"slug": "nib", **wrong}), catalog=root)
        assert done.returncode == 2
        assert message in done.stderr


def test_assignments_hold_for_every_record(vcompare: Run, root: Path, tmp_path: Path) -> None:
    name = given(tmp_path, {"slug": "nib"}, {"slug": "quill", "vendor": "Old"})
    assert vcompare("edit", "--from", name, "vendor=New", catalog=root).returncode == 0
    assert all('vendor = "New"' in text(root, slug) for slug in ("nib", "quill"))


def test_a_tool_may_be_named_for_a_record_without_a_name(vcompare: Run, root: Path, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('vendor = "New"\n')
    assert vcompare("edit", "quill", "--from", "x.toml", catalog=root).returncode == 0
    assert 'vendor = "New"' in text(root, "quill")
    (tmp_path / "x.toml").write_text('# New.\n\n\n\nentry = "fre"\n')
    wrong = vcompare("edit", "quill", "--from", "x.toml", catalog=root)
    assert "  x.toml: error bad-value: `entry` must be" in wrong.stderr
    refused = vcompare("edit", "nib", "--from", given(tmp_path, {"slug": "quill"}), catalog=root)
    assert "--from holds other tools than nib" in refused.stderr


@pytest.mark.parametrize("word", ["pricing.summary=$4", "pricing.source=https://example.com/q"])
def test_a_date_that_stays_behind_is_a_warning(vcompare: Run, root: Path, word: str) -> None:
    done = vcompare("edit", "quill", word, catalog=root)
    assert done.returncode == 0
    assert (
        f"warning: {root}/tools/quill.toml: pricing.checked is still 2026-01-02, though {word.partition('=')[0]} changed"
        in done.stderr
    )
    assert "checked = 2026-01-02" in text(root, "quill")


@pytest.mark.parametrize(
    "words",
    [
        ["pricing.summary=$4", "pricing.checked=2026-02-03"],
        ["vendor=x"],
        ["pricing.summary=$5"],
        ["pricing="],
        ["pricing.checked="],
    ],
)
def test_no_warning_where_no_date_stays_behind(vcompare: Run, root: Path, words: list[str]) -> None:
    assert "is still" not in vcompare("edit", "quill", *words, catalog=root).stderr


def test_a_price_that_was_checked_today_may_be_changed_again(vcompare: Run, root: Path) -> None:
    assert vcompare("edit", "quill", "--checked", catalog=root).returncode == 0
    assert "is still" not in vcompare("edit", "quill", "pricing.summary=$4", catalog=root).stderr


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (["pricing.summary=$4", "--checked"], TODAY),
        (["--checked"], TODAY),
        (["--checked", "2026-03-04", "pricing.summary=$4"], "2026-03-04"),
        (["--checked", "pricing.summary=$4", "pricing.checked=2026-03-05"], "2026-03-05"),
    ],
)
def test_checked_dates_the_pricing(vcompare: Run, root: Path, words: list[str], day: object) -> None:
    done = vcompare("edit", "quill", *words, catalog=root)
    assert (done.returncode, "is still" in done.stderr) == (0, False)
    assert f"checked = {day}\n" in text(root, "quill")


@pytest.mark.parametrize(("reply", "day"), [("y\r", TODAY), ("n\r", "2026-01-02")])
def test_on_a_terminal_the_date_is_a_question(root: Path, reply: str, day: object) -> None:
    asked = Asked(["edit", "quill", "pricing.summary=$4"], root.parent)
    asked.shows("pricing.checked is still 2026-01-02").answer("set it to today?", reply)
    assert asked.status() == 0
    assert f'summary = "$4"\nsource = "https://example.com/p"\nchecked = {day}\n' in text(root, "quill")


def test_the_date_of_a_review_stays_behind_too(vcompare: Run, root: Path) -> None:
    done = vcompare("review", "quill", "builder", "--score", "9", catalog=root)
    assert (
        f"warning: {root}/reviews/quill/builder.toml: date is still 2026-01-02, though score changed; --date"
        in done.stderr
    )
    assert (
        "is still"
        not in vcompare(
            "review", "quill", "builder", "--score", "8", "--date", "2026-02-03", catalog=root
        ).stderr
    )


@pytest.mark.parametrize(
    ("assigned", "written"),
    [
        ("context={ none = true }", "context = { none = true }"),
        ("context={ at_least = 5, note = 'beta' }", 'context = { at_least = 5, note = "beta" }'),
        ("modalities={ none = true }", "modalities = { none = true }"),
        ("license={x}", 'license = "{x}"'),
    ],
)
def test_a_spec_may_be_typed_or_listed_as_a_file_has_it(
    vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path, assigned: str, written: str
) -> None:
    root = make_catalog({"catalog.toml": SETTINGS + DECLARED, "tools/nib.toml": TOOL.format(name="Nib")})
    assert vcompare("edit", "nib", assigned, catalog=root).returncode == 0
    assert f"\n{written}\n" in text(root, "nib")
    key, _, value = assigned.partition("=")
    (tmp_path / "x.csv").write_text(f'slug,{key}\nnib,"{value}"\n')
    assert vcompare("edit", "nib", f"{key}=", catalog=root).returncode == 0
    assert vcompare("edit", "--from", "x.csv", catalog=root).returncode == 0
    assert f"\n{written}\n" in text(root, "nib")
