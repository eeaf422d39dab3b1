"""Marked blocks: where a document has some, and what is and is not touched when they are rewritten."""

import re
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vcompare.publish.blocks import Block, is_by_hand, read, written
from vcompare.publish.seals import checksum, sealed

START, END = "<!-- vcompare: show a b -->", "<!-- /vcompare -->"
TABLE = "| a | b |\n| --- | --- |\n| 1 | 2 |"


def synced(text: str, body: str = TABLE) -> str:
    document = read(text)
    assert document.problems == ()
    result = written(document, [body] * len(document.blocks))
    assert result.problems == ()
    return result.text


def said(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in read(text).problems]


def places(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Say of each marker and table of a document in which lists, items and quotes a reader finds it."""
    found: list[tuple[str, tuple[str, ...]]] = []
    inside: list[str] = []
    for token in (
        MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").parse(text.removeprefix("\ufeff"))
    ):
        if token.type == "html_block" and "vcompare" in token.content:
            found.append(("end" if "/vcompare" in token.content else "start", tuple(inside)))
        elif token.type == "table_open":
            found.append(("table", tuple(inside)))
        if token.nesting > 0:
            inside.append(f"{token.type} {token.map[0] if token.map else 0}")
        elif token.nesting < 0:
            inside.pop()
    return found


def test_a_block_is_written_between_its_markers() -> None:
    total = checksum(TABLE)
    assert synced(f"before\n{START}\nold\n{END}\nafter\n") == (
        f"before\n{START}\n\n{TABLE}\n\n<!-- /vcompare sha256:{total} -->\nafter\n"
    )


def test_the_first_line_is_the_command() -> None:
    blocks = read(f'{START}\n{END}\n\n<!--vcompare:list --tag "a b"\n--limit 3-->\n{END}\n').blocks
    assert [block.words for block in blocks] == [("show", "a", "b"), ("list", "--tag", "a b", "--limit", "3")]
    assert [block.line for block in blocks] == [1, 4]


@pytest.mark.parametrize(
    ("before", "prefix"),
    [
        ("", ""),
        ("  ", "  "),
        ("- ", "  "),
        ("10. ", "    "),
        ("> ", "> "),
        (">", ">"),
        ("- > ", "  > "),
        ("> * 1) ", ">      "),
        ("-\t", " \t"),
    ],
)
def test_a_block_is_where_its_start_is(before: str, prefix: str) -> None:
    text = f"{before}{START}\n{prefix}{END}\n"
    inner = [prefix + line if line else prefix.rstrip() for line in ("", *TABLE.split("\n"), "")]
    assert synced(text).split("\n")[1:-2] == inner
    (start, at), (table, there), (end, last) = places(synced(text))
    assert (start, table, end) == ("start", "table", "end")
    assert at == there == last


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_and_marks_stay(line_end: str, mark: str, last: bool) -> None:
    text = mark + line_end.join([START, END, "é \u2028 \x0c x"]) + line_end * last
    result = synced(text)
    assert result.startswith(mark + START + line_end)
    assert result.endswith("é \u2028 \x0c x" + line_end * last)
    assert len(re.findall(r"\r\n|\r|\n", result)) == result.count(line_end) == 8 - 1 + last


def test_a_block_has_the_line_ends_of_its_start() -> None:
    result = synced(f"a\n{START}\r\nold\n{END}\nb\r\n")
    assert result.startswith("a\n")
    assert result.endswith("-->\nb\r\n")
    assert result.count("\r\n") == 1 + 1 + 5


CODE = {
    "fenced": f"```\n{START}\n{END}\n```\n",
    "fenced with tildes, to the end": f"~~~ html\n{START}\n{END}\n",
    "indented": f"text\n\n    {START}\n    {END}\n",
    "in a list": f"- a\n\n      {START}\n      {END}\n",
    "fenced in a quote": f"> ```\n> {START}\n> {END}\n> ```\n",
    "inline": f"write `{START}` and `{END}`\n",
    "inline over lines": f"write `a\n{START} {END}` that\n".replace("\n<", " <"),
    "in pre": f"<pre>\n{START}\n{END}\n</pre>\n",
    "in a script": f"<script>\n{START}\n{END}\n</script>\n",
    "commented out": f"<!-- later:\n{START[:-3]}\n-->\n",
    "indented after a table": f"| a |\n| - |\n    {START}\n    {END}\n",
    "a comment that raw HTML ends before": f"<div>\n{START[:-3]}\n\n-->\n",
    "escaped": f"\\{START}\n",
    "the stamp of a whole page": sealed("# A page\n", "export a b"),
    "other comments": "<!-- vcompare show -->\n<!-- a vcompare: show -->\n<!---->\n<!--> x -->\n",
    "front matter with the start of code": "+++\nx = '''\n```\n'''\n+++\n",
}


@pytest.mark.parametrize("text", CODE.values(), ids=CODE.keys())
def test_what_is_no_block_is_left_alone(text: str) -> None:
    assert read(text).blocks == ()
    assert synced(text) == text
    both = f"{START}\n{END}\n\n{text}"
    assert synced(both).endswith(f"-->\n\n{text}")


def test_a_block_after_front_matter_that_looks_like_code_is_found() -> None:
    assert len(read(f"---\nx: |\n  ```\n---\n{START}\n{END}\n").blocks) == 1
    assert len(read(f"---\n{START}\n{END}\n\n---\n").blocks) == 1


def test_raw_html_has_blocks_too() -> None:
    assert len(read(f"<div>\n<!-->\n{START}\n{END}\n</div>\n").blocks) == 1
    text = f"<details>\n<summary>x</summary>\n  {START}\n  {END}\n</details>\n"
    result = synced(text)
    assert [kind for kind, _ in places(result)] == ["start", "table", "end"]
    assert synced(result) == result


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (f"{START}\n", [(1, "this block has no end")]),
        (f"a\n\n{END}\n", [(3, "this end of a block has no start")]),
        (f"{START}\n{START}\n{END}\n{END}\n", [(2, "this block begins inside the one of line 1")]),
        (f"{START}\n\n{START}\n{END}\n{START}\n{END}\n", [(1, "this block has no end")]),
        (f"{START}\n```\n{END}\n", [(1, "this block has no end")]),
        (f"a {START}\n", [(1, "a marker of a block needs a line of its own")]),
        (f"a\n    {START}\n", [(2, "a marker of a block needs a line of its own")]),
        (f"| a |\n| - |\n| {END} |\n", [(3, "a marker of a block needs a line of its own")]),
        (f"# {END}\n", [(1, "a marker of a block needs a line of its own")]),
        (f"{START} a\n{END}\n", [(1, "a marker of a block needs a line of its own")]),
        (f"{START}{END}\n", [(1, "a marker of a block needs a line of its own")] * 2),
        (f"- {START}\n{END}\n", [(1, "this block ends outside of the list item or quote in which it begins")]),
        (f"- {START}\n- {END}\n", [(1, "this block ends outside of the list item or quote in which it begins")]),
        (f"{START}\n<!-- /vcompare sha256:12 -->\n", [(2, "this end of a block cannot be read")]),
        (
            f'<!-- vcompare: show "a -->\n{END}\n',
            [(1, "the command of this block cannot be read: no closing quotation")],
        ),
        (f"{END}\n\n{START}\n", [(1, "this end of a block has no start"), (3, "this block has no end")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text: str, problems: list[tuple[int, str]]) -> None:
    assert said(text) == problems
    assert all(problem.hint for problem in read(text).problems)


def test_where_a_table_would_be_code_is_a_problem() -> None:
    document = read(f"{START}\n{END}\n<div>\n    {START}\n    {END}\n</div>\n")
    (problem,) = written(document, [TABLE, TABLE]).problems
    assert (problem.line, problem.message) == (4, "what is written here would not be read as a block again")


def test_what_a_person_wrote_is_noticed() -> None:
    assert not is_by_hand(*held(f"{START}\n{END}\n"))
    assert not is_by_hand(*held(f"{START}\n \t\n\n<!-- /vcompare sha256:{'0' * 12} -->\n"))
    assert not is_by_hand(*held(f"{START}\n{TABLE}\n{END}\n"))
    assert is_by_hand(*held(f"{START}\nmine\n{END}\n"))
    ours = synced(f"- {START}\n  {END}\n", "| old |\n| --- |")
    assert not is_by_hand(*held(ours))
    assert not is_by_hand(*held(ours.replace("\n", "\r\n")))
    assert not is_by_hand(*held(re.sub(r"(?m)^(?=.)", "  ", ours)))
    assert is_by_hand(*held(ours.replace("old", "new")))
    assert is_by_hand(*held(ours.replace("| --- |", "| --- |\n  more")))


def held(text: str) -> tuple[Block, str]:
    (block,) = read(text).blocks
    return block, TABLE


def test_only_what_changed_is_counted() -> None:
    one = synced(f"{START}\n{END}\n")
    document = read(f"{one}\n{START}\n{END}\n{one}")
    assert written(document, [TABLE] * 3).changed == 1


def test_deep_nesting_ends_in_a_message_or_a_block() -> None:
    assert synced("> " * 40 + START + "\n" + "> " * 40 + END + "\n").count("| 1 | 2 |") == 1
    for mark in ("> ", "- "):
        deep = read(f"{mark * 5000}a\n\n{START}\n{END}\n")
        assert len(deep.blocks) == 1 or [problem.line for problem in deep.problems] == [1]


def test_many_comments_without_an_end_cost_little() -> None:
    text = f"<div>\n{'<!--' * 50_000}\n\n{START}\n{END}\n"
    started = time.perf_counter()
    assert len(read(text).blocks) == 1
    assert time.perf_counter() - started < 5


def quoted(lines: Sequence[str]) -> list[str]:
    return [f"> {line}" if line else ">" for line in lines]


def listed(mark: str, lines: Sequence[str]) -> list[str]:
    return [mark + lines[0], *(" " * len(mark) + line if line else "" for line in lines[1:])]


SHOWN = "<!-- vcompare: show t -->"
LEAVES = [
    [SHOWN, END],
    [SHOWN, "", "old | text", "", END],
    ["a paragraph", SHOWN, "- old", END, "that goes on"],
    ["<div>", SHOWN, END, "</div>"],
    ["   " + SHOWN, "   " + END],
    ["text, `code` and \u2028 \x0b signs  ", "* * *"],
    ["```md", START, "stays", END, "```"],
    ["    " + START, "    stays", "    " + END],
    [f"`{START}` and `{END}`"],
    ["<!-- a", "comment -->", "| a |", "| --- |"],
]
BETWEEN = ["", "<!-- -->", ""]


def joined(pieces: Sequence[Sequence[str]]) -> list[str]:
    """Put pieces one after the other, such that none changes what another one is."""
    return [line for piece in pieces for line in [*piece, *BETWEEN]][: -len(BETWEEN)]


def wrapped(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    several = st.lists(inner, min_size=1, max_size=3).map(joined)
    within = several.filter(lambda lines: not lines[0].startswith(" "))
    return st.one_of(
        several.map(quoted),
        within.map(lambda lines: listed("- ", lines)),
        within.map(lambda lines: listed("12. ", lines)),
    )


PIECES = st.recursive(st.sampled_from(LEAVES).map(list), wrapped, max_leaves=6)
MIXTURES = st.sampled_from(["\n", "\r\n", "\r", None])


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines = joined(draw(st.lists(PIECES, min_size=1, max_size=5)))
    end = draw(MIXTURES)
    ends = [end] * len(lines) if end else draw(st.lists(st.sampled_from(["\n", "\r\n"]), min_size=len(lines), max_size=len(lines)))  # fmt: skip
    text = "".join(line + (end or "\n") for line, end in zip(lines, ends, strict=True))
    return draw(st.sampled_from(["", "\ufeff"])) + (text if draw(st.booleans()) else text.rstrip("\r\n"))


BLOCK = re.compile(r"<!-- vcompare: show t -->.*?<!-- /vcompare[^>]*-->", re.DOTALL)


@given(documents(), st.sampled_from([TABLE, "## Title\n\n" + TABLE + "\n\nMore."]))
def test_everything_outside_of_blocks_is_byte_for_byte_the_same(text: str, body: str) -> None:
    result = synced(text, body)
    assert BLOCK.split(result) == BLOCK.split(text)
    assert [block.body for block in read(result).blocks] == [body] * len(BLOCK.findall(text))


@given(documents())
def test_a_second_time_changes_nothing(text: str) -> None:
    once = synced(text)
    assert synced(once) == once
    assert written(read(once), [TABLE] * len(read(once).blocks)).changed == 0
    assert not any(is_by_hand(block, "| other |\n| --- |") for block in read(once).blocks)


@given(documents())
def test_a_table_reads_back_where_its_markers_are(text: str) -> None:
    found = places(synced(text))
    starts = [number for number, (kind, _) in enumerate(found) if kind == "start"]
    assert len(starts) == text.count(SHOWN)
    for number in starts:
        (_, there), table, end = found[number : number + 3]
        assert (table, end) == (("table", there), ("end", there))
