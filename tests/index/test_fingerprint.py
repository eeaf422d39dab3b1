"""`fingerprint.py`: stamps as they are kept."""

import os
from pathlib import Path

from vcompare.index.fingerprint import changed, is_current, packed, unpacked

STAMPS = {b"tools/a\xff.toml": (1, 2, 3), b"tools/line\nbreak.toml": (-1, -1, -1), b"votes": (2**62, 0, 0)}


def test_what_is_packed_is_unpacked() -> None:
    assert unpacked(packed(STAMPS)) == STAMPS
    assert unpacked(packed({})) == {}


def test_the_slugs_of_what_has_changed() -> None:
    before = {b"tools": (1, 1, 1), b"tools/a.toml": (1, 1, 1), b"votes/b.toml": (1, 1, 1)}
    assert changed(before, before) == set()
    now = {b"tools": (2, 2, 2), b"tools/c.toml": (1, 1, 1), b"votes/b.toml": (1, 1, 2)}
    assert changed(before, now) == {"a", "b", "c"}
    assert changed({}, {b"reviews/d/builder.toml": (1, 1, 1)}) == {"d"}
    young = {b"reviews/d": (0, 0, 0)}
    assert changed(young, young) == {"d"}


def test_inode_change_time_and_size_are_compared(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("text")
    status = (tmp_path / "a").lstat()
    stamp = (status.st_ino, status.st_ctime_ns, status.st_size)
    root = os.fsencode(tmp_path)
    assert is_current(root, packed({b"a": stamp}))()
    for at in range(3):
        other = tuple(number + (place == at) for place, number in enumerate(stamp))
        assert not is_current(root, packed({b"a": other}))()  # type: ignore[dict-item]
    assert not is_current(root, packed({b"b": stamp}))()
