"""What `export` writes about some tools: a draft or data, and the picture that goes with it."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from vcompare.catalog.source import MAX_BYTES
from vcompare.catalog.store import Catalog
from vcompare.comparison import Comparison
from vcompare.publish import existing
from vcompare.publish.front_matter import FrontMatter
from vcompare.publish.post import Style, picture, post, sources
from vcompare.publish.template import Template, built_in, renderer


class DraftOptions(Struct, frozen=True):
    """How to write drafts. Without a `file`, the text of a draft is for stdout."""

    form: str = "markdown"
    front_matter: FrontMatter = "none"
    template: Path | None = None
    stamp: bool = True
    file: Path | None = None
    chart: Path | None = None


def draft_text(catalog: Catalog, result: Comparison, options: DraftOptions) -> str:
    """Return a draft about the tools compared, or the data of the comparison."""
    from vcompare.history.last_change import last_change
    from vcompare.render import payloads, rows

    if options.form == "json":
        return payloads.to_json(payloads.comparison_payload(result))
    if options.form == "csv":
        return rows.to_csv(rows.comparison_rows(result))
    commit = last_change(catalog.root, sources(result))
    return post(result, _style(options), catalog.settings.title, commit)


def page_renderer(catalog: Catalog, options: DraftOptions) -> Callable[[Comparison], str]:
    """Return what writes many drafts about tools of a catalog."""
    from vcompare.history.last_change import last_changes

    prepared, last = _style(options), last_changes(catalog.root)
    return lambda result: post(result, prepared, catalog.settings.title, last(sources(result)))


def draft_files(result: Comparison, text: str, options: DraftOptions) -> dict[Path, str]:
    """Return the files of a draft with that text. Raises VcompareError where there is nothing to draw."""
    files = {options.file: text} if options.file else {}
    return files | ({options.chart: picture(result)} if options.chart else {})


def _style(options: DraftOptions) -> Style:
    """Prepare how to write posts. Raises VcompareError for a template that cannot be read or compiled."""
    template = built_in(options.form)
    if path := options.template:
        template = Template(existing.read(Path(os.path.realpath(path)), MAX_BYTES), str(path))
    chart = _address(options.chart, options.file) if options.chart else None
    return Style(options.form, renderer(template, options.form), options.front_matter, options.stamp, chart)


def _address(chart: Path, file: Path | None) -> str:
    """Return the address of the picture as seen from the post."""
    folder = file.parent if file else Path()
    address = quote(os.fsencode(Path(os.path.relpath(chart, folder)).as_posix()))
    # What comes before a colon in the first part may be read as a scheme.
    return f"./{address}" if "%3A" in address.partition("/")[0] else address
