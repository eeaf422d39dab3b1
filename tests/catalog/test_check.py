"""`check.py` and `rules.py`: all findings of a catalog at once, in order."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import REVIEW, SAMPLE, TOOL, MakeCatalog
from vcompare.catalog.check import check
from vcompare.errors import CatalogNotFoundError

GOOD = TOOL.format(name="Good")


def found(root: Path) -> list[tuple[str, int, int, str, str | None]]:
    return [(one.path, one.line, one.column, one.rule, one.hint) for one in check(root).diagnostics]


def test_the_sample_is_clean() -> None:
    report = check(SAMPLE)
    assert (report.files, report.diagnostics) == (41, ())


def test_a_folder_without_a_catalog(tmp_path: Path) -> None:
    with pytest.raises(CatalogNotFoundError):
        check(tmp_path)


def test_every_kind_of_finding_in_order(make_catalog: MakeCatalog) -> None:
    root = make_catalog({
        "tools/good.toml": GOOD,
        "tools/Bad Name.toml": GOOD,
        "tools/broken.toml": "x = \n",
        "tools/latin.toml": b'name = "\xe9"',
        "tools/large.toml": b"#" * 300_000,
        "tools/lost.toml": GOOD.replace('"Tools"', '"Tolls"'),
        "tools/README.md": "hello",
        "tools/.hidden": "left alone",
        "reviews/good/builder.toml": REVIEW.format(verdict="ship", score=80),
        "reviews/good/bilder.toml": REVIEW.format(verdict="ship", score=80),
        "reviews/goood/builder.toml": REVIEW.format(verdict="maybe", score=80),
        "reviews/stray.toml": "",
        "votes/gone.toml": "",
        "README.md": "beside the catalog's folders, anything goes",
    })  # fmt: skip
    assert found(root) == [
        ("reviews/good/bilder.toml", 1, 1, "unknown-reviewer", "add [panel.bilder] to catalog.toml, or rename the file"),
        ("reviews/goood/builder.toml", 1, 1, "orphan-review", "did you mean `good`?"),
        ("reviews/goood/builder.toml", 1, 11, "bad-value", None),
        ("reviews/stray.toml", 1, 1, "unexpected-file", "move it out of the catalog's folders, or name it *.toml"),
        ("tools/Bad Name.toml", 1, 1, "bad-slug",
         "use lower-case letters and digits joined by single hyphens, at most 80 characters"),
        ("tools/README.md", 1, 1, "unexpected-file", "move it out of the catalog's folders, or name it *.toml"),
        ("tools/broken.toml", 1, 5, "toml-syntax", None),
        ("tools/large.toml", 1, 1, "too-large", "keep facts and opinions short"),
        ("tools/latin.toml", 1, 9, "not-utf8", "save the file as UTF-8"),
        ("tools/lost.toml", 3, 12, "unknown-category", "did you mean `Tools`?"),
        ("votes/gone.toml", 1, 1, "orphan-votes", "add tools/gone.toml, or remove this file"),
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
