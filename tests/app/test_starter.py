"""The catalog that `init` writes, and the folders in which it writes none."""

import datetime
from pathlib import Path

import pytest

from tests.conftest import MakeCatalog
from vcompare.app.checking import check
from vcompare.app.starter import refuse_existing, starter
from vcompare.errors import VcompareError


def test_a_new_catalog_has_no_findings_on_its_day(tmp_path: Path) -> None:
    day = datetime.date(2031, 3, 5)
    for path, text in starter(day).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    assert check(tmp_path, today=day).diagnostics == ()
    assert "checked = 2031-03-05" in (tmp_path / "tools/example-inkpot.toml").read_text()


def test_what_is_or_could_be_part_of_a_catalog_is_refused(make_catalog: MakeCatalog, tmp_path: Path) -> None:
    refuse_existing(tmp_path / "new")
    root = make_catalog({"tools/anvil.toml": ""})
    for folder in (root, tmp_path):
        with pytest.raises(VcompareError, match="there is a catalog in"):
            refuse_existing(folder)
    (root / "catalog.toml").unlink()
    with pytest.raises(VcompareError, match="exists and is not empty"):
        refuse_existing(root)
