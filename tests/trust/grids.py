"""The tables of any output, as cells that a test can look up: of a list by slug and label, of a comparison by tool and label."""

import csv
import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

import html5lib

Cells = dict[tuple[str, str], str]
"""By slug and label."""
BETTER = "▲"


def of_list(form: str, text: str) -> Cells:
    """Read the table of `list`; its first column has the slugs."""
    rows = list(_rows(form, text))
    head, *lines = rows
    return {
        (line[0], label): cell
        for line in lines
        if len(line) == len(head)
        for label, cell in zip(head, line, strict=True)
    }


def of_show(form: str, text: str, slugs: Sequence[str]) -> Cells:
    """Read the tables of `show` and `export`, and the notes about what all tools share or lack."""
    found: Cells = {}
    for label, *cells in _rows(form, text):
        if len(cells) == len(slugs):
            found |= {(slug, label): cell for slug, cell in zip(slugs, cells, strict=True) if label}
    for label, value in _notes(form, text):
        found |= {(slug, label): value for slug in slugs}
    return found


def _notes(form: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what `Same` and `Unknown` say of all tools."""
    if form == "html":
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        lines = [": ".join(map(_text, pair)) for pair in tree.iter("div") if pair.find("dt") is not None]
    else:
        lines = [_bare(html.unescape(line)) for line in text.splitlines()]
    for line in lines:
        if found := re.fullmatch(r"(Same|Unknown)\W+(.*)", line):
            for part in found[2].split(" · " if found[1] == "Same" else ", "):
                label, _, value = part.partition(": ")
                yield label.capitalize(), value or "unknown"


def _rows(form: str, text: str) -> Iterator[list[str]]:
    match form:
        case "csv":
            yield from csv.reader(io.StringIO(text))
        case "html":
            yield from _of_html(text)
        case "table" | "plain" | "rst":
            yield from (
                re.split(r"\s{2,}(?!▲)", _bare(line)) for line in text.splitlines() if line.strip("= ─")
            )
        case "mediawiki":
            yield from (
                _cells(re.split(r"\|\||!!", line[1:]))
                for line in text.splitlines()
                if line[:2] in {"| ", "! "}
            )
        case "latex":
            yield from (
                _cells(line.removesuffix("\\\\").split(" & ")) for line in text.splitlines() if " & " in line
            )
        case _:
            lines = (
                line.replace("||", "|").strip().strip("|")
                for line in text.splitlines()
                if line.startswith("|")
            )
            yield from (_cells(re.split(r"(?<!\\)\|", line)) for line in lines if set(line) - set("-|: ="))


def _cells(parts: Iterable[str]) -> list[str]:
    return [_bare(html.unescape(part)) for part in parts]


def _bare(text: str) -> str:
    """Return a cell without the marks of Markdown and LaTeX."""
    text = text.replace(r"$\triangle$", BETTER).replace(r"$\cdot$", "·")
    return re.sub(r"\*\*|\\(?=\W)|<(?=https?:)|(?<=\.example)>", "", text).strip()


def _of_html(text: str) -> Iterator[list[str]]:
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    for row in tree.iter("tr"):
        yield [_text(cell) for cell in row if cell.tag in {"td", "th"}]


def _text(cell: Element) -> str:
    text = " ".join("".join(cell.itertext()).split())
    return re.sub(rf"(?:{BETTER} )?better$", BETTER, text)


def without_mark(cells: Mapping[tuple[str, str], str]) -> Cells:
    return {key: cell.replace(BETTER, "").strip() for key, cell in cells.items()}
