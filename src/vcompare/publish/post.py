"""A comparison as a finished post: draft, template, front matter, stamp and seal."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from vcompare.comparison import Comparison
from vcompare.errors import VcompareError
from vcompare.publish.front_matter import FrontMatter, front_matter, inert
from vcompare.publish.template import Ready
from vcompare.text import seals
from vcompare.views.comparison import heads
from vcompare.views.draft import Draft, scores

_CHART = "Scores by reviewer"


class PostStyle(Struct, frozen=True):
    """How posts are written.

    `fill` is a template's, `chart` the address of the picture that goes with a post. Without `stamp` a post
    does not say where it comes from, and has no seal.
    """

    form: str
    fill: Callable[[Mapping[str, Any]], str]
    front_matter: FrontMatter = "none"
    stamp: bool = True
    chart: str | None = None


def post(result: Comparison, parts: Draft, style: PostStyle) -> str:
    """Write the post about the tools compared, from the parts of its draft."""
    values = structs.asdict(parts if style.front_matter == "none" else inert(parts))
    values["front_matter"] = Ready(front_matter(parts, style.front_matter))
    values["chart"] = _chart(result, parts, style)
    values["comparison"] = result
    text = style.fill(values)
    if style.form == "html":
        from vcompare.render import html

        text = html.page(parts.title, parts.description, text)
    text = text.rstrip("\n") + "\n"
    # The empty line keeps the seal from becoming a part of the paragraph above.
    return (
        seals.sealed(f"{text}\n", command(_slugs(result), *_options(result, style.form)))
        if style.stamp
        else text
    )


def picture(result: Comparison) -> str:
    """Draw the picture that goes with a post, with a seal. Raises VcompareError where there are no scores."""
    drawn = _svg(result)
    if drawn is None:
        why = "no reviewer scored any of these tools" if result.panel else "this catalog has no panel"
        raise VcompareError(f"there is nothing to draw: {why}", "leave --chart out")
    return seals.sealed(drawn, command(_slugs(result)))


def command(slugs: Sequence[str], workloads: Sequence[str] = (), decisions: Sequence[str] = ()) -> str:
    """Return the command that the seal of a post names."""
    options = (("workload", name) for name in workloads), (("decision", name) for name in decisions)
    return " ".join(["export", *slugs, *(f"--{option} {name}" for each in options for option, name in each)])


def _slugs(result: Comparison) -> list[str]:
    return [tool.slug for tool in result.tools]


def _options(result: Comparison, form: str) -> tuple[Sequence[str], Sequence[str]]:
    """Return the workloads and decisions of a post. In a comment of XML, hyphens stand alone."""
    return ((), ()) if form == "html" else (result.workloads, result.decisions)


def _svg(result: Comparison) -> str | None:
    from vcompare.render.html.chart import svg

    plot = scores(result)
    return None if plot is None else svg(plot, heads(result.tools, result.today), _CHART)


def _chart(result: Comparison, parts: Draft, style: PostStyle) -> Ready:
    """Return what stands for the picture: itself in a page, a reference in Markdown."""
    from vcompare.render.markdown import picture as reference

    if style.form == "html":
        return Ready(_svg(result) or "")
    return Ready(reference(_CHART, style.chart) if style.chart and parts.plot else "")
