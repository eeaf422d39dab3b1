"""Mistakes of callers of the Python API, in terms of what they passed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import vcompare
from vcompare import Filter, OpenCatalog, VcompareError


@pytest.mark.parametrize(
    ("call", "message", "hint"),
    [
        (lambda c: vcompare.list_tools(c, sort="scores"), 'there is no field "scores" to sort by', "`score`"),
        (lambda c: vcompare.list_tools(c, limit=-1), "limit cannot be -1", "from 0 up"),
        (lambda c: vcompare.search(c, "tool", limit=-1), "limit cannot be -1", "from 0 up"),
        (lambda _: Filter(verdict="maybe"), 'verdict cannot be "maybe"', "ship, skip, split"),
        (lambda _: Filter(entry="fremium"), 'entry cannot be "fremium"', "`freemium`"),
        (
            lambda c: vcompare.export(c, ["anvil", "brush"], front_matter="yml"),  # type: ignore[arg-type]
            'front_matter cannot be "yml"',
            "`yaml`",
        ),
        (
            lambda c: vcompare.export(c, "anvil"),
            "a draft compares two to six tools, not 1",
            "`vcompare show`",
        ),
        (lambda c: vcompare.check(c.root, select="zzz"), 'there is no rule "zzz"', "`vcompare explain`"),
        (lambda c: vcompare.compare(c, ["anvil"] * 27), "27 tools do not fit side by side", "at most 26"),
        (lambda c: vcompare.resolve(c, "zzz"), 'no tool matches "zzz"', "`vcompare list`"),
    ],
)
def test_a_mistake_names_what_was_passed(
    catalog: OpenCatalog, call: Callable[[Any], object], message: str, hint: str
) -> None:
    with pytest.raises(VcompareError) as caught:
        call(catalog)
    assert caught.value.message == message
    assert hint in (caught.value.hint or "")


def test_a_single_string_stands_for_itself(catalog: OpenCatalog) -> None:
    assert vcompare.resolve(catalog, "Anvil") == ["anvil"]
    assert [tool.slug for tool in vcompare.compare(catalog, "Anvil").tools] == ["anvil"]
    assert [tool.slug for tool in vcompare.list_tools(catalog, Filter(tags="heavy")).tools] == ["anvil"]
    findings = vcompare.check(catalog.root, select="missing-review", paths="tools/chalk.toml").diagnostics
    assert {(one.rule, one.path) for one in findings} == {("missing-review", "tools/chalk.toml")}


def test_a_folder_for_the_cache_may_be_a_string(catalog: OpenCatalog, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert len(vcompare.list_tools(vcompare.open(catalog.root, cache=str(folder))).tools) == 3
    assert folder.is_dir()
