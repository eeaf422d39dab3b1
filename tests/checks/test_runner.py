"""`check.py`: all findings of a catalog at once, in order, with the severities of the catalog."""

import datetime
import shutil
from pathlib import Path

import pytest

from tests.conftest import REVIEW, SAMPLE, SETTINGS, TOOL, MakeCatalog
from tests.prices import METERS
from vcompare.checks.runner import check
from vcompare.errors import CatalogNotFoundError

GOOD = TOOL.format(name="Good")
OTHER = TOOL.format(name="Other")


TODAY = datetime.date(2026, 11, 20)


def found(root: Path) -> list[tuple[str, int, int, str, str | None]]:
    report = check(root, today=TODAY).only(ignore=["missing-review"])
    return [(one.path, one.line, one.column, one.rule, one.hint) for one in report.diagnostics]


def test_the_sample_is_clean() -> None:
    report = check(SAMPLE)
    assert (report.files, report.diagnostics) == (len([*SAMPLE.rglob("*.toml")]), ())


def test_a_folder_without_a_catalog(tmp_path: Path) -> None:
    with pytest.raises(CatalogNotFoundError):
        check(tmp_path)


def test_every_kind_of_finding_in_order(make_catalog: MakeCatalog) -> None:
    root = make_catalog({
        "tools/good.toml": GOOD,
        "tools/Bad Name.toml": OTHER,
        "tools/broken.toml": "x = \n",
        "tools/latin.toml": b'name = "\xe9"',
        "tools/large.toml": b"#" * 300_000,
        "tools/lost.toml": TOOL.format(name="Lost").replace('"Tools"', '"Tolls"'),
        "tools/README.md": "hello",
        "tools/.hidden": "left alone",
        "reviews/good/builder.toml": REVIEW.format(verdict="ship", score=80).replace("more", "a lot"),
        "reviews/good/bilder.toml": REVIEW.format(verdict="ship", score=80),
        "reviews/goood/builder.toml": REVIEW.format(verdict="maybe", score=80).replace("more", "little"),
        "reviews/stray.toml": "",
        "votes/gone.toml": "",
        "README.md": "beside the catalog's folders, anything goes",
    })  # fmt: skip
    assert found(root) == [
        ("reviews/good/bilder.toml", 1, 1, "unknown-reviewer", "did you mean `builder`?"),
        ("reviews/goood/builder.toml", 1, 1, "orphan-review", "did you mean `good`?"),
        ("reviews/goood/builder.toml", 1, 11, "bad-value", "use one of these"),
        ("reviews/stray.toml", 1, 1, "unexpected-file", "reviews belong at reviews/<tool>/<reviewer>.toml"),
        ("tools/Bad Name.toml", 1, 1, "bad-slug",
         "use lower-case letters and digits joined by single hyphens, at most 80 characters"),
        ("tools/README.md", 1, 1, "unexpected-file", "move it out of the catalog's folders"),
        ("tools/broken.toml", 1, 5, "toml-syntax", "correct the syntax; the dialect is TOML 1.1"),
        ("tools/large.toml", 1, 1, "too-large", "keep facts and opinions short"),
        ("tools/latin.toml", 1, 9, "not-utf8", "save the file as UTF-8"),
        ("tools/lost.toml", 3, 12, "unknown-category", "did you mean `Tools`?"),
        ("votes/gone.toml", 1, 1, "orphan-votes", "add the tool, or remove this file"),
    ]  # fmt: skip


def test_a_broken_catalog_file_does_not_hide_the_rest(make_catalog: MakeCatalog) -> None:
    root = make_catalog({"catalog.toml": "format = \n", "tools/x.toml": "y = \n"})
    assert [(one[0], one[3]) for one in found(root)] == [
        ("catalog.toml", "toml-syntax"),
        ("tools/x.toml", "toml-syntax"),
    ]


def test_an_empty_catalog_is_clean(make_catalog: MakeCatalog) -> None:
    assert found(make_catalog({})) == []


def test_the_order_of_listing_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "catalog"
    shutil.copytree(SAMPLE, root)
    for tool in (root / "tools").iterdir():
        tool.write_text(tool.read_text() + "\nextra = 1\n")
    forwards = check(root)
    import os

    listdir = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: listdir(path)[::-1])
    assert check(root) == forwards
    assert len(forwards.diagnostics) == 8


