"""The formats in which commands output their results: the one list of them.

Every command's `--format`, its help and errors, and `docs/reference/formats.md` are made from it. To add a
format, write the function that renders it and add an entry here. A format that tabulate draws needs only the
entry: `_tabulated(<tabulate's name for it>, <a function that escapes text>)`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from vcompare.render import escapes

if TYPE_CHECKING:
    from vcompare.render.findings import Findings
    from vcompare.render.rows import Rows
    from vcompare.views.blocks import Block, Feed

Result = Literal[
    "comparison",
    "list",
    "hits",
    "costs",
    "decision",
    "predictions",
    "diff",
    "history",
    "digest",
    "draft",
    "findings",
]
_COMPARED: tuple[Result, ...] = ("comparison", "list", "hits", "costs", "decision", "predictions")
Source = Literal["blocks", "payload", "lines", "rows", "slugs", "feed", "message", "findings"]
Sources = Mapping[Source, Callable[[], Any]]
"""What a command can make of its result, each only if the format needs it."""

Choice = Literal[
    "sections",
    "full",
    "differences",
    "sources",
    "offers",
    "front matter",
    "template",
    "all pairs",
    "addresses",
]
"""What a command's options may ask for that not every format can do."""


class Page(NamedTuple):
    """Where an output goes, and what a document says about itself.

    A width is in terminal cells; where nothing has to fit it, rows of a list may be longer.
    """

    width: int = 80
    fits: bool = True
    color: bool = False
    is_terminal: bool = False
    title: str = ""
    description: str = ""
    front_matter: str = ""


class Format(NamedTuple):
    """A format: what it is, what it can show, and how it is rendered from which source.

    `reader` says who reads it: people (what an encoding cannot show degrades), programs (always UTF-8), or
    a CI runner, to which it sends commands.
    """

    name: str
    about: str
    results: tuple[Result, ...]
    source: Source
    render: Callable[[Any, Page], str | Iterable[bytes]]
    choices: tuple[Choice, ...] = ()
    suffixes: tuple[str, ...] = ()
    reader: Literal["people", "programs", "runner"] = "programs"


def names(result: Result, choice: Choice | None = None) -> tuple[str, ...]:
    """Return the names of the formats for a result, of those that can do what an option asks for."""
    return tuple(
        one.name for one in FORMATS if result in one.results and (choice is None or choice in one.choices)
    )


def named(name: str) -> Format:
    """Return the format with this name, one of `names`."""
    return {one.name: one for one in FORMATS}[name]


def suffixes(result: Result) -> list[str]:
    """Return the suffixes of files that may hold a result."""
    return [suffix for name in names(result) for suffix in named(name).suffixes]


def by_suffix(suffix: str, result: Result) -> str | None:
    """Return the name of the format that files with this suffix have, None if no format has it."""
    return next((name for name in names(result) if suffix.lower() in named(name).suffixes), None)


def render(name: str, sources: Sources, page: Page | None = None) -> str | bytes:
    """Render a result in the format with this name."""
    found = named(name)
    content = found.render(sources[found.source](), page or Page())
    return content if isinstance(content, str) else b"".join(content)


def load(name: str) -> None:
    """Load the modules that render blocks in the format with this name."""
    if named(name).source == "blocks":
        render(name, {"blocks": list})


def _table(blocks: "Sequence[Block]", page: Page) -> str:
    from vcompare.render import terminal

    return terminal.render(blocks, page.width, color=page.color, explained=page.is_terminal, fits=page.fits)


def _markdown(blocks: "Iterable[Block]", page: Page) -> str:
    from vcompare.render import markdown

    return page.front_matter + markdown.render(blocks)


def _html(blocks: "Sequence[Block]", page: Page) -> str:
    from vcompare.render import html

    return html.document(blocks, page.title, page.description)


def _tabulated(tablefmt: str, escape: Callable[[str], str]) -> "Callable[[Iterable[Block], Page], str]":
    def rendered(blocks: "Iterable[Block]", _page: Page) -> str:
        from vcompare.render import tabulated

        return tabulated.render(blocks, tablefmt, escape)

    return rendered


def _json(payload: Any, _page: Page) -> Iterable[bytes]:
    from vcompare.render.payloads import json_pieces

    return json_pieces(payload)


def _ndjson(lines: Iterable[bytes], _page: Page) -> Iterable[bytes]:
    from vcompare.render.payloads import ndjson_pieces

    return ndjson_pieces(lines)


