"""`app/writing/reported.py`: what a change sets, from what to what."""

import pytest

from vcompare.app.writing.reported import value_changes
from vcompare.editing.edits import FileChange


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ('a = "x"\n', 'a = "y"\n', ['a: "x" → "y"']),
        ('[p]\na = "x"\nb = 1\n', "[p]\na = 2026-01-02\n", ['p.a: "x" → 2026-01-02', "p.b: 1 → unset"]),
        ("", 'a = ["x"]\n', ['a: unset → ["x"]']),
        ('a = "x"\n', '# a comment\na = "x"\n', []),
        ('a = "b\\u202ec"\n', 'a = "b\\nc"\n', ['a: "b\\u202ec" → "b c"']),
        (f'a = "{"long " * 40}"\n', "", [f'a: "{"long " * 11}long…" → unset']),
    ],
)
def test_every_value_that_changes_is_a_line(before: str, after: str, lines: list[str]) -> None:
    assert value_changes(FileChange("tools/a.toml", before, after)) == lines