LATER = GOOD + '[pricing]\nsummary = "Free"\nsource = "https://x.y"\nchecked = 2026-01-01\n'
ASIDE = '[check]\n{} = ["stale-pricing"]\n'


@pytest.mark.parametrize(
    ("setting", "severities"),
    [("", ["warning"]), ("warn", ["warning"]), ("error", ["error"]), ("ignore", [])],
)
def test_a_catalog_sets_the_severity_of_a_rule(
    make_catalog: MakeCatalog, setting: str, severities: list[str]
) -> None:
    root = make_catalog(
        {"tools/good.toml": LATER, "catalog.toml": SETTINGS + (ASIDE.format(setting) if setting else "")}
    )
    report = check(root, today=TODAY).only(ignore=["missing-review"])
    assert [one.severity for one in report.diagnostics] == severities


def test_a_file_allows_a_rule_for_itself_only(make_catalog: MakeCatalog) -> None:
    allowed = 'allow = ["stale-pricing"]\n' + LATER
    root = make_catalog({"tools/good.toml": allowed, "tools/other.toml": LATER.replace("Good", "Other")})
    assert [(one[0], one[3]) for one in found(root)] == [("tools/other.toml", "stale-pricing")]


def test_every_finding_has_a_hint(make_catalog: MakeCatalog) -> None:
    root = make_catalog(
        {"tools/x.toml": "a = 1\nentry = 3\n", "tools/y.toml": "=", "votes/z.toml": "[tally]\n"}
    )
    assert all(one.hint for one in check(root).diagnostics)


def test_many_files_are_shared_out_and_come_back_in_order(make_catalog: MakeCatalog) -> None:
    """Enough files that every core does a part; the answer is that of one."""
    files: dict[str, str | bytes] = {
        f"tools/t{number}.toml": TOOL.format(name=f"T {number % 399}") for number in range(450)
    }
    files["tools/t17.toml"] = "x = \n"
    root = make_catalog(files)
    report = check(root).only(ignore=["missing-review"])
    assert report.files == 451
    assert len(report.diagnostics) == 1 + 2 * (450 - 399 - 1)
    assert list(report.diagnostics) == sorted(report.diagnostics)


IMPORTED = f"""\
seen = 2020-01-01
{TOOL.format(name="Good")}
[specs]
context = 5

[pricing]
summary = "$3"

[pricing.rates]
input = 0
"""
DECLARED = SETTINGS.replace("[panel", 'currency = "USD"\n\n[panel', 1)
DECLARED += f'\n[specs.context]\nlabel = "Context"\nkind = "quantity"\n{METERS}'


def test_rules_about_dates_and_sources_look_at_what_people_wrote(make_catalog: MakeCatalog) -> None:
    files: dict[str, str | bytes] = {"catalog.toml": DECLARED, "imported/a/good.toml": IMPORTED}
    unused = {"unused-meter"}
    assert {one[3] for one in found(make_catalog(files))} == unused
    assert not [one for one in check(make_catalog(files)).diagnostics if one.rule == "missing-review"]
    own = "[specs]\ncontext = 5\n"
    assert {one[:1] + one[3:4] for one in found(make_catalog({**files, "tools/good.toml": own}))} == {
        ("catalog.toml", "unused-meter"),
        ("tools/good.toml", "undated-spec"),
        ("tools/good.toml", "unsourced-spec"),
    }


def test_a_tool_that_is_retired_by_a_source_needs_no_review(make_catalog: MakeCatalog) -> None:
    retired = IMPORTED.replace("[specs]", "retired = 2026-01-01\n\n[specs]")
    files = {"tools/good.toml": 'entry = "free"\n', "imported/a/good.toml": retired}
    assert "missing-review" not in {one.rule for one in check(make_catalog(files)).diagnostics}


def test_a_rate_of_zero_is_meant_where_a_source_says_that_the_tool_is_free(make_catalog: MakeCatalog) -> None:
    own = "[pricing.rates]\ninput = 0\n"
    paid = IMPORTED.replace('entry = "free"', 'entry = "paid"')
    for imported, number in ((paid, 1), (IMPORTED, 0)):
        files = {"catalog.toml": DECLARED, "tools/good.toml": own, "imported/a/good.toml": imported}
        assert [one[3] for one in found(make_catalog(files))].count("zero-rate") == number
