"""`database.py`: where the file is, and what may be seen of it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.index.answers import assert_same, names, tools
from tests.index.conftest import Reads
from tests.index.edits import edit, remove


@pytest.mark.parametrize(
    "name", [b"x\xff", "ü".encode() * 120, b"a" * 250, b"a-b c", b"line\nbreak", b"100%?#"]
)
def test_whatever_a_catalog_is_called(root: Path, cache: Path, name: bytes, reads: Reads) -> None:
    other = Path(os.fsdecode(os.fsencode(root.parent) + b"/" + name))
    root.rename(other)
    assert_same(other, cache)
    reads.clear()
    tools(other, cache)
    assert reads == []
    edit(other, "tool-1", "Changed")
    assert_same(other, cache)
    assert len(list(cache.iterdir())) == 2


def test_the_cache_is_for_the_person_alone(root: Path, cache: Path) -> None:
    tools(root, cache)
    assert cache.stat().st_mode & 0o077 == 0


def test_what_is_removed_leaves_no_trace(root: Path, cache: Path) -> None:
    assert_same(root, cache)
    edit(root, "tool-0", "Omega")
    remove(root, "tool-3", "")
    assert_same(root, cache)
    of_names, of_tools = sorted(cache.iterdir())
    with closing(sqlite3.connect(of_names)) as kept:
        texts = kept.execute("select text from spelling union select texts from vocabulary")
        words = {word for (text,) in texts for word in text.split("\0")}
        orphans = "select count(*) from spelling where tool not in (select id from tool)"
        assert kept.execute(orphans).fetchone() == (0,)
    assert "omega" in words
    assert not words & {"alpha", "gamma"}
    with closing(sqlite3.connect(of_tools)) as kept:
        found = "select count(*) from texts where texts match 'alpha OR gamma'"
        assert kept.execute(found).fetchone() == (0,)


def test_the_file_does_not_grow_with_every_change(root: Path, cache: Path) -> None:
    sizes = []
    for number in range(20):
        for slug in range(5):
            edit(root, f"tool-{slug}", f"Alpha {number}" * 5)
        names(root, cache)
        tools(root, cache)
        sizes.append(sum(path.stat().st_size for path in cache.iterdir()))
    assert sizes[-1] <= 2 * sizes[0]
