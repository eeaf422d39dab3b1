"""`vcompare export`: drafts of blog posts."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple
from urllib.parse import quote

import typer

from vcompare.app.listing import Filter
from vcompare.catalog.paths import paths_of
from vcompare.catalog.store import Catalog
from vcompare.cli import catalogs, console, written
from vcompare.cli.options import CacheOption, CatalogOption, ExactOption, FrontMatter
from vcompare.errors import VcompareError
from vcompare.model import Record
from vcompare.text.words import plural

if TYPE_CHECKING:
    from vcompare.comparison import Comparison
    from vcompare.publish.pairs import Outcome
    from vcompare.publish.post import Style

Format = Literal["markdown", "html", "json", "csv"]
_FEWEST, _MOST = 2, 6


ToolsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TOOL TOOL...]", help="Slugs, names, aliases, or close to one."),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")]
FrontMatterOption = Annotated[FrontMatter, typer.Option(help="What a site generator reads before the text.")]
TemplateOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write by this template (Jinja) instead of ours.")
]
PrintTemplateOption = Annotated[
    bool, typer.Option("--print-template", help="Print our template, to start one from, and exit.")
]
NoStampOption = Annotated[
    bool, typer.Option("--no-stamp", help="Do not say which commit and which vcompare made it.")
]
ChartOption = Annotated[
    Path | None, typer.Option(metavar="FILE.svg", help="Also draw the scores into this file.")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write into this file; - is stdout.")
]
CheckOption = Annotated[
    bool, typer.Option("--check", help="Write nothing; print the differences and exit with 1 on any.")
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Overwrite what was edited, or not written by vcompare.")
]
AllPairsOption = Annotated[
    bool, typer.Option("--all-pairs", help="Every two tools of the catalog, a file each, with an index.")
]
IntoOption = Annotated[Path | None, typer.Option(metavar="DIR", help="The folder for --all-pairs.")]
CategoryOption = Annotated[str | None, typer.Option(metavar="NAME", help="Only pairs of this category.")]
TagOption = Annotated[
    list[str] | None, typer.Option(metavar="TAG", help="Only pairs with this tag; repeatable.")
]
MinScoreOption = Annotated[
    float | None,
    typer.Option(metavar="SCORE", min=0, max=100, help="Only pairs with at least this mean score."),
]
PruneOption = Annotated[
    bool, typer.Option("--prune", help="Remove pages of --all-pairs about tools that are gone.")
]


def export_command(
    tools: ToolsArgument = None,
    form: FormatOption = "markdown",
    front_matter: FrontMatterOption = "none",
    template: TemplateOption = None,
    print_template: PrintTemplateOption = False,
    no_stamp: NoStampOption = False,
    chart: ChartOption = None,
    output: OutputOption = None,
    check: CheckOption = False,
    force: ForceOption = False,
    all_pairs: AllPairsOption = False,
    into: IntoOption = None,
    category: CategoryOption = None,
    tag: TagOption = None,
    min_score: MinScoreOption = None,
    prune: PruneOption = False,
    exact: ExactOption = False,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
) -> int:
    """Write a draft of a post that compares two to six tools, or one for every pair.

    Examples: `vcompare export claude-4-api modal -o post.md --front-matter yaml`,
    `vcompare export --all-pairs --into posts`
    """
    if print_template:
        return _print_template(form)
    settings = _Settings(form, front_matter, template, not no_stamp, chart, output, check, force)
    filtered = bool(category or tag or prune or min_score is not None)
    _refuse_what_does_not_go_together(
        settings, tools or [], all_pairs=all_pairs, into=into, filtered=filtered
    )
    opened = catalogs.open_catalog(catalog)
    if all_pairs and into:
        wanted = Filter(category=category, min_score=min_score, tags=tuple(tag or ()))
        return _all_pairs(opened, settings, into, wanted, prune=prune)
    records = catalogs.records(opened, tools or [], exact=exact, no_cache=no_cache)
    return _one(opened, settings, records)


class _Settings(NamedTuple):
    """What the options say about how and where to write."""

    form: Format
    front_matter: FrontMatter
    template: Path | None
    stamp: bool
    chart: Path | None
    output: Path | None
    check: bool
    force: bool


def _print_template(form: Format) -> int:
    from vcompare.publish.templates import built_in

    if form not in {"markdown", "html"}:
        raise VcompareError(f"there is no template for {form}", "markdown and html have one")
    console.data(built_in(form).text)
    return 0


def _refuse_what_does_not_go_together(
    settings: _Settings, tools: list[str], *, all_pairs: bool, into: Path | None, filtered: bool
) -> None:
    """Raise VcompareError for options that contradict each other, before anything is read."""
    is_text = settings.form in {"markdown", "html"}
    to_a_file = settings.output is not None and str(settings.output) != "-"
    faults = {
        "--all-pairs needs --into DIR": all_pairs and into is None,
        "--into is for --all-pairs": into is not None and not all_pairs,
        "--all-pairs takes no TOOL": all_pairs and bool(tools),
        "--all-pairs writes files: there is no --output or --chart": all_pairs
        and (settings.output is not None or settings.chart is not None),
        "--all-pairs needs the stamp, or it could not tell its pages from yours": all_pairs
        and not settings.stamp,
        "--category, --tag, --min-score and --prune are for --all-pairs": filtered and not all_pairs,
        "--force is for files": settings.force and not (to_a_file or all_pairs or settings.chart),
        "the picture needs a file of its own that ends in .svg": settings.chart is not None
        and (settings.chart.suffix.lower() != ".svg" or _is_one_file(settings.chart, settings.output)),
        "--front-matter is for markdown": settings.front_matter != "none" and settings.form != "markdown",
        f"{settings.form} has no template": settings.template is not None and not is_text,
        f"--all-pairs writes markdown or html, not {settings.form}": all_pairs and not is_text,
        "--check compares with a file": settings.check and not (to_a_file or all_pairs),
    }
    for message in (message for message, fault in faults.items() if fault):
        raise VcompareError(message, "`vcompare export --help` shows how")
    if not all_pairs and not _FEWEST <= len(tools) <= _MOST:
        hint = "`vcompare show` takes one to 26; `--all-pairs` writes a page for every two"
        raise VcompareError(f"a draft compares two to six tools, not {len(tools)}", hint)


def _is_one_file(one: Path, other: Path | None) -> bool:
    return other is not None and os.path.realpath(one) == os.path.realpath(other)


def _one(opened: Catalog, settings: _Settings, records: list[Record]) -> int:
    from vcompare.comparison import compare

    result = compare(records, opened.settings.panel)
    text = _text(opened, settings, result)
    files = {} if settings.chart is None else {settings.chart: _picture(result)}
    to_a_file = settings.output is not None and str(settings.output) != "-"
    if settings.output is not None and to_a_file:
        files = {settings.output: text, **files}
    found = written.put(files, check=settings.check, force=settings.force)
    if not to_a_file:
        console.data(text)  # after the files: a refusal is no draft
    return found


def _all_pairs(opened: Catalog, settings: _Settings, into: Path, wanted: Filter, *, prune: bool) -> int:
    from vcompare.history.last_change import last_changes
    from vcompare.publish import pairs
    from vcompare.publish.post import post

    records, broken = catalogs.all_records(opened)
    style, last = _style(settings), last_changes(opened.root)

    def page(result: "Comparison") -> str:
        return post(result, style, opened.settings.title, last(_files_of(result)))

    outcome = pairs.run(
        pairs.chosen(records, opened.settings.panel, wanted),
        opened.settings.panel,
        into,
        page,
        catalog=opened.settings.title,
        present=opened.slugs(),
        whole=not broken,
        suffix=".html" if settings.form == "html" else ".md",
        stamp=settings.stamp,
        force=settings.force,
        prune=prune,
        check=settings.check,
        watch=partial(console.progress, label="writing"),
        tell=console.data,
    )
    blocked = _report(outcome, into, check=settings.check)
    if broken:
        console.note(f"{into}: what is about tools that cannot be read stays as it is")
    drift = settings.check and (outcome.written or outcome.stale or outcome.refused)
    return 2 if broken or blocked else int(bool(drift))


def _report(outcome: "Outcome", into: Path, *, check: bool) -> bool:
    """Say what became of the pages, and return whether something in the way makes that a failure."""
    drifted = [refused for refused in outcome.refused if check and refused.by_hand]
    blocked = [refused for refused in outcome.refused if not (check and refused.by_hand)]
    for refused in drifted:
        console.warn(f"{refused.reason}: only --force would overwrite it")
    for refused in blocked:
        console.fail(refused.reason)
    if any(refused.by_hand for refused in blocked):
        console.hint_at("--force overwrites what was edited, or not written by vcompare")
    pages = plural(outcome.written, "page")
    console.note(f"{into}: {pages} {'to write' if check else 'written'}, {outcome.same} as before")
    for path in outcome.removed:
        console.note(f"removed {path}")
    for path in outcome.stale:
        console.note(f"{path} is about a tool that is gone; --prune removes it unless it was edited")
    return bool(blocked)


def _text(opened: Catalog, settings: _Settings, result: "Comparison") -> str:
    if settings.form in {"json", "csv"}:
        from vcompare.render import data

        is_csv = settings.form == "csv"
        return data.comparison_csv(result) if is_csv else data.to_json(data.comparison_payload(result))
    from vcompare.history.last_change import last_change
    from vcompare.publish.post import post

    commit = last_change(opened.root, _files_of(result))
    return post(result, _style(settings), opened.settings.title, commit)


def _files_of(result: "Comparison") -> list[str]:
    """Return the files and folders from which a post is made: the catalog's own, and its tools'."""
    return ["catalog.toml", *(path for tool in result.tools for path in paths_of(tool.slug))]


def _style(settings: _Settings) -> "Style":
    from vcompare.publish.post import Style
    from vcompare.publish.templates import Form, Source, built_in, renderer

    form: Form = "html" if settings.form == "html" else "markdown"
    source = built_in(form)
    if settings.template is not None:
        source = Source(written.read(settings.template), str(settings.template))
    chart = None if settings.chart is None else _seen_from(settings.output, settings.chart)
    return Style(form, renderer(source, form), settings.front_matter, settings.stamp, chart)


def _seen_from(output: Path | None, chart: Path) -> str:
    """Return the address of the picture as the post must name it: relative to where the post is."""
    folder = output.parent if output is not None and str(output) != "-" else Path()
    address = quote(os.fsencode(Path(os.path.relpath(chart, folder)).as_posix()))
    # What comes before a colon in the first part may be read as a scheme.
    return f"./{address}" if "%3A" in address.partition("/")[0] else address


def _picture(result: "Comparison") -> str:
    from vcompare.publish.post import chart, command
    from vcompare.publish.seals import sealed

    drawn = chart(result)
    if drawn is None:
        raise VcompareError(
            "there is nothing to draw: no reviewer scored any of these tools", "leave --chart out"
        )
    return sealed(drawn, command([tool.slug for tool in result.tools]))
