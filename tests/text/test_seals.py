import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vcompare.text.seals import Seal, checksum, seal, sealed

ANY_TEXT = st.text(st.characters(exclude_categories=[]))
SLUGS = st.lists(st.text("az09", min_size=1, max_size=4), min_size=1, max_size=3).map("-".join)
COMMANDS = st.lists(SLUGS, min_size=1, max_size=4).map(lambda slugs: " ".join(["export", *slugs]))


@given(text=ANY_TEXT, command=COMMANDS)
@example(text="\ud800 \udcff", command="export a b")
def test_a_sealed_text_is_intact_and_names_its_command(text: str, command: str) -> None:
    assert seal(sealed(text, command)) == Seal(command, intact=True)


@given(text=ANY_TEXT, command=COMMANDS)
def test_the_seal_is_the_last_line_and_the_rest_is_the_text(text: str, command: str) -> None:
    whole = sealed(text, command)
    assert whole.startswith(text)
    assert re.fullmatch(r"\n?<!-- vcompare: [ -~]* sha256:[0-9a-f]{12} -->\n", whole[len(text) :])


@given(text=st.text(st.sampled_from("ab\r\n")), command=COMMANDS)
@pytest.mark.parametrize(
    ("pattern", "instead"), [(r"(?<!\r)\n", "\r\n"), (r"\r\n", "\n"), (r"\n", "\r\n"), (r"\s*\Z", "")]
)
def test_other_line_ends_are_no_change(text: str, command: str, pattern: str, instead: str) -> None:
    assert seal(re.sub(pattern, instead, sealed(text, command))) == Seal(command, intact=True)


def test_git_may_convert_the_line_ends(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        name = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org"]
        command = ["git", "-C", str(tmp_path), *name, *arguments]
        subprocess.run(command, check=True, capture_output=True)

    path = tmp_path / "post.md"
    path.write_text(sealed("# Title\n\nText.\n", "export a b"))
    git("init")
    (tmp_path / ".gitattributes").write_text("*.md text eol=crlf\n")
    git("add", ".")
    git("commit", "-m", "Add a post")
    path.unlink()
    git("checkout", "--", "post.md")
    assert b"Text.\r\n" in path.read_bytes()
    assert seal(path.read_bytes().decode()) == Seal("export a b", intact=True)


@given(text=st.text(st.characters(), min_size=1), data=st.data())
def test_any_other_change_shows(text: str, data: st.DataObject) -> None:
    whole = sealed(text, "export a b")
    start = len(whole[:-1].rpartition("\n")[0])
    at = data.draw(st.integers(0, max(0, start - 1)))
    character = data.draw(st.characters(exclude_characters="\r\n").filter(lambda other: other != whole[at]))
    if whole[at] in "\r\n":
        return
    assert seal(whole[:at] + character + whole[at + 1 :]) == Seal("export a b", intact=False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "# A post\n",
        sealed("A post\n", "export a b") + "More.\n",
        "> " + sealed("", "export a b"),
        sealed("", "export a b").replace("-->", "--> more"),
        "<!-- vcompare: show a b --section glance -->\n",
        "<!-- /vcompare sha256:0123456789ab -->\n",
        "<!-- vcompare: export a b sha256:0123456789AB -->\n",
        "<!-- vcompare: export a b sha256:0123456789ab0 -->\n",
    ],
)
def test_a_text_without_a_seal_at_its_end_has_none(text: str) -> None:
    assert seal(text) is None


def test_a_seal_is_read_once() -> None:
    twice = sealed(sealed("A post\n", "export a b"), "export c d")
    assert seal(twice) == Seal("export c d", intact=True)


def test_the_checksum_is_that_of_sha256sum() -> None:
    assert checksum("") == "e3b0c44298fc"
    assert checksum("abc\r\ndef\n") == checksum("abc\ndef\n") != checksum("abc\rdef\n")
    assert checksum("abc\ndef\n") == "924d391c158a"


class Comments(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.comments: list[str] = []
        self.others: list[str] = []

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.others.append(tag)

    def handle_data(self, data: str) -> None:
        self.others.append(data)


@given(command=COMMANDS)
def test_no_command_ends_the_comment(command: str) -> None:
    line = sealed("", command)
    html = Comments()
    html.feed(line)
    html.close()
    assert (len(html.comments), html.others) == (1, ["\n"])
    assert [token.type for token in MarkdownIt().parse(line)] == ["html_block"]
    expat.ParserCreate().Parse(f"<svg/>{line}", True)


def test_a_seal_reads_as_what_was_typed() -> None:
    assert sealed("A post.\n", "export --all-pairs") == (
        "A post.\n<!-- vcompare: export --all-pairs sha256:" + checksum("A post.\n") + " -->\n"
    )