def _csv(rows: "Rows", _page: Page) -> str:
    from vcompare.render.rows import to_csv

    return to_csv(rows)


def _slugs(slugs: Iterable[str], _page: Page) -> str:
    return "".join(f"{slug}\n" for slug in slugs)


def _atom(feed: "Feed", _page: Page) -> str:
    from vcompare.render import html

    return html.feed(feed)


def _eml(message: Mapping[str, Any], _page: Page) -> str:
    from vcompare.render import mail

    return mail.message(**message)


def _text(findings: "Findings", page: Page) -> str:
    from vcompare.render.findings import text

    if page.is_terminal:
        return text.underlined(findings, page.width, color=page.color)
    return text.lines(findings.report, findings.root)


def _github(findings: "Findings", _page: Page) -> str:
    from vcompare.render.findings import github

    return github.render(findings.report, findings.outside)


def _sarif(findings: "Findings", page: Page) -> Iterable[bytes]:
    from vcompare.checks.rules import RULES
    from vcompare.render.findings import sarif

    return _json(sarif.payload(findings.report, findings.outside, RULES), page)


def _junit(findings: "Findings", _page: Page) -> str:
    from vcompare.render.findings import junit

    return junit.render(findings.report, findings.outside)


_SHEET: tuple[Choice, ...] = ("sections", "full", "differences", "sources", "offers")

FORMATS: tuple[Format, ...] = (
    Format("table", "a table that fits the terminal",
           (*_COMPARED, "diff", "history"), "blocks", _table, _SHEET,
           reader="people"),
    Format("text", "one line per finding; with the source, underlined, on a terminal", ("findings",),
           "findings", _text, reader="people"),
    Format("markdown", "Markdown (CommonMark with the tables of GFM)",
           (*_COMPARED, "diff", "history", "digest", "draft"), "blocks", _markdown,
           (*_SHEET, "front matter", "template", "all pairs"), (".md", ".markdown")),
    Format("html", "a page that needs nothing but itself",
           (*_COMPARED, "digest", "draft"), "blocks", _html,
           (*_SHEET, "template", "all pairs"), (".html", ".htm")),
    Format("json", "JSON with a versioned schema",
           (*_COMPARED, "diff", "history", "digest", "draft", "findings"),
           "payload", _json, suffixes=(".json",)),
    Format("ndjson", "JSON, one tool per line", ("list", "hits", "costs"), "lines", _ndjson,
           suffixes=(".ndjson", ".jsonl")),
    Format("csv", "CSV for spreadsheets", (*_COMPARED, "draft"), "rows", _csv,
           ("sections", "differences", "offers"), (".csv",)),
    Format("plain", "tables of plain text", _COMPARED, "blocks",
           _tabulated("plain", str), _SHEET),
    Format("rst", "reStructuredText", ("comparison",), "blocks", _tabulated("rst", escapes.rst), _SHEET,
           (".rst",)),
    Format("asciidoc", "AsciiDoc", ("comparison",), "blocks",
           _tabulated("asciidoc", escapes.entities("&|*_`#+^~<>{}[]\\")), _SHEET, (".adoc",)),
    Format("jira", "the markup of Jira", ("comparison",), "blocks",
           _tabulated("jira", escapes.entities("&|*_{}[]\\^~<>@")), _SHEET),
    Format("mediawiki", "the markup of MediaWiki", ("comparison",), "blocks",
           _tabulated("mediawiki", escapes.entities("&|*_{}[]<>~")), _SHEET),
    Format("latex", "LaTeX", ("comparison",), "blocks", _tabulated("latex_raw", escapes.latex), _SHEET,
           (".tex",)),
    Format("slugs", "one slug per line", ("list", "hits"), "slugs", _slugs),
    Format("github", "annotations in GitHub Actions", ("findings",), "findings", _github, reader="runner"),
    Format("sarif", "SARIF 2.1.0, for code scanning", ("findings",), "findings", _sarif,
           suffixes=(".sarif",)),
    Format("junit", "JUnit XML, for test reports", ("findings",), "findings", _junit, suffixes=(".xml",)),
    Format("atom", "an Atom feed", ("digest",), "feed", _atom, suffixes=(".atom",)),
    Format("eml", "a message for a mail program", ("digest",), "message", _eml, ("addresses",), (".eml",)),
)  # fmt: skip
