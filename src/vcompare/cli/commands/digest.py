"""`vcompare digest`: the news of a catalog, as a post, a feed or a message."""

import datetime
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.options import CatalogOption, TodayOption, as_date, format_option
from vcompare.errors import VcompareError
from vcompare.publish.front_matter import FrontMatter

if TYPE_CHECKING:
    from email.headerregistry import Address

    from vcompare.history.digest import Digest

_LONGEST = 400
"""An address has at most 254 characters (RFC 5321), and a name in front of it."""


def digest_command(
    since: Annotated[
        str, typer.Option(metavar="DATE|REV", help="The first day in UTC, or the revision before the news.")
    ],
    until: Annotated[
        str | None, typer.Option(metavar="DATE|REV", help="The last day, or revision; today without it.")
    ] = None,
    form: Annotated[str, format_option("digest")] = "markdown",
    front_matter: Annotated[
        FrontMatter | None,
        typer.Option(help="What a site generator reads before the text of markdown; yaml without it."),
    ] = None,
    sender: Annotated[
        str | None, typer.Option("--from", metavar="ADDRESS", help="Who sends the message of eml.")
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="ADDRESS", help="Who gets it; repeatable.")
    ] = None,
    today: TodayOption = None,
    catalog: CatalogOption = None,
) -> None:
    """Write the news: tools, verdicts that flipped, scores that moved, pricing, what is stale.

    Days are those of commits, in UTC, the first and the last included.

    Examples: `vcompare digest --since 2026-11-13`, `vcompare digest --since v1 --until v2 --format atom`
    """
    from vcompare.cli.revisions import report
    from vcompare.history.digest import digest
    from vcompare.history.ends import find_ends
    from vcompare.history.git.repository import Repository

    people = {"sender": _address(sender), "recipients": [_address(one) for one in to or ()]}
    _refuse_other_formats(form, front_matter, mail=bool(sender or to))
    now = as_date(today) or datetime.datetime.now(datetime.UTC).date()
    with Repository(catalogs.find(catalog, or_sample=False)) as repository:
        found = digest(repository, find_ends(repository, since, until, now))
        identity = repository.identity if form == "atom" else ""
    report(found.skipped)
    _note(found)
    _show(found, identity, form, front_matter or "yaml", people)


def _refuse_other_formats(form: str, front_matter: str | None, *, mail: bool) -> None:
    if mail and form != "eml":
        raise VcompareError("--from and --to are for eml", "add `--format eml`, or leave them out")
    if front_matter and form != "markdown":
        raise VcompareError("--front-matter is for markdown", "leave it out")


def _note(found: "Digest") -> None:
    """Say on stderr what may surprise: no news, no catalog before."""
    ends = found.ends
    if not found.changes:
        console.note(f"nothing that a reader sees changed from {ends.names[0]} to {ends.names[1]}")
    if ends.before and found.is_from_nothing:
        console.note(f"there was no catalog here before {ends.since}: all its tools count as new")


def _address(text: str | None) -> "Address | None":
    """Return an address as mail writes it. Raises VcompareError for what is none."""
    if text is None:
        return None
    from email.errors import MessageError
    from email.headerregistry import Address
    from email.utils import getaddresses

    found = getaddresses([text]) if text.isprintable() and len(text) <= _LONGEST else []
    with suppress(MessageError, ValueError, IndexError):
        [(name, address)] = found
        if address.isascii() and "@" in address and address in text:
            return Address(name, addr_spec=address)
    raise VcompareError(f'"{text}" is not an address', "write it as ana@example.com or Ana <ana@example.com>")


def _show(
    found: "Digest", identity: str, form: str, front_matter: FrontMatter, people: dict[str, Any]
) -> None:
    from vcompare.publish.front_matter import front_matter as written
    from vcompare.views import digest as views
    from vcompare.views import feed

    post = views.post(found)
    console.show(
        form,
        {
            "blocks": lambda: post.blocks,
            "payload": lambda: {"schema": "vcompare.digest/1", **views.payload(found)},
            "feed": lambda: feed.feed(found, identity),
            "message": lambda: {"post": post, "key": feed.key(found), **people},
        },
        title=post.title,
        description=post.description,
        front_matter=written(post, front_matter),
    )
