"""Who judges an answer: readers of others, and what each of them must not find in it."""

import csv
import email
import email.policy
import io
import itertools
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, NoReturn
from xml.etree.ElementTree import Element
from xml.parsers import expat

import docutils.core
import html5lib
import mistune
import pyte
import yaml
from markdown_it import MarkdownIt
from wcwidth import wcwidth

# What the program itself draws with, by the letters of ECMA-48: only "select graphic rendition".
_DRAWING = {"draw", "linefeed", "tab", "select_graphic_rendition"}


class _Screen(pyte.Screen):
    """A terminal that keeps what it is told to do beyond drawing text."""

    def __init__(self) -> None:
        self.acts: list[tuple[str, Any]] = []
        self.drawn: list[str] = []
        super().__init__(2000, 4)
        self.acts.clear()

    def draw(self, data: str) -> None:
        self.drawn.append(data)  # and nothing more: the picture itself is not asked for

    def tab(self) -> None:
        self.drawn.append("\t")

    def select_graphic_rendition(self, *attributes: int, **_: Any) -> None:
        if not set(attributes) <= _COLORS:
            self.acts.append(("select_graphic_rendition", attributes))


_COLORS = {0, 1, 2, 3, 4, 7, 22, 23, 24, 27, *range(30, 38), 39, *range(90, 98)}


def _noted(name: str) -> Any:
    def note(self: _Screen, *arguments: Any, **_: Any) -> None:
        self.acts.append((name, arguments))

    return note


for _event in pyte.Stream.events - _DRAWING:
    setattr(_Screen, _event, _noted(_event))


def on_a_terminal(output: bytes) -> str:
    """Return what a terminal draws, and check that it does nothing else. Lines end with `\\n`."""
    screen = _Screen()
    stream = pyte.ByteStream(screen)
    lines = []
    for row in output.decode().split("\n"):
        screen.drawn.clear()
        stream.feed(row.encode())
        lines.append("".join(screen.drawn))
    assert screen.acts == []
    text = "\n".join(lines)
    assert [one for one in unseen(text) if one not in "\t\n"] == []
    return text


def unseen(text: str) -> list[str]:
    """Return the characters of a text that nobody would see, by the tables of Unicode and of wcwidth."""
    if not (suspects := {one for one in set(text) if _is_unseen(one)}):
        return []
    return [one for at, one in enumerate(text) if one in suspects and not _belongs(text, at)]


@cache
def _is_unseen(one: str) -> bool:
    category, code = unicodedata.category(one), ord(one)
    if category in {"Cc", "Cs", "Zl", "Zp"} or one in _IGNORABLE or code & 0xFFFE == 0xFFFE:
        return True
    if one in _DRAWN:
        return False
    return category == "Cf" or (wcwidth(one) == 0 and category not in {"Mn", "Me", "Mc", "Cn"})


_JAMO = {*range(0x1161, 0x1200), *range(0xD7B0, 0xD7FC)}
"""Vowels and tails of Hangul, which are drawn onto the letter before them."""
# Unicode 16, PropList.txt: Prepended_Concatenation_Mark, which is Cf and drawn.
_PREPENDED = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
_DRAWN = set(map(chr, _PREPENDED | _JAMO))
# Unicode 16, DerivedCoreProperties.txt: Default_Ignorable_Code_Point, as far as it is not Cf; noncharacters.
_IGNORABLE = set(
    map(
        chr,
        {
            *(0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180F, 0x2065, 0x3164, 0xFFA0),
            *range(0x180B, 0x180E),
            *range(0xFE00, 0xFE10),
            *range(0xFFF0, 0xFFF9),
            *range(0xFDD0, 0xFDF0),
            *range(0xE0000, 0xE1000),
        },
    )
)


def _belongs(text: str, at: int) -> bool:
    """Say whether a joiner or a selector stands where it makes one picture with what is before it."""
    if at == 0:
        return False
    if "\U000e0100" <= text[at] <= "\U000e01ef":
        return unicodedata.category(text[at - 1]) == "Lo"
    return text[at] in "\u200d\ufe0e\ufe0f" and (
        ord(text[at - 1]) > 0xA8 or text[at - 1] in "0123456789#*\xa9\xae"
    )


class Act(NamedTuple):
    """What a runner of CI does because of a line in a log."""

    name: str
    properties: dict[str, str]
    data: str


