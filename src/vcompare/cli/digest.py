"""`vcompare digest`: the news of a catalog, as a post, a feed or a message."""

import datetime
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.options import CatalogOption, TodayOption, as_date
from vcompare.errors import VcompareError

if TYPE_CHECKING:
    from email.headerregistry import Address

    from vcompare.catalog.repository import Repository, Revision
    from vcompare.digests import Digest

Format = Literal["markdown", "html", "json", "atom", "eml"]
FrontMatter = Literal["none", "yaml", "toml"]


def digest_command(
    since: Annotated[
        str, typer.Option(metavar="DATE|REV", help="The first day in UTC, or the revision before the news.")
    ],
    until: Annotated[
        str | None, typer.Option(metavar="DATE|REV", help="The last day, or revision; today without it.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")] = "markdown",
    front_matter: Annotated[
        FrontMatter, typer.Option(help="What a site generator reads before the text of markdown.")
    ] = "yaml",
    sender: Annotated[
        str | None, typer.Option("--from", metavar="ADDRESS", help="Who sends the message of eml.")
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="ADDRESS", help="Who gets it; repeatable.")
    ] = None,
    today: TodayOption = None,
    catalog: CatalogOption = None,
) -> None:
    """Write what is new: tools, verdicts that flipped, scores that moved, pricing, and what is stale.

    Days are those of commits, in UTC, the first and the last included.

    Examples: `vcompare digest --since 2026-11-13`, `vcompare digest --since v1 --until v2 --format atom`
    """
    from vcompare.catalog.repository import Repository
    from vcompare.cli import past

    people = {"sender": _address(sender), "recipients": [_address(one) for one in to or ()]}
    if (sender or to) and form != "eml":
        raise VcompareError("--from and --to are for eml", "add `--format eml`, or leave them out")
    now = as_date(today) or datetime.datetime.now(datetime.UTC).date()
    opened = catalogs.open_catalog(catalog, or_sample=False)
    with Repository(opened.root) as repository:
        found = _digest(repository, since, until, now)
    past.report(found.skipped)
    if not found.changes:
        console.note(f"nothing that a reader sees changed from {found.since} to {found.until}")
    _write(found, form, front_matter, people)


def _digest(repository: "Repository", since: str, until: str | None, today: datetime.date) -> "Digest":
    """Return the news of a span. Raises VcompareError where it ends before it begins."""
    from vcompare.cli import past
    from vcompare.digests import digest

    before, first = _start(repository, since)
    last = past.day(until) if until else today
    after = past.last_until(repository, last) if last else repository.revision(until or "HEAD")
    last = last or after.day
    if last < first:
        raise VcompareError(f"{last} is before {first}", "--until is not before --since")
    return digest(repository, before, after, first, last)


def _start(repository: "Repository", since: str) -> "tuple[Revision | None, datetime.date]":
    from vcompare.cli import past

    first = past.day(since)
    if first:
        return past.last_before(repository, first), first
    revision = repository.revision(since)
    repository.catalog(revision)  # a revision that was named must have one
    return revision, revision.day


def _address(text: str | None) -> "Address | None":
    """Return an address as mail writes it. Raises VcompareError for what is none."""
    if text is None:
        return None
    from email.errors import MessageError
    from email.headerregistry import Address
    from email.utils import getaddresses

    found = getaddresses([text]) if text.isprintable() else []
    with suppress(MessageError, ValueError, IndexError):
        [(name, address)] = found
        if address.isascii() and "@" in address:
            return Address(name, addr_spec=address)
    raise VcompareError(f'"{text}" is no address', "write it as ana@example.com or Ana <ana@example.com>")


def _write(found: "Digest", form: Format, front_matter: FrontMatter, people: dict[str, Any]) -> None:
    from vcompare.views import digest as views

    if form == "json":
        console.payload({"schema": "vcompare.digest/1", **views.payload(found)})
        return
    if form == "atom":
        from vcompare.render import atom

        console.data(atom.feed(views.feed(found)))
        return
    post = views.post(found)
    if form == "eml":
        from vcompare.render import mail

        console.data(mail.message(post, key=views.key(found), **people))
    elif form == "html":
        from vcompare.render import html

        console.data(html.page(post.title, post.description, html.render(post.blocks)))
    else:
        from vcompare.front_matter import front_matter as written
        from vcompare.render import markdown

        console.data(written(post, front_matter) + markdown.render(post.blocks))
