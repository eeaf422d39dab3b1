"""Marked blocks: where a file has some, and what is and is not touched when they are rewritten."""

import re
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.errors import VcompareError
from vcompare.publish.blocks import Update, read, update
from vcompare.text.seals import checksum, sealed

START, END = "<!-- vcompare: show a b -->", "<!-- /vcompare -->"
TABLE = "| a | b |\n| --- | --- |\n| 1 | 2 |"


def updated(text: str, body: str = TABLE) -> Update:
    result = update(read(text), lambda _command: body)
    assert result.problems == ()
    return result


def synced(text: str, body: str = TABLE) -> str:
    return updated(text, body).text


def problems(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in read(text).problems]


def is_edited(text: str) -> bool:
    return bool(updated(text).edited)


def test_a_block_is_written_between_its_markers() -> None:
    total = checksum(TABLE)
    assert synced(f"before\n{START}\nold\n{END}\nafter\n") == (
        f"before\n{START}\n\n{TABLE}\n\n<!-- /vcompare sha256:{total} -->\nafter\n"
    )


def test_the_start_holds_the_command() -> None:
    blocks = read(f'{START}\n{END}\n\n<!--vcompare:list --tag "a b"-->\n<!--/vcompare-->\n').blocks
    assert [(block.line, block.command) for block in blocks] == [(1, "show a b"), (4, 'list --tag "a b"')]


@pytest.mark.parametrize("indent", ["", "  ", "    ", "\t", " \t "])
def test_a_block_is_indented_like_its_start(indent: str) -> None:
    result = synced(f"- item\n\n{indent}{START}\n{END}\n")
    inside = [indent + line if line else "" for line in ("", *TABLE.split("\n"), "")]
    assert result.split("\n")[3:-2] == inside
    assert synced(result) == result


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_and_marks_stay(line_end: str, mark: str, last: bool) -> None:
    text = mark + line_end.join([START, END, "é \u2028 \x0c x"]) + line_end * last
    result = synced(text)
    assert result.startswith(mark + START + line_end)
    assert result.endswith("é \u2028 \x0c x" + line_end * last)
    assert len(re.findall(r"\r\n|\r|\n", result)) == result.count(line_end) == 8 - 1 + last


@pytest.mark.parametrize("odd", [0, 2, 4, -2])
def test_line_ends_inside_a_block_are_no_change(odd: int) -> None:
    lines = synced(f"{START}\n{END}\n").splitlines(keepends=True)
    lines[odd] = lines[odd].replace("\n", "\r\n")
    result = update(read("".join(lines)), lambda _command: TABLE)
    assert (result.changed, result.edited, result.text) == (0, (), "".join(lines))


def test_a_block_has_the_line_ends_of_its_start() -> None:
    result = synced(f"a\n{START}\r\nold\n{END}\nb\r\n")
    assert result.startswith("a\n")
    assert result.endswith("-->\nb\r\n")
    assert result.count("\r\n") == 1 + 1 + 5


NOT_BLOCKS = {
    "fenced": f"```\n{START}\n{END}\n```\n",
    "fenced with tildes, to the end": f"~~~ html\n{START}\n{END}\n",
    "a longer fence": f"````md\n```\n{START}\n```\n{END}\n````\n",
    "a fence with a language inside a fence": f"~~~\n~~~ md\n{START}\n{END}\n~~~\n",
    "fenced in a list": f"- ```\n  {START}\n  {END}\n  ```\n",
    "fenced in a quote": f"> ```\n> {START}\n> {END}\n> ```\n",
    "inline": f"write `{START}` and `{END}`\n",
    "in a sentence": f"a {START} b {END}\n",
    "the seal of a whole page": sealed("# A page\n", "export a b"),
    "other comments": "<!-- vcompare show -->\n<!-- a vcompare: show -->\n<!---->\n<!--> x -->\n",
}


@pytest.mark.parametrize("text", NOT_BLOCKS.values(), ids=NOT_BLOCKS.keys())
def test_what_is_not_a_block_is_left_alone(text: str) -> None:
    assert read(text).blocks == ()
    assert synced(text) == text
    both = f"{START}\n{END}\n\n{text}"
    assert synced(both).endswith(f"-->\n\n{text}")


def test_a_conflict_is_called_one_outside_of_code() -> None:
    conflict = f"<<<<<<< HEAD\n{START}\n=======\n{START}\nx\n>>>>>>> topic\n{END}\n"
    [problem] = read(f"# A page\n{conflict}").problems
    assert (problem.line, problem.message) == (2, "unresolved merge conflict")
    assert synced(f"{START}\n{END}\n\n```\n{conflict}```\n").endswith(f"```\n{conflict}```\n")