def in_a_log(output: bytes) -> list[Act]:
    """Return the commands that the runner of GitHub Actions finds in what a step prints.

    After actions/runner, src/Runner.Common/ActionCommand.cs (TryParseV2 and TryParse). .NET's ReadLine ends a
    line at CR, LF and both, and its TrimStart takes every white space of Unicode. Any name counts here.
    """
    lines = re.split("\r\n|\r|\n", output.decode(errors="replace"))
    return [act for row in lines for act in _act(row)]


def _act(row: str) -> Iterator[Act]:
    trimmed = row.lstrip()
    if trimmed.startswith("::") and (end := trimmed.find("::", 2)) >= 0:
        name, _, listed = trimmed[2:end].partition(" ")
        yield Act(name, _properties(listed, ",", _PERCENT), _decoded(trimmed[end + 2 :], _PERCENT[:3]))
    begin = row.find("##[")
    if begin >= 0 and (close := row.find("]", begin)) >= 0:
        name, _, listed = row[begin + 3 : close].partition(" ")
        yield Act(name, _properties(listed, ";", ()), row[close + 1 :])


_PERCENT = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"), ("%3A", ":"), ("%2C", ","))


def _properties(listed: str, between: str, signs: Sequence[tuple[str, str]]) -> dict[str, str]:
    pairs = (one.split("=", 1) for one in listed.split(between) if "=" in one)
    return {name.strip(): _decoded(value, signs) for name, value in pairs}


def _decoded(text: str, signs: Sequence[tuple[str, str]]) -> str:
    table = dict(signs)
    return re.sub("|".join(table), lambda match: table[match[0]], text) if table else text


