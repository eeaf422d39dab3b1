"""`gone-upstream`: an imported tool that its source no longer has, where the last import noted it."""

from pathlib import Path

from tests.checks.rules.support import HERE, assert_found_here, found

STATE = "imported/upstream.toml"


def test_each_is_found_where_it_is_noted(tmp_path: Path) -> None:
    text = f'seen = 2026-11-01\ngone = [{HERE}"quill", {HERE}"nib"]\n'
    assert_found_here(tmp_path, "gone-upstream", {STATE: text})
    [first, _] = found(tmp_path, "gone-upstream", {STATE: text})
    assert first.message == 'upstream no longer has "quill"'
    assert first.hint == "keep it, or remove it with `vcompare import upstream --prune`"


def test_nothing_is_gone(tmp_path: Path) -> None:
    assert found(tmp_path, "gone-upstream", {STATE: "seen = 2026-11-01\ngone = []\n"}) == []
