"""Blocks as Markdown that reads back as the same text in CommonMark and GFM readers.

Catalog text is escaped character by character; what the catalog wrote in Markdown arrives as a tree and is
written anew, so nothing in it can become HTML, a heading of the page, or another cell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from vcompare.markup import CodeBlock, Items, Node, Paragraph, Quote, Span, plain
from vcompare.text import visible
from vcompare.views.blocks import Answer, Block, Grid, Head, Heading, Plot, Prose, Sheet, Table

# What has a meaning anywhere in a line: in CommonMark, in GFM (| ~), in maths ($) and in Liquid ({ }).
_INLINE = re.compile(r"([\\`*_\[\]<>~$|{}])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# A shortcode (:skull:), and what GFM would make a link of, its escapes included.
_COLON = re.compile(r":(?=[\w+-]+:)|(?<=[\w+-]):(?=//)|(?<=\bmailto):|(?<=\bxmpp):", re.IGNORECASE)
_WWW = re.compile(r"(?<=\bwww)\.", re.IGNORECASE)
# What has a meaning at the start of a line only.
_START = re.compile(r"([-+#=:](?=\s|$|[-+#=:])|#|!)|(\d{1,9})([.)])(?=\s|$)")


def render(blocks: Iterable[Block]) -> str:
    """Return blocks as a Markdown document, with one empty line between them."""
    return "\n\n".join(part for block in blocks for part in _block(block) if part) + "\n"


def escape(text: str) -> str:
    """Return text on one line, such that Markdown shows it as it is."""
    text = _INLINE.sub(r"\\\1", visible(" ".join(text.split())))
    return _WWW.sub(r"\\.", _COLON.sub(r"\\:", _ENTITY.sub(r"\&", text)))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        # A heading may end in a row of #, which is not part of it.
        yield f"{'#' * block.level} {re.sub('#$', '&#35;', escape(block.text))}"
    elif isinstance(block, Prose):
        text = _nodes(block.nodes)
        yield _prefixed("> ", text) if block.quoted else text
    elif isinstance(block, Table):
        yield _table(
            [escape(column.title) for column in block.columns],
            [[_answer(answer) for answer in row] for row in block.rows],
            [column.numeric for column in block.columns],
        )
    else:
        yield from _sheet(block)


def _sheet(sheet: Sheet) -> Iterator[str]:
    titles = ["", *map(_head, sheet.heads)]
    for number, part in enumerate(sheet.parts):
        if part.title:
            yield f"## {part.title}"
        if isinstance(part, Grid):
            rows = [[escape(line.label), *map(_answer, line.answers)] for line in part.lines]
            yield _table(titles, rows)
            continue
        if part.rows:
            # The letters are explained by the first table, so a plot that comes first has the names.
            yield _plot(
                part, titles if number == 0 else ["", *(head.letter or "Score" for head in sheet.heads)]
            )
        if part.remarks:
            yield escape(" ".join(part.remarks))


def _head(head: Head) -> str:
    name = escape(f"{head.name} ({head.note})" if head.note else head.name)
    return f"{head.letter} · {name}" if head.letter else name


def _plot(plot: Plot, titles: Sequence[str]) -> str:
    titles = [*titles, "Lead" if len(titles) > 2 else "Distance"]  # noqa: PLR2004
    rows = [
        [
            escape(row.label),
            *("unknown" if point is None else str(point) for point in row.points),
            escape(row.remark),
        ]
        for row in plot.rows
    ]
    return _table(titles, rows, [False, *(True for _ in titles[2:]), False])


def _answer(answer: Answer) -> str:
    headline = escape(answer.headline)
    if answer.role != "plain":
        headline = headline.replace(answer.text, f"**{answer.text}**", 1)
    parts = [headline, escape(answer.note), " ".join(_cell(node) for node in answer.prose)]
    return " · ".join(filter(None, parts))


def _cell(node: Node) -> str:
    if isinstance(node, Paragraph):
        return _spans(node.spans, breaks=False)
    return escape(plain([node]))


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool] = ()) -> str:
    marks = ["---:" if number else "---" for number in numeric] or ["---"] * len(titles)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (titles, marks, *rows))


def _nodes(nodes: Sequence[Node]) -> str:
    """Write blocks one after the other; a list right after a list has other marks, or they were one."""
    parts: list[str] = []
    marks = "-."
    for before, node in zip([None, *nodes], nodes, strict=False):
        if isinstance(node, Items):
            marks = "*)" if isinstance(before, Items) and marks == "-." else "-."
            parts.append("\n".join(_items(node, marks)))
        else:
            parts.append(_node(node))
    return "\n\n".join(parts)


def _node(node: Paragraph | CodeBlock | Quote) -> str:
    if isinstance(node, Paragraph):
        text = _spans(node.spans, breaks=True)
        # A heading inside a text must not become one of the page around it.
        return f"**{escape(plain([node]))}**" if node.level and text else _started(text)
    if isinstance(node, CodeBlock):
        return _fenced(node)
    return _prefixed("> ", _nodes(node.blocks))


def _items(node: Items, marks: str) -> Iterator[str]:
    for number, item in enumerate(node.items, node.start or 0):
        mark = f"{marks[0]} " if node.start is None else f"{number}{marks[1]} "
        text = _nodes(item)
        yield mark + text.replace("\n", "\n" + " " * len(mark))


def _fenced(node: CodeBlock) -> str:
    text = visible(node.text, lines=True)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{node.language}\n{text}\n{fence}"


def _prefixed(prefix: str, text: str) -> str:
    return "\n".join((prefix + line).rstrip() for line in text.split("\n"))


def _started(text: str) -> str:
    return "\n".join(
        _START.sub(_escaped_start, line, count=1) if _START.match(line) else line for line in text.split("\n")
    )


def _escaped_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _spans(spans: Sequence[Span], *, breaks: bool) -> str:
    """Write styled runs. Emphasis is dropped where Markdown's rules would show its asterisks instead."""
    runs = [(style, list(run)) for style, run in groupby(spans, lambda span: (span.strong, span.emphasis))]
    texts = [[_span(span, breaks=breaks) for span in run] for _, run in runs]
    written = ""
    for index, ((strong, emphasis), run) in enumerate(runs):
        mark = "*" * (2 * strong + emphasis)
        inner = "".join(span.text for span in run)
        after = runs[index + 1][1][0].text if index + 1 < len(runs) else ""
        lonely = not written.endswith("*") and not (index + 1 < len(runs) and any(runs[index + 1][0]))
        if mark and lonely and _wraps(written, inner, after, run):
            written += mark + "".join(texts[index]) + mark
        else:
            written += "".join(texts[index])
    # An exclamation mark before a link would make an image of it, and a page that fetches something.
    written = re.sub(r"(?<!\\)!(?=\[)", r"\\!", written)
    return written.strip() if breaks else " ".join(written.split())


