"""`vcompare digest`: the news of a catalog, as a post, a feed or a message."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, TodayOption, format_option
from vcompare.errors import VcompareError
from vcompare.publish.front_matter import FrontMatter
from vcompare.render import formats
from vcompare.text.words import split

if TYPE_CHECKING:
    from vcompare.history.digest import Digest


def digest_command(
    since: Annotated[
        str, typer.Option(metavar="DAY|REV", help="The first day in UTC, or the revision before the news.")
    ],
    until: Annotated[
        str | None, typer.Option(metavar="DAY|REV", help="The last day, or revision; today without it.")
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
        list[str] | None,
        typer.Option("--to", metavar="ADDRESS", help="Who gets it; repeatable, or with commas."),
    ] = None,
    today: TodayOption = None,
    catalog: CatalogOption = None,
    _no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Write the news: tools, verdicts that flipped, scores that moved, pricing, what is stale.

    Days are those of commits, in UTC, the first and the last included.

    Examples: `vcompare digest --since 7d`, `vcompare digest --since v1 --until v2 --format atom`
    """
    from vcompare.app import revisions
    from vcompare.publish.front_matter import front_matter as written
    from vcompare.render.payloads import digest_payload
    from vcompare.views import digest, feed

    people = _people(sender, to or ())
    able = formats.named(form).choices
    if people and "addresses" not in able:
        raise VcompareError("--from and --to are for eml", "add `--format eml`, or leave them out")
    if front_matter and "front matter" not in able:
        raise VcompareError("--front-matter is for markdown", "leave it out")
    root = catalogs.find(catalog, or_sample=False)
    found = revisions.digest(root, since, until, today=today)
    catalogs.report_skipped(root, found.skipped)
    _note(found)
    if (late := found.ends.left_out) and today is None:
        console.note(f"{late.short} is dated {late.date} and left out; `--until HEAD` includes it")
    post = digest.post(found)
    console.show(
        form,
        {
            "blocks": lambda: post.blocks,
            "payload": lambda: digest_payload(found),
            "feed": lambda: feed.feed(found, revisions.identity(root)),
            "message": lambda: {"post": post, "key": feed.key(found), **people},
        },
        color,
        title=post.title,
        description=post.description,
        front_matter=written(post, front_matter or "yaml"),
    )


def _people(sender: str | None, to: Sequence[str]) -> dict[str, Any]:
    """Return who sends a message and who gets it, of those that are named."""
    if sender is None and not to:
        return {}
    from vcompare.render.mail import address

    return {
        "sender": None if sender is None else address(sender),
        "recipients": [address(one) for text in to for one in split(text)],
    }


def _note(found: "Digest") -> None:
    """Note what may surprise: no news, no catalog before, commits dated in the future."""
    ends = found.ends
    if not found.changes:
        when = f"from {ends.title}" if ends.names[0] != ends.names[1] else f"on {ends.title}"
        console.note(f"nothing that a reader sees changed {when}")
    if ends.before and found.is_from_nothing:
        console.note(f"there was no catalog here before {ends.since}: all its tools count as new")
