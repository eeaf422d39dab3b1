"""`vcompare export`: drafts of blog posts."""

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vcompare.app.filters import Filter
from vcompare.app.listing import Listing, list_tools
from vcompare.app.opened import OpenCatalog
from vcompare.app.tools import compare, with_workloads
from vcompare.cli import catalogs, console, environment
from vcompare.cli.filters import ReverseOption, sort_option, with_filters
from vcompare.cli.options import (
    CacheOption,
    CatalogOption,
    ColorOption,
    ExactOption,
    ForceOption,
    TodayOption,
    format_option,
)
from vcompare.cli.reporter import progress
from vcompare.errors import VcompareError
from vcompare.fields import Registry
from vcompare.publish.front_matter import FrontMatter
from vcompare.render import formats
from vcompare.text.words import natural_list, plural

if TYPE_CHECKING:
    from vcompare.comparison import Comparison
    from vcompare.publish.drafts import DraftOptions
    from vcompare.publish.existing import Output

_MANY = 500
"""More pages than this are written only after a question."""


@with_filters
def export_command(
    *,
    tools: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TOOL TOOL...]", help="Slugs, names, aliases, or close to one."),
    ] = None,
    form: Annotated[
        str | None, format_option("draft", default="by the suffix of --output, or else markdown")
    ] = None,
    front_matter: Annotated[
        FrontMatter, typer.Option(help="What a site generator reads before the text.")
    ] = "none",
    template: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write by this template (Jinja) instead of ours.")
    ] = None,
    print_template: Annotated[
        bool, typer.Option("--print-template", help="Print our template, to start one from, and exit.")
    ] = False,
    workload: Annotated[
        list[str] | None,
        typer.Option("--workload", metavar="NAME", help="With what this workload costs a month; repeatable."),
    ] = None,
    decision: Annotated[
        list[str] | None,
        typer.Option("--decision", metavar="NAME", help="With what this decision says of them; repeatable."),
    ] = None,
    no_stamp: Annotated[
        bool,
        typer.Option("--no-stamp", help="Leave out what it was made from, and the seal."),
    ] = False,
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE.svg", help="Also draw the scores into this file.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write into this file; - is stdout.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; print the differences and exit with 1 on any.")
    ] = False,
    force: ForceOption = False,
    all_pairs: Annotated[
        bool,
        typer.Option("--all-pairs", help="Every two tools of the catalog, a file each, with an index."),
    ] = False,
    into: Annotated[Path | None, typer.Option(metavar="DIR", help="The folder for --all-pairs.")] = None,
    wanted: Filter,
    sort: Annotated[list[str] | None, sort_option("slug")] = None,
    reverse: ReverseOption = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove pages of --all-pairs about tools that are gone.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write more than 500 pages without a question.")] = False,
    exact: ExactOption = False,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    _color: ColorOption = "auto",
) -> int:
    """Write a draft of a post that compares two to six tools, or one for every pair.

    Examples: `vcompare export claude-4-api modal -o post.md --front-matter yaml`,
    `vcompare export --all-pairs --into posts`
    """
    from vcompare.publish.drafts import DraftOptions, refuse_number

    file = None if output is None or str(output) == "-" else output
    named, form = form, form or formats.by_suffix(file.suffix if file else "", "draft") or "markdown"
    if print_template:
        return _print_template(form)
    options = DraftOptions(form, front_matter, template, not no_stamp, file, chart)
    _refuse_contradictions(options, {
        "--all-pairs needs --into DIR": all_pairs and not into,
        "--into is for --all-pairs": into and not all_pairs,
        "--decision is for one draft": decision and all_pairs,
        "--all-pairs takes no TOOL": all_pairs and tools,
        "--all-pairs writes files: there is no --output or --chart": all_pairs and (output or chart),
        "--all-pairs needs the stamp, which tells its pages from yours": all_pairs and no_stamp,
        "filters, --yes and --prune are for --all-pairs": (wanted != Filter() or prune or yes)
        and not all_pairs,
        "--sort and --reverse are for --all-pairs": (sort or reverse) and not all_pairs,
        f"--all-pairs writes markdown or html, not {form}": all_pairs and not _can(form, "all pairs"),
        "--force is for files": force and not (file or chart or all_pairs),
        "--check compares with a file": check and not (file or all_pairs),
    })  # fmt: skip
    if file:
        _judge_suffix(file, named)
    if not all_pairs:
        refuse_number(len(tools or ()))
    opened = catalogs.open_catalog(catalog, of=into or file or chart, no_cache=no_cache)
    if into:
        found = list_tools(opened, wanted, sort=sort or "slug", reverse=reverse)
        fields = with_workloads(opened, workload or ())
        return _all_pairs(
            opened, options, found, into, fields, force=force, check=check, prune=prune, yes=yes
        )
    asked = {"workloads": workload or (), "decisions": decision or ()}
    result = compare(opened, tools or (), exact=exact, choose=catalogs.chooser(), **asked)
    return _one(opened, options, result, force=force, check=check)


