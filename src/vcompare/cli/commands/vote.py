"""`vcompare vote`: one ballot per voter and tool."""

import unicodedata
from pathlib import Path
from typing import Annotated, Any

import typer

from vcompare.catalog.paths import votes_path
from vcompare.cli import catalogs, writing
from vcompare.cli.options import CatalogOption, ColorOption
from vcompare.cli.writing import DryRunOption
from vcompare.editing import edits
from vcompare.editing.formatter import new_file
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError
from vcompare.model import Verdict
from vcompare.text.safe import hidden, visible

_LONGEST = 120


def vote_command(
    tool: Annotated[str, typer.Argument(metavar="TOOL", help="A slug, a name or an alias.")],
    verdict: Annotated[
        Verdict | None,
        typer.Argument(metavar="[ship|skip]", help="What you would do.", show_default=False),
    ] = None,
    voter: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Who votes; without it, Git's user.name.")
    ] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take the ballot back.")] = False,
    dry_run: DryRunOption = False,
    catalog: CatalogOption = None,
    color: ColorOption = "auto",
) -> None:
    """Cast a vote on a tool, change it, or take it back.

    A voter has one ballot per tool: a second vote replaces the first. Example: `vcompare vote modal ship`
    """
    _refuse_unless_clear(verdict, withdraw=withdraw)
    opened = catalogs.open_catalog(catalog, or_sample=False)
    slug = writing.named(opened, tool)
    name = _name(opened.root, voter)
    path = votes_path(slug)
    with edits.locked(opened.root, dry_run=dry_run):
        before = edits.current(opened.root, path)
        after = _with_ballot(before, name, verdict, opened.root / path)
        if withdraw and after == before:
            raise VcompareError(f'"{name}" has no ballot on {slug}', "name the voter with --as NAME")
        writing.put(opened.root, [edits.FileChange(path, before, after)], dry_run=dry_run, color=color)


def _refuse_unless_clear(verdict: Verdict | None, *, withdraw: bool) -> None:
    if withdraw and verdict is not None:
        raise VcompareError("--withdraw takes a vote back and casts none", "leave out one of the two")
    if not withdraw and verdict is None:
        raise VcompareError("missing verdict: ship or skip", "`vcompare vote --help` shows how")


def _name(root: Path, given: str | None) -> str:
    """Return the voter's name. Raises VcompareError for one that others could not read or tell apart."""
    from vcompare.history.git.process import user_name

    name = user_name(root) if given is None else given
    if given is None and not name.strip():
        raise VcompareError("Git has no user.name to vote under", "name the voter with --as NAME")
    if hidden(name):
        raise VcompareError(f'"{visible(name)}" has characters that cannot be seen', "use a plain name")
    # One name, however it was typed: composed or not, with one space or two.
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if not plain:
        raise VcompareError("the voter's name is empty", "name one with --as NAME")
    if len(plain) > _LONGEST:
        raise VcompareError(f"the voter's name has {len(plain)} characters", f"{_LONGEST} are allowed")
    return plain


def _with_ballot(text: str | None, name: str, verdict: Verdict | None, where: Path) -> str | None:
    """Return the text of the votes with a ballot in its place, or without it where there is no verdict."""
    if text is None:
        return new_file({"ballots": {name: verdict}}) if verdict else None
    names = _ballots(text)
    same = next((one for one in names if unicodedata.normalize("NFC", one) == name), name)
    ballot: dict[tuple[str, ...], Any] = {("ballots", same): verdict}
    return with_values(text, ballot, sorted({*names, same}), where)


def _ballots(text: str) -> list[str]:
    """Return who has voted; none where the text is not TOML, which is reported when it is changed."""
    from vcompare.catalog.source import Document, parse

    document = parse("", text.encode())
    ballots: Any = document.data.get("ballots") if isinstance(document, Document) else None
    return list(ballots) if isinstance(ballots, dict) else []
