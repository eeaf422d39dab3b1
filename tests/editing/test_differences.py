"""How a change of a text is shown."""

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from vcompare.editing.differences import difference
from vcompare.text.safe import is_safe

ANY_TEXT = st.text(st.characters(exclude_categories=[]))


@given(old=st.none() | ANY_TEXT, new=ANY_TEXT)
@example(old="\udcff", new="\x1b]0;x\x07")
def test_a_difference_is_safe_to_show_and_there_where_there_is_one(old: str | None, new: str) -> None:
    shown = difference(Path("post.md"), old, new)
    assert bool(shown) == (old != new)
    assert is_safe(shown)


def test_a_difference_reads_like_any_other() -> None:
    assert difference(Path("a\nb.md"), "one\ntwo\r\nthree", "one\ntwo\nthree\x1b[31m\n") == (
        "--- a\\nb.md\n"
        "+++ a\\nb.md\n"
        "@@ -1,3 +1,3 @@\n"
        " one\n"
        "-two\\r\n"
        "-three\n"
        "\\ No newline at end of file\n"
        "+two\n"
        "+three\\x1b[31m\n"
    )
    assert difference(Path("a.md"), None, "new\n") == "--- /dev/null\n+++ a.md\n@@ -0,0 +1 @@\n+new\n"
    assert difference(Path("a.md"), None, "") == "--- /dev/null\n+++ a.md\n"