def _judge_suffix(file: Path, named: str | None) -> None:
    """Warn of a suffix that is not that of the format `named`. Raises VcompareError for one of no format."""
    by_suffix = formats.by_suffix(file.suffix, "draft")
    if named and by_suffix not in {None, named}:
        console.warn(f"{file} will hold {named}, as --format says, and not {by_suffix}")
    elif file.suffix and not (named or by_suffix):
        known = natural_list(formats.suffixes("draft"), "or")
        hint = f"end its name in {known}, or name the format with --format"
        raise VcompareError(f'{file} cannot be written: no format has the suffix "{file.suffix}"', hint)


def _can(form: str, choice: formats.Choice) -> bool:
    return choice in formats.named(form).choices


def _print_template(form: str) -> int:
    from vcompare.publish.template import built_in

    if not _can(form, "template"):
        raise VcompareError(f"there is no template for {form}", "markdown and html have one")
    console.data(built_in(form).text)
    return 0


def _refuse_contradictions(options: "DraftOptions", contradictions: Mapping[str, object]) -> None:
    """Raise VcompareError for options that contradict each other, before anything is read."""
    form, chart, file = options.form, options.chart, options.file
    is_one_file = chart and file and os.path.realpath(chart) == os.path.realpath(file)
    faults = {
        **contradictions,
        "the picture needs a file of its own that ends in .svg": chart
        and (chart.suffix.lower() != ".svg" or is_one_file),
        "--front-matter is for markdown": options.front_matter != "none" and not _can(form, "front matter"),
        f"{form} has no template": options.template and not _can(form, "template"),
    }
    for message in (message for message, fault in faults.items() if fault):
        raise VcompareError(message, "`vcompare export --help` shows how")


def _one(
    opened: OpenCatalog, options: "DraftOptions", result: "Comparison", *, force: bool, check: bool
) -> int:
    from vcompare.publish.drafts import draft_files, draft_text
    from vcompare.publish.existing import compare, write

    text = draft_text(opened, result, options)
    outputs = [compare(path, of, force=force) for path, of in draft_files(result, text, options).items()]
    statuses = [_report(output, check=check) for output in outputs]
    if "blocked" in statuses or ("edited" in statuses and not check):
        return 2
    if check:
        return int(set(statuses) != {"same"})
    for path in write(outputs):
        console.note(f"wrote {path}")
    if options.file is None:
        console.data(text)  # after the picture: without it there is no draft
    return 0


def _all_pairs(
    opened: OpenCatalog,
    options: "DraftOptions",
    found: Listing,
    into: Path,
    fields: Registry,
    *,
    force: bool,
    check: bool,
    prune: bool,
    yes: bool,
) -> int:
    from vcompare.publish.drafts import page_renderer
    from vcompare.publish.pairs import pairs, update

    broken = catalogs.report(found.problems)
    chosen = (opened.record(tool.slug) for tool in found.listed)
    suffix = formats.named(options.form).suffixes[0]
    try:
        of = pairs(chosen, opened.settings, into, fields=fields, suffix=suffix, force=force, check=check)
    except VcompareError as error:
        raise VcompareError(error.message, "; ".join(found.remarks) or error.hint) from None
    for remark in found.remarks:
        console.note(remark)
    if not check:
        _ask_about(of.count, into, yes=yes)
    render, title = page_renderer(opened, options), opened.settings.title
    outputs = update(of, render, title, slugs=list(opened), whole=not broken, prune=prune)
    counts = Counter(_report(output, check=check) for output in progress(outputs, of.count, "writing"))
    if broken:
        console.note(f"{into}: pages about tools that cannot be read stay as they are")
    count, verb = plural(counts["changed"], "page"), "to write" if check else "written"
    console.note(f"{into}: {count} {verb}, {counts['same']} unchanged")
    if broken or counts["blocked"] or (counts["edited"] and not check):
        return 2
    return int(check and bool(counts["changed"] or counts["edited"] or counts["stale"]))


def _ask_about(count: int, into: Path, *, yes: bool) -> None:
    """Say how many pages there will be, and ask whether so many are meant.

    Raises VcompareError where they are not, and where nobody is there to answer.
    """
    pages = f"{count:,} {'page' if count == 1 else 'pages'} about two tools each, and an index"
    if yes or count <= _MANY:
        console.note(f"{into}: {pages}")
        return
    if not environment.can_ask():
        hint = "add --yes to write them, or choose fewer tools with --where and other filters"
        raise VcompareError(f"{into}: {pages} are not written without a yes", hint)
    from vcompare.cli.input.questions import agrees

    if not agrees(f"write {pages} into {into}?"):
        raise VcompareError("nothing was written")


def _report(output: "Output", *, check: bool) -> str:
    """Report what is worth knowing about a file. Returns its status."""
    match output.status:
        case "blocked":
            console.fail(output.reason, output.hint)
        case "edited" if not check:
            console.fail(output.reason, output.hint)
        case "edited" | "changed" if check:
            console.difference(output.difference)
            if output.status == "edited":
                console.warn(f"{output.reason}: only --force would overwrite it")
        case "removed":
            console.note(f"removed {output.path}")
        case "stale":
            gone = "is about a tool that is gone; --prune removes it unless it was edited"
            console.note(f"{output.path} {gone}")
    return output.status
