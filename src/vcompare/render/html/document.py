"""Blocks as HTML, and pages that need nothing but themselves: no script, no request, no font of their own."""

from collections.abc import Iterable, Sequence
from functools import partial

from markupsafe import Markup, escape

from vcompare.render import palette
from vcompare.render.flat import flat
from vcompare.render.html import chart
from vcompare.render.html.jinja import template
from vcompare.render.html.prose import prose
from vcompare.render.html.tables import sheet, table
from vcompare.text.safe import one_line
from vcompare.views.blocks import Block, ChangeList, Feed, Grid, Heading, Passage, Sheet

_DEEPEST = 6


def render(blocks: Iterable[Block], *, styled: bool = True) -> str:
    """Return blocks as a fragment of HTML in which everything is escaped.

    Charts that are not `styled` have their style from the page.

    A heading is at most one level below the one before it, and what a sheet has of its own fits below that.
    """
    parts, level = list[str](), 0
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1 if level else _DEEPEST, _DEEPEST)
            parts.append(f"<h{level}>{escape(one_line(block.text))}</h{level}>")
        elif isinstance(block, Passage):
            text = prose(block.nodes)
            parts.append(f"<blockquote>{text}</blockquote>" if block.quoted else text)
        elif isinstance(block, Sheet):
            below = min((level or 1) + 1, _DEEPEST)
            parts.append(sheet(block, below, partial(chart.svg, title="", styled=styled)))
        elif isinstance(block, ChangeList):
            parts.append(render(flat([block])))
        else:
            parts.append(table(block.columns, block.rows))
    return "\n".join(filter(None, parts))


def page(title: str, description: str, body: str, *, language: str = "en") -> str:
    """Return one self-contained page around a fragment, which is taken for safe as it is."""
    return template("page.html").render(
        title=title,
        description=description,
        body=Markup(body),  # noqa: S704 - it is a fragment
        language=language,
        colors=palette.css(),
    )


def document(blocks: Sequence[Block], title: str = "", description: str = "") -> str:
    """Return blocks as a page; without a title, it is called after the tools in it.

    The title is the heading of blocks that have none.
    """
    if title:
        headed = any(isinstance(block, Heading) for block in blocks)
        return page(title, description, render(blocks if headed else [Heading(title, 1), *blocks]))
    heads = next((block.heads for block in blocks if isinstance(block, Sheet)), ())
    title = " vs ".join(head.name for head in heads) or "vcompare"
    described = f"{title}, side by side" if len(heads) > 1 else title
    told = "what the panel says, scores and facts" if _has_opinions(blocks) else "the facts"
    return page(title, f"{described}: {told}.", render([Heading(title, 1), *blocks]))


def _has_opinions(blocks: Iterable[Block]) -> bool:
    grids = (part for block in blocks if isinstance(block, Sheet) for part in block.parts)
    rows = (row for grid in grids if isinstance(grid, Grid) for row in grid.rows)
    return any(cell.role == "verdict" for row in rows for cell in row.cells)


def feed(of: Feed) -> str:
    """Return an Atom feed (RFC 4287); its author is the catalog, and its entries have ids that stay."""
    return template("feed.atom").render(feed=of, content=render) + "\n"
