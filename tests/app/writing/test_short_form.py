"""`app/writing/short_form.py`: what is written about the page of the prices goes where that page is."""

import re
from pathlib import Path

import pytest

from tests.conftest import TOOL, MakeCatalog, Run
from vcompare.render.formats import names

PRICING = '\n[pricing]\nsummary = "$5"\n'
SHORT = 'source = "https://a.example/prices"\nchecked = 2026-01-02\n'
LONG = (
    '\n[sources.pricing]\nurl = "https://a.example/prices"\nchecked = 2026-01-02\ntitle = "What it costs"\n'
)
HEAD = TOOL.format(name="Quill")


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog({"tools/quill.toml": HEAD + PRICING + LONG})


def text(root: Path) -> str:
    return (root / "tools/quill.toml").read_text()


@pytest.mark.parametrize(
    ("assigned", "old", "new"),
    [
        ("pricing.checked=2026-02-03", "2026-01-02", "2026-02-03"),
        ("pricing.source=https://b.example", "https://a.example/prices", "https://b.example"),
        ("pricing.checked=", "checked = 2026-01-02\n", ""),
    ],
)
def test_an_assignment_of_the_short_form_changes_the_page_that_the_file_names(
    vcompare: Run, root: Path, assigned: str, old: str, new: str
) -> None:
    done = vcompare("edit", "quill", assigned, catalog=root)
    assert done.returncode == 0, done.stderr
    assert text(root) == HEAD + PRICING + LONG.replace(old, new)
    assert "duplicate-source" not in done.stderr


def test_without_an_address_there_is_no_page_and_the_date_stays(vcompare: Run, root: Path) -> None:
    assert vcompare("edit", "quill", "pricing.source=", catalog=root).returncode == 0
    assert text(root) == HEAD + PRICING + "checked = 2026-01-02\n"


def test_a_date_that_stays_behind_is_reported_and_renewed_where_it_is(vcompare: Run, root: Path) -> None:
    done = vcompare("edit", "quill", "pricing.summary=$6", catalog=root)
    assert "pricing.checked is still 2026-01-02, though pricing.summary changed" in done.stderr
    assert vcompare("edit", "quill", "--checked", "2026-02-03", catalog=root).returncode == 0
    assert text(root) == HEAD + PRICING.replace("5", "6") + LONG.replace("01-02", "02-03")


def test_what_is_wrong_is_reported_under_what_was_typed(vcompare: Run, root: Path) -> None:
    done = vcompare("edit", "quill", "pricing.checked=2999-01-01", catalog=root)
    assert done.returncode == 2
    assert "`pricing.checked`: error future-date: " in done.stderr


def test_both_forms_become_one(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/quill.toml": HEAD + PRICING + "checked = 2026-01-01\n" + LONG})
    assert "duplicate-source" in vcompare("check", catalog=root).stdout
    assert vcompare("edit", "quill", "pricing.checked=2026-02-03", catalog=root).returncode == 0
    assert text(root) == HEAD + PRICING + LONG.replace("01-02", "02-03")


def test_the_short_form_moves_to_a_page_that_is_named(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/quill.toml": HEAD + PRICING + SHORT})
    done = vcompare("edit", "quill", "sources.pricing.title=What it costs", catalog=root)
    assert done.returncode == 0, done.stderr
    assert text(root) == HEAD + PRICING + LONG


def test_records_as_a_list_writes_them_change_nothing_or_that_page(
    vcompare: Run, root: Path, tmp_path: Path
) -> None:
    for form in ("json", "csv"):
        listed = vcompare("list", "-f", form, catalog=root).stdout
        (tmp_path / f"x.{form}").write_text(listed)
        assert "nothing to change" in vcompare("edit", "--from", f"x.{form}", catalog=root).stderr
        (tmp_path / f"y.{form}").write_text(listed.replace("2026-01-02", "2026-02-03"))
        assert vcompare("edit", "--from", f"y.{form}", catalog=root).returncode == 0
        assert text(root) == HEAD + PRICING + LONG.replace("01-02", "02-03")
        assert vcompare("edit", "--from", f"x.{form}", catalog=root).returncode == 0
        assert text(root) == HEAD + PRICING + LONG


def test_an_unused_page_survives_a_list(vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path) -> None:
    root = make_catalog({"tools/quill.toml": HEAD + LONG})
    (tmp_path / "x.csv").write_text(vcompare("list", "-f", "csv", catalog=root).stdout)
    assert "nothing to change" in vcompare("edit", "--from", "x.csv", catalog=root).stderr
    assert text(root) == HEAD + LONG


SAME = [
    *(("show", "quill", "--sources", "--full", "-f", form) for form in names("comparison")),
    *(("list", "-f", form, "--no-cache") for form in names("list")),
    *(("export", "quill", "nib", "--no-stamp", "-f", form) for form in ("markdown", "html", "json", "csv")),
    (
        "list",
        "--where",
        "pricing.checked<2026-01-03",
        "--sort",
        "pricing.checked",
        "--columns",
        "pricing.source",
    ),
    (
        "check",
        "--select",
        "stale-pricing,undated-pricing,unsourced-pricing,future-date",
        "--today",
        "2026-11-20",
    ),
]


@pytest.mark.parametrize("words", SAME, ids=" ".join)
def test_both_forms_are_the_same_in_every_output(
    vcompare: Run, make_catalog: MakeCatalog, words: tuple[str, ...]
) -> None:
    nib = TOOL.format(name="Nib")
    outputs = []
    for pricing in (PRICING + SHORT, PRICING + LONG.replace('title = "What it costs"\n', "")):
        root = make_catalog({"tools/quill.toml": HEAD + pricing, "tools/nib.toml": nib})
        outputs.append(vcompare(*words, catalog=root).stdout)
    assert _without_places(outputs[0]) == _without_places(outputs[1])


def _without_places(text: str) -> str:
    """Return an output without where something is, and without what identifies the files."""
    return re.sub(r":\d+:\d+:|content [0-9a-f]{12}|<code>[0-9a-f]{12}</code>|`[0-9a-f]{12}`", "", text)
