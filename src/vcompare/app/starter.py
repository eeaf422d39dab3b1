"""The catalog that `init` writes: a panel, and one example that is plainly one."""

import datetime
from collections.abc import Mapping
from typing import Any

TOOL = "example-inkpot"

_SETTINGS = """\
format = 1
title = "Tools that we looked at"
# With `categories`, every tool has to be in one of them.
categories = ["Writing"]

# The panel: points of view that will disagree, in the order in which they are shown. Each seat is the name of
# its review files, reviews/<tool>/<seat>.toml.
[panel.builder]
name = "Builder"
asks = "Does it hold up in the first ten minutes?"

[panel.skeptic]
name = "Skeptic"
asks = "Where does it break, and what could kill it?"

[panel.futurist]
name = "Futurist"
asks = "What has to come true for this bet to pay off?"

[panel.founder]
name = "Founder"
asks = "Who pays for it, from which budget, and what keeps them?"

# After so many days a price or a review counts as stale.
[freshness]
pricing = 90
reviews = 365
"""
_ABOUT = "# An example: this tool does not exist. Remove it once you have one of your own.\n"
_FACTS: Mapping[str, Any] = {
    "name": "Inkpot (an example)",
    "tagline": "A text editor that does not exist, to show what a tool looks like here",
    "category": "Writing",
    "entry": "freemium",
    "description": (
        "An example, made up from end to end. A description says in a few sentences what the tool does\n"
        "and for whom, in words that its maker and its rivals would both accept. What nobody knows is\n"
        "left out of the file: no price here would mean that the price is unknown, not that it is zero.\n"
    ),
    "best_for": "People who start a catalog and want to see a whole tool first",
    "vendor": "Nobody",
    "homepage": "https://example.com/inkpot",
    "aliases": ["Ink pot"],
    "tags": ["example"],
}
_PRICE = {
    "summary": "Free for one writer, then 4 dollars a month for each",
    "source": "https://example.com/inkpot/pricing",
}
_REVIEWS: Mapping[str, Mapping[str, Any]] = {
    "builder": {
        "verdict": "ship",
        "text": (
            "An example of a review. Ten minutes in, a document was open, saved and opened again, and\n"
            "nothing had asked for an account. A real review says what was tried, on what, and what\n"
            "came of it, so that somebody else can try the same.\n"
        ),
        "score": 78,
        "summary": "Writing within ten minutes, and no account was needed.",
    },
    "skeptic": {
        "verdict": "skip",
        "text": (
            "An example of a review. Files of more than two megabytes take seconds to open, and the\n"
            "company behind it is one person. If that person stops, the format has no other reader.\n"
            "A skip with its reason helps readers more than a ship without one.\n"
        ),
        "score": 38,
        "summary": "Slow on large files, and nobody else can read what it saves.",
    },
    "futurist": {
        "verdict": "ship",
        "text": (
            "An example of a review. It is right if people go back to plain files on their own disks.\n"
            "Two other editors made the same bet this year, which is what the start of a trend would\n"
            "look like, and also what a fashion would look like.\n"
        ),
        "score": 70,
        "summary": "A fair bet on plain files, if that is a trend and no fashion.",
    },
    "founder": {
        "verdict": "ship",
        "text": (
            "An example of a review. Four dollars is below what anybody has to ask for, so teams buy it\n"
            "without a meeting. They stay for as long as their notes are in it, and the export is good\n"
            "enough that this has to be earned again every year.\n"
        ),
        "score": 64,
        "summary": "Cheap enough to need no approval, and easy to leave again.",
    },
}


def starter(today: datetime.date) -> Mapping[str, str]:
    """Return the files of a new catalog by path, with what is dated in them dated `today`."""
    from vcompare.editing.formatter import new_file

    facts = {**_FACTS, "added": today, "pricing": {**_PRICE, "checked": today}}
    reviews = {
        f"reviews/{TOOL}/{seat}.toml": new_file({**review, "date": today})
        for seat, review in _REVIEWS.items()
    }
    return {"catalog.toml": _SETTINGS, f"tools/{TOOL}.toml": _ABOUT + new_file(facts), **reviews}