def test_a_block_after_code_is_found() -> None:
    for code in ("```\nx\n```\n", "- ~~~\n  x\n  ~~~\n", "> ```sh\n> x\n> ```\n", "```x``` is no fence\n"):
        assert len(read(f"{code}{START}\n{END}\n").blocks) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{START}\n", [(1, "this block has no end")]),
        (f"a\n\n{END}\n", [(3, "this end of a block has no start")]),
        (f"{START}\n{START}\n{END}\n", [(1, "this block has no end")]),
        (f"{START}\n```\n{END}\n", [(1, "this block has no end")]),
        (f"{START} a\n{END}\n", [(1, "a marker needs a line of its own"), (2, "this end of a block has no start")]),
        (f"{START}{END}\n", [(1, "a marker needs a line of its own")]),
        (f"- {START}\n", [(1, "a marker needs a line of its own")]),
        (f"> 1. {END}\n", [(1, "a marker needs a line of its own")]),
        (f"{START[:-3]}\n-->\n", [(1, "a marker needs a line of its own")]),
        ("<!-- /vcompare sha256:12 -->\n", [(1, "a marker needs a line of its own")]),
        (f"{END}\n\n{START}\n", [(1, "this end of a block has no start"), (3, "this block has no end")]),
        (f"{START}\n<!-- vcompare: end -->\n\n{START}\n{END}\n", [(2, "a block does not end like this")]),
        (f"{START}\n<!--/vcompare: -->\n", [(2, "a block does not end like this")]),
        (f"{START}\n<!-- vcompare end -->\n", [(2, "a block does not end like this")]),
        (f"{START}\n  <!-- End vcompare -->\n", [(2, "a block does not end like this")]),
        ("<!-- vcompare:end -->\n", [(1, "a block does not end like this")]),
        ("<!-- end vcompare -->\n", []),
    ],
)  # fmt: skip
def test_what_is_wrong_is_reported_with_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert problems(text) == expected
    assert all(problem.hint for problem in read(text).problems)


def test_with_a_problem_nothing_is_updated() -> None:
    def fails(command: str) -> str:
        if command == "list":
            raise VcompareError("no list", "none")
        return TABLE

    text = f"{START}\n{END}\n<!-- vcompare: list -->\n{END}\n{END}\n"
    result = update(read(text), fails)
    assert result.text == text
    assert result.problems[0] == (3, "no list", "none")
    assert [problem.line for problem in result.problems] == [3, 5]


def test_what_a_person_wrote_is_noticed() -> None:
    assert not is_edited(f"{START}\n{END}\n")
    assert not is_edited(f"{START}\n \t\n\n<!-- /vcompare sha256:{'0' * 12} -->\n")
    assert not is_edited(f"{START}\n{TABLE}\n{END}\n")
    assert is_edited(f"{START}\nmine\n{END}\n")
    ours = synced(f"  {START}\n  {END}\n", "| old |\n| --- |")
    assert not is_edited(ours)
    assert not is_edited(ours.replace("\n", "\r\n"))
    assert not is_edited(re.sub(r"(?m)^(?=.)", "  ", ours))
    assert is_edited(ours.replace("old", "new"))
    assert is_edited(ours.replace("| --- |", "| --- |\n  more"))


def test_only_what_changed_is_counted() -> None:
    one = synced(f"{START}\n{END}\n")
    assert updated(f"{one}\n{START}\n{END}\n{one}").changed == 1


@pytest.mark.parametrize("text", ["> " * 500_000, "- " * 500_000, "`" * 1_000_000, "<!--" * 200_000])
def test_a_long_line_costs_little(text: str) -> None:
    started = time.perf_counter()
    assert len(read(f"{text}x`\n\n{START}\n{END}\n").blocks) == 1
    assert time.perf_counter() - started < 5


SHOWN = "<!-- vcompare: show t -->"
PIECES: Sequence[Sequence[str]] = [
    [SHOWN, END],
    [SHOWN, "", "old | text", "", END],
    ["a paragraph", SHOWN, "- old", END, "that goes on"],
    ["<div>", SHOWN, END, "</div>"],
    ["- item", "", "  " + SHOWN, "  " + END],
    ["\t" + SHOWN, "old", END],
    ["text, `code` and \u2028 \x0b signs  ", "* * *"],
    ["```md", START, "stays", END, "```"],
    ["> ~~~", "> " + START, "> stays", "> " + END, "> ~~~"],
    [f"`{START}` and `{END}`"],
    ["<!-- a", "comment -->", "| a |", "| --- |"],
    [""],
]


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines = [line for piece in draw(st.lists(st.sampled_from(PIECES), max_size=8)) for line in piece]
    end = draw(st.sampled_from(["\n", "\r\n", "\r", None]))
    ends = [end or draw(st.sampled_from(["\n", "\r\n"])) for _ in lines]
    text = "".join(line + end for line, end in zip(lines, ends, strict=True))
    return draw(st.sampled_from(["", "\ufeff"])) + (text if draw(st.booleans()) else text.rstrip("\r\n"))


BLOCK = re.compile(r"<!-- vcompare: show t -->.*?<!-- /vcompare[^>]*-->", re.DOTALL)


@given(documents(), st.sampled_from([TABLE, "## Title\n\n" + TABLE + "\n\nMore.", f"```\n{END}\n```", ""]))
def test_everything_outside_of_blocks_is_byte_for_byte_the_same(text: str, body: str) -> None:
    result = synced(text, body)
    inside = [block.body for block in read(result).blocks]
    assert inside == [body] * len(BLOCK.findall(text))
    emptied = synced(result, "")
    assert BLOCK.split(emptied) == BLOCK.split(text)


@given(documents())
def test_a_second_time_changes_nothing(text: str) -> None:
    once = synced(text)
    assert updated(once)[:2] == (once, 0)
    assert updated(once, "| other |\n| --- |").edited == ()


@given(st.text(st.sampled_from("a`~<!-/vcompare:> \t\r\n\ufeff")), st.text(st.sampled_from("a`~\n>")))
def test_any_other_text_stays_as_it_is(before: str, after: str) -> None:
    text = f"{before}\n{START}\n{END}\n{after}"
    result = update(read(text), lambda _command: TABLE)
    assert result.text.startswith(before)
    assert result.text.endswith(after)
