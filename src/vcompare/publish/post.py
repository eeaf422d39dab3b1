"""A finished post: the draft of a comparison, through a template, with front matter, stamp and seal."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from vcompare.comparison import Comparison
from vcompare.history.last_change import Commit
from vcompare.publish import seals
from vcompare.publish.front_matter import Kind, front_matter
from vcompare.publish.templates import Form, Ready
from vcompare.text.prose import CodeBlock, Paragraph, Span
from vcompare.views.comparison import heads
from vcompare.views.draft import Draft, draft, scores


class Style(Struct, frozen=True):
    """How posts are written: `fill` is a template, `chart` the address of the picture that goes with a post.

    Without `stamp` a post says neither where it comes from nor that vcompare wrote it.
    """

    form: Form
    fill: Callable[[Mapping[str, Any]], str]
    front_matter: Kind = "none"
    stamp: bool = True
    chart: str | None = None


def post(result: Comparison, style: Style, catalog: str, commit: Commit | None) -> str:
    """Write the post about the tools compared, from the catalog of that title, as of a commit."""
    told = draft(result, catalog, commit, stamp=style.stamp)
    values = {field: getattr(told, field) for field in told.__struct_fields__}
    if style.front_matter != "none":
        values = {field: _uncoded(part) for field, part in values.items()}
    values["front_matter"] = Ready(front_matter(told, style.front_matter))
    values["chart"] = _chart(result, told, style)
    values["comparison"] = result
    text = style.fill(values)
    if style.form == "html":
        from vcompare.render import html

        text = html.page(told.title, told.description, text)
    text = text.rstrip("\n") + "\n"
    if not style.stamp:
        return text
    # The empty line keeps the seal apart from a paragraph, of which it would be a part.
    return seals.sealed(f"{text}\n", command([tool.slug for tool in result.tools]))


def command(slugs: Sequence[str]) -> str:
    """Return the command that the seal of a post names."""
    return " ".join(["export", *slugs])


def chart(result: Comparison) -> str | None:
    """Draw the picture for a post; None where no reviewer gave a score."""
    from vcompare.render.chart import svg

    plot = scores(result)
    return None if plot is None else svg(plot, heads(result.tools), "Scores by reviewer")


def _uncoded(part: Any) -> Any:
    """Return a part with no code that a site generator would run: as text, where its signs can be escaped.

    Jekyll and Hugo look for tags and shortcodes in code as well, in every page with front matter.
    """
    if isinstance(part, Span):
        return part._replace(code=part.code and not _RUN.search(part.text))
    if isinstance(part, CodeBlock):
        if not _RUN.search(part.text):
            return part
        lines = [(Span("\n"), Span(line)) for line in part.text.split("\n")]
        return Paragraph(tuple(span for line in lines for span in line)[1:])
    if isinstance(part, tuple):
        return tuple(_uncoded(one) for one in part)
    if isinstance(part, Struct):
        return replace(part, **{field: _uncoded(getattr(part, field)) for field in part.__struct_fields__})
    return part


_RUN = re.compile(r"\{[{%#]")


def _chart(result: Comparison, told: Draft, style: Style) -> Any:
    """Return what stands for the picture: itself in a page, a reference in Markdown."""
    if style.form == "html":
        return Ready(chart(result) or "")
    if style.chart is None or told.plot is None:
        return ""
    from vcompare.render.markdown_prose import picture

    return Ready(picture("Scores by reviewer", style.chart))