def parsed_json(output: bytes) -> Any:
    """Read JSON as RFC 8259 has it: no NaN, no key twice."""
    return json.loads(output.decode(), parse_constant=_refused, object_pairs_hook=_once)


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def parsed_csv(output: bytes) -> list[list[str]]:
    """Read CSV: a rectangle, in which no cell is a formula (OWASP, "CSV Injection"); numbers are none.

    Nor is one where a spreadsheet takes semicolons or tabs for what separates cells.
    """
    text = output.decode()
    for separator in ",;\t":
        cells = itertools.chain(*csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        texts = (cell for cell in cells if not re.fullmatch(r"-\d[\d.e+-]*", cell))
        assert not [text for text in texts if text.lstrip(' \t"')[:1] in set("=+-@＝＋－＠\r")]
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(set(map(len, rows))) <= 1
    assert not [cell for row in rows for cell in row if cell.startswith("\t")]
    return rows


def without_guards(cell: str) -> str:
    """Return a text without the quotes that keep a spreadsheet from running it."""
    return re.sub(r"'(?=[=+\-@＝＋－＠\t])", "", cell)


def parsed_xml(output: bytes) -> None:
    """Read XML with expat; raises where it is not well-formed."""
    expat.ParserCreate().Parse(output, True)


def parsed_html(text: str) -> Element:
    """Read a page or a part as browsers do. What they would repair raises; what acts or fetches fails."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(text) if text.startswith("<!doctype") else parser.parseFragment(text)
    assert isinstance(tree, Element)
    for element in tree.iter():
        if isinstance(element.tag, str):
            _judge(element)
    return tree


_ELEMENTS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "footer",
        "main",
        "section",
        "article",
        "nav",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "span",
        "div",
        "a",
        "abbr",
        "b",
        "strong",
        "em",
        "i",
        "s",
        "del",
        "small",
        "mark",
        "sub",
        "sup",
        "code",
        "pre",
        "br",
        "hr",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "time",
        "link",
        "svg",
        "g",
        "rect",
        "circle",
        "line",
        "path",
        "text",
        "tspan",
        "desc",
        "DOCUMENT_FRAGMENT",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "class",
        "data-letter",
        "href",
        "rel",
        "lang",
        "dir",
        "charset",
        "name",
        "content",
        "scope",
        "colspan",
        "rowspan",
        "title",
        "role",
        "type",
        "start",
        "width",
        "height",
        "viewBox",
        "preserveAspectRatio",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "d",
        "dx",
        "dy",
        "fill",
        "stroke",
        "stroke-width",
        "text-anchor",
        "http-equiv",
        "font-size",
        "transform",
        "rx",
        "ry",
        "datetime",
        "xmlns",
        "tabindex",
    ]
)
_ADDRESS = re.compile("(?i)(https?://|mailto:|#|data:,$)")


def _judge(element: Element) -> None:
    tag = str(element.tag).rpartition("}")[2]
    assert tag in _ELEMENTS, tag
    for full, value in element.attrib.items():
        name = full.rpartition("}")[2]
        aligned = name == "style" and re.fullmatch("text-align: ?(left|right|center);?", value)
        is_ours = name == "id" and re.fullmatch("source-[0-9]+", value)
        assert name in _ATTRIBUTES or name.startswith("aria-") or aligned or is_ours, (tag, name)
        assert name != "href" or _ADDRESS.match(value), value
    if tag == "link":
        assert element.get("rel") == "icon", element.attrib
        assert element.get("href") == "data:,", element.attrib
    if tag == "style":
        assert not re.search(r"(?i)url\(|@import|expression", "".join(element.itertext()))
    if element.get("http-equiv"):
        assert element.get("http-equiv") == "Content-Security-Policy", element.attrib
        assert "default-src 'none'" in element.get("content", "")


_COMMON = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# What readers refuse to link to is for us to leave out, as others do not refuse it.
_COMMON.validateLink = lambda _url: True  # type: ignore[assignment, method-assign]
_MISTUNE = mistune.create_markdown(
    renderer=mistune.HTMLRenderer(escape=False, allow_harmful_protocols=True),
    plugins=["table", "strikethrough", "url", "math", "footnotes"],
)
_SEAL = re.compile(r"\n<!-- vcompare: [ -~]* sha256:[0-9a-f]{12} -->\n$")


def parsed_markdown(text: str) -> list[Element]:
    """Read Markdown with two readers that let HTML pass, and judge what they make of it as HTML."""
    body = _SEAL.sub("\n", text)
    tokens = [inner for token in _COMMON.parse(body) for inner in (token, *(token.children or ()))]
    assert not [token.content for token in tokens if token.type.startswith("html")]
    assert not [token.attrs for token in tokens if token.type == "image"]
    trees = [parsed_html(_COMMON.render(body)), parsed_html(str(_MISTUNE(body)))]
    for tree in trees:
        # Markdown has no other way to these; a footnote or a formula would be somebody else's.
        assert not [one.tag for one in tree.iter() if one.tag in {"div", "sup", "section"}]
    return trees


def told(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def cells(tree: Element) -> list[list[list[str]]]:
    """Return the texts of the tables: tables of rows of cells."""
    return [
        [[told(cell) for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
        for table in tree.iter("table")
    ]


_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([trn]))")


def unescaped(text: str) -> str:
    """Read the escapes for what cannot be seen, for texts that had no backslash of their own."""
    named = {"t": "\t", "r": "\r", "n": "\n"}
    return _ESCAPE.sub(
        lambda found: named[found[4]] if found[4] else chr(int(found[1] or found[2] or found[3], 16)), text
    )


def without_front_matter(text: str) -> str:
    """Return a post without what a site generator reads before it, which is YAML or TOML and is read."""
    mark = text[:4]
    if mark not in {"---\n", "+++\n"}:
        return text
    head, found, body = text[4:].partition(f"\n{mark}")
    assert found
    data = yaml.safe_load(head) if mark == "---\n" else tomllib.loads(head)
    assert {"title", "description", "tags", "slug"} <= set(data)
    return body


def parsed_rst(text: str) -> None:
    """Read reStructuredText; a warning, a directive or a raw part in it raises."""
    settings = {"halt_level": 2, "report_level": 5, "file_insertion_enabled": False}
    document = docutils.core.publish_doctree(text, settings_overrides=settings)
    kinds = {type(node).__name__ for node in document.findall()}
    assert not kinds & {"raw", "image", "problematic", "target", "footnote", "substitution_definition"}


def parsed_mail(output: bytes) -> None:
    """Read a message: no header, recipient or part that we did not write, and harmless HTML."""
    message = email.message_from_bytes(output, policy=email.policy.default)
    for part in message.walk():
        assert not part.defects
    assert {name.lower() for name in message} <= {
        *("from", "to", "date", "subject", "message-id", "mime-version", "content-type"),
        *("content-transfer-encoding", "x-unsent"),
    }
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds in (["text/plain"], ["multipart/alternative", "text/plain", "text/html"])
    html = message.get_body(("html",))
    if html is not None:
        parsed_html(str(html.get_content()))
