"""What `export` writes about some tools: a draft or data, and the picture that goes with it."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import quote

from msgspec import Struct

from vcompare.app.arguments import as_list, refuse_unknown
from vcompare.app.opened import OpenCatalog
from vcompare.app.tools import compare
from vcompare.catalog.source import MAX_BYTES
from vcompare.comparison import LETTERS, Comparison
from vcompare.errors import VcompareError
from vcompare.publish import existing
from vcompare.publish.front_matter import FrontMatter
from vcompare.publish.post import PostStyle, picture, post
from vcompare.publish.template import Template, built_in, renderer
from vcompare.render import formats, payloads, rows
from vcompare.text import seals
from vcompare.views.draft import draft

if TYPE_CHECKING:
    from vcompare.comparison.deciding import DecisionResult

_FEWEST, _MOST = 2, 6


class DraftOptions(Struct, frozen=True):
    """How to write drafts. Without a `file`, the text of a draft is for stdout."""

    form: str = "markdown"
    front_matter: FrontMatter = "none"
    template: Path | None = None
    stamp: bool = True
    file: Path | None = None
    chart: Path | None = None


def export(
    opened: OpenCatalog,
    names: Sequence[str],
    *,
    format: str = "markdown",  # noqa: A002 - as the option is called
    front_matter: FrontMatter = "none",
    stamp: bool = True,
    exact: bool = False,
    workloads: Sequence[str] = (),
    decisions: Sequence[str] = (),
) -> str:
    """Return a draft of a post about two to six tools, or the data of their comparison.

    `format` is `markdown` or `html` for a draft, `json` or `csv` for data. Markdown may begin with
    `front_matter`. Costs are those of `workloads`, and `decisions` each have a section. The `stamp` says what
    the draft was made from, and by which vcompare.

    Raises what `compare` raises for the names, and VcompareError for too few or too many of them, a format
    or front matter that there is not, and front matter in a format that has none.
    """
    if format not in formats.names("draft"):
        hint = f"use one of {', '.join(formats.names('draft'))}"
        raise VcompareError(f'there are no drafts in the format "{format}"', hint)
    refuse_unknown("front_matter", front_matter, get_args(FrontMatter))
    if front_matter != "none" and format not in formats.names("draft", "front matter"):
        raise VcompareError(f"{format} has no front matter", "leave it out")
    names = as_list(names)
    refuse_number(len(names))
    result = compare(opened, names, exact=exact, workloads=workloads, decisions=decisions)
    return draft_text(opened, result, DraftOptions(format, front_matter, stamp=stamp))


def refuse_number(tools: int) -> None:
    """Raise VcompareError for so many tools, or so few, that no draft can be about them."""
    if not _FEWEST <= tools <= _MOST:
        hint = f"`vcompare show` takes one to {len(LETTERS)}; `--all-pairs` writes a page for every two"
        raise VcompareError(f"a draft compares two to six tools, not {tools}", hint)


def draft_text(opened: OpenCatalog, result: Comparison, options: DraftOptions) -> str:
    """Return a draft about the tools compared, or the data of the comparison."""
    if options.form not in formats.names("draft", "template"):
        data: formats.Sources = {
            "payload": lambda: _payload(opened, result, _decided(opened, result)),
            "rows": lambda: rows.comparison_rows(result),
        }
        text = formats.render(options.form, data)
        return text if isinstance(text, str) else text.decode()
    return page_renderer(opened, options)(result)


def _payload(opened: OpenCatalog, result: Comparison, decided: "Sequence[DecisionResult]") -> dict[str, Any]:
    if not result.workloads:
        return payloads.comparison_payload(result, decisions=decided)
    from vcompare.app.costing import costs_beside

    costs = costs_beside(opened, result, result.workloads)
    return payloads.comparison_payload(result, costs, decided)


def _decided(opened: OpenCatalog, result: Comparison) -> "Sequence[DecisionResult]":
    if not result.decisions:
        return ()
    from vcompare.app.deciding import decide_between

    return decide_between(opened, result.decisions, [card.slug for card in result.tools])


def page_renderer(opened: OpenCatalog, options: DraftOptions) -> Callable[[Comparison], str]:
    """Return what writes many drafts about tools of a catalog."""
    style, title = _style(options), opened.settings.title

    def render(result: Comparison) -> str:
        stamp, decided = None, _decided(opened, result)
        if options.stamp:  # the checksum of what `export --format json` outputs
            stamp = seals.checksum(payloads.json_bytes(_payload(opened, result, decided)).decode())
        return post(result, draft(result, title, stamp, decided), style)

    return render


def draft_files(result: Comparison, text: str, options: DraftOptions) -> dict[Path, str]:
    """Return the files of a draft with that text. Raises VcompareError where there is nothing to draw."""
    files = {options.file: text} if options.file else {}
    return files | ({options.chart: picture(result)} if options.chart else {})


def _style(options: DraftOptions) -> PostStyle:
    """Prepare how to write posts. Raises VcompareError for a template that cannot be read or compiled."""
    template = built_in(options.form)
    if path := options.template:
        template = Template(existing.read(Path(os.path.realpath(path)), MAX_BYTES), str(path))
    chart = _address(options.chart, options.file) if options.chart else None
    return PostStyle(
        options.form, renderer(template, options.form), options.front_matter, options.stamp, chart
    )


def _address(chart: Path, file: Path | None) -> str:
    """Return the address of the picture as seen from the post."""
    folder = file.parent if file else Path()
    address = quote(os.fsencode(Path(os.path.relpath(chart, folder)).as_posix()))
    # What comes before a colon in the first part may be read as a scheme.
    return f"./{address}" if "%3A" in address.partition("/")[0] else address
