"""`vcompare vote`: one ballot per voter and tool."""

from pathlib import Path
from typing import Annotated, get_args

import typer
from msgspec import convert

from vcompare.app.writing.changes import make
from vcompare.catalog.paths import votes_path
from vcompare.cli import catalogs, environment, writing
from vcompare.cli.input import questions
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption
from vcompare.cli.writing import DryRunOption
from vcompare.editing import edits
from vcompare.editing.ballots import voter, with_ballot
from vcompare.editing.lock import locked
from vcompare.errors import VcompareError
from vcompare.model import Verdict


def vote_command(
    tool: Annotated[
        str | None, typer.Argument(metavar="TOOL", help="A slug, a name or an alias.", show_default=False)
    ] = None,
    verdict: Annotated[
        Verdict | None,
        typer.Argument(metavar="[ship|skip]", help="What you would do.", show_default=False),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Who votes; without it, Git's user.name.")
    ] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take the ballot back.")] = False,
    dry_run: DryRunOption = False,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Cast a vote on a tool, change it, or take it back.

    A voter has one ballot per tool: a second vote replaces the first. Example: `vcompare vote modal ship`
    """
    if withdraw and verdict is not None:
        raise VcompareError("--withdraw takes a vote back and casts none", "leave out one of the two")
    opened = catalogs.open_catalog(catalog, or_sample=False, no_cache=no_cache)
    slug = catalogs.pick(opened, "vote")[0] if tool is None else writing.named(opened, tool)
    if not withdraw and verdict is None:
        verdict = _asked(slug)
    who, path = voter(_git_name(opened.root) if name is None else name), votes_path(slug)
    with locked(opened.root, dry_run=dry_run):
        before = edits.current(opened.root, path)
        after = with_ballot(before, who, verdict, opened.root / path)
        if withdraw and after == before:
            raise VcompareError(f'"{who}" has no ballot on {slug}', "name the voter with --as NAME")
        written = make(opened.root, [edits.FileChange(path, before, after)], dry_run=dry_run)
    writing.report(written, color, f"vcompare show {slug}")


def _asked(slug: str) -> Verdict:
    """Ask for the verdict. Raises VcompareError where nobody is there to ask."""
    if not environment.can_ask():
        raise VcompareError("missing verdict: ship or skip", "`vcompare vote --help` shows how")
    verdicts = get_args(Verdict)
    question = questions.Question(
        f"Your verdict on {slug}",
        "what you would do",
        lambda reply: None if reply in verdicts else "type ship or skip",
        verdicts,
    )
    answer: Verdict = convert(questions.ask(question), Verdict)
    return answer


def _git_name(root: Path) -> str:
    from vcompare.history.git.process import user_name

    name = user_name(root)
    if not name.strip():
        raise VcompareError("Git has no user.name to vote under", "name the voter with --as NAME")
    return name