def _wraps(before: str, inner: str, after: str, run: Sequence[Span]) -> bool:
    """Say whether asterisks around `inner` are sure to open and close emphasis (CommonMark 6.2)."""
    if not inner.strip() or inner != inner.strip() or "\n" in inner:
        return False
    opens = (inner[0].isalnum() and not (run[0].code or run[0].href)) or not before or before[-1].isspace()
    closes = (inner[-1].isalnum() and not (run[-1].code or run[-1].href)) or not after or after[0].isspace()
    return opens and closes


def _span(span: Span, *, breaks: bool) -> str:
    if span.text == "\n":
        return "\\\n" if breaks else " "
    lead = " " if span.text[:1].isspace() else ""
    tail = " " if span.text[-1:].isspace() and span.text.strip() else ""
    text = _code(span.text) if span.code else lead + escape(span.text) + tail
    if not span.href or not text.strip():
        return text
    address = _address(span.href)
    return f"<{address}>" if span.text == span.href == address else f"[{text.strip()}]({address})"


def _code(text: str) -> str:
    shown = visible(text)
    if not shown.strip() or re.search(r"[{}|]|^ | $", shown):
        # Liquid and tables look into code as well, and its outer spaces would be lost.
        return escape(text)
    fence = "`" * next(
        n for n in range(1, len(shown) + 2) if n not in {len(run) for run in re.findall("`+", shown)}
    )
    pad = " " if shown[0] == "`" or shown[-1] == "`" else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _address(href: str) -> str:
    encoded = "".join(character if character.isascii() and character.isprintable() else _percent(character)
                      for character in href)  # fmt: skip
    return re.sub(r"[ ()<>|\\\[\]{}*`$\"']", lambda match: f"%{ord(match[0]):02X}", encoded)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode(errors="replace"))
