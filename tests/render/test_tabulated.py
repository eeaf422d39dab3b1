"""`render/tabulated.py`: each format's own signs are text in a cell."""

import docutils.core
import docutils.nodes
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vcompare.render import formats
from vcompare.text.safe import one_line
from vcompare.views.blocks import Block, Cell, Column, Heading, Table

NAMES = [one.name for one in formats.FORMATS if one.results == ("comparison",)]

NASTY = [
    "a|b",
    "||",
    "{x}",
    "[y]",
    "*b* _i_ `c`",
    "<b>",
    "&amp;",
    "\\",
    "^",
    "~~",
    "1.10",
    "- item",
    "=f",
    "$x$ 50%",
    "a\nb",
]
COLUMNS = (Column("One"), Column("Two"))


def render(blocks: list[Block], name: str) -> str:
    return str(formats.render(name, {"blocks": lambda: blocks}))


def table(*cells: str) -> Table:
    return Table(COLUMNS, tuple((Cell("k"), Cell(cell)) for cell in cells))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_a_row(name: str) -> None:
    one, two, many = (render([table(*cells)], name).count("\n") for cells in (["x"], ["x", "x"], NASTY))
    assert many - one == (two - one) * (len(NASTY) - 1)


@pytest.mark.parametrize("name", NAMES)
def test_versions_stay_what_they_are(name: str) -> None:
    assert "1.10" in render([table("1.10")], name)
    assert "007" in render([table("007")], name)


@pytest.mark.parametrize(
    ("name", "text", "cell"),
    [
        ("jira", "a|b {x} *y*", "a&#124;b &#123;x&#125; &#42;y&#42;"),
        ("mediawiki", "[[x]] {{y}} a||b", "&#91;&#91;x&#93;&#93; &#123;&#123;y&#125;&#125; a&#124;&#124;b"),
        ("asciidoc", "a|b +c+ {d}", "a&#124;b &#43;c&#43; &#123;d&#125;"),
        ("latex", "50% & $x_1$ \\y", "50\\% \\& \\$x\\_1\\$ \\textbackslash{}y"),
        ("plain", "a|b *c*", "a|b *c*"),
        ("jira", "Real-Time, 4-5", "Real-Time, 4-5"),
    ],
)
def test_signs_by_example(name: str, text: str, cell: str) -> None:
    assert cell in render([table(text)], name)


@given(
    st.text(
        st.sampled_from("ab1 *_`|\\:-+.=#()[]<>{}~^\"'/@&$!?,;") | st.characters(codec="utf-8"),
        min_size=1,
        max_size=20,
    )
)
@example("- x")
@example("1. x")
@example("x::")
@example("word_ and `role`:r:")
@example(">>> x")
@example(".. comment:: x")
@example("====")
def test_restructuredtext_reads_back(text: str) -> None:
    if not one_line(text).strip():
        return
    document = docutils.core.publish_doctree(
        render([table(text)], "rst"),
        settings_overrides={"report_level": 5, "halt_level": 5, "raw_enabled": False},
    )
    for message in list(document.findall(docutils.nodes.system_message)):
        message.parent.remove(message)
    entries = [entry.astext() for entry in document.findall(docutils.nodes.entry)]
    assert len(entries) == 4
    assert "".join(entries[3].split()) == "".join(one_line(text).split())


def test_latex_outside_of_tables_is_text() -> None:
    shown = render([Heading("R&D \\input{/etc/passwd} 50%", 1)], "latex")
    assert "\\input{" not in shown
    assert "R\\&D" in shown
