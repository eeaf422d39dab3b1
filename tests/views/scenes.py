"""Tools as people compare them, written in a line each, for tests of what is said about them."""

from collections.abc import Mapping, Sequence

from vcompare.comparison import Comparison, compare
from vcompare.model import Panelist, Record, Review, Tally, Tool, Votes

PANEL = {one: Panelist(name=one.title()) for one in ("builder", "skeptic", "futurist", "founder")}


def tool(line: str, **facts: object) -> Record:
    """Make a tool of `Claude Opus 4.5|Opus paid 88+ 79- .+ / votes 970:30`.

    After the name, the short name and the entry tier (`?` is unknown) comes a mark for each panelist: score and
    verdict, `.` for no score, `/` for no review.
    """
    head, _, votes = line.partition(" votes ")
    name, _, rest = head.partition("|")
    short, entry, *marks = rest.split()
    reviews = {
        reviewer: Review(
            verdict="ship" if mark[-1] == "+" else "skip",
            score=None if mark[0] == "." else int(mark[:-1]),
            text=f"{reviewer} on {name}.",
        )
        for reviewer, mark in zip(PANEL, marks, strict=False)
        if mark != "/"
    }
    ship, _, skip = votes.partition(":")
    tally = Tally(ship=int(ship), skip=int(skip)) if votes else None
    made = Tool(
        name=name,
        short_name=None if short == "-" else short,
        tagline=f"About {name}",
        category="Tools",
        entry=None if entry == "?" else entry,  # type: ignore[arg-type]
        **facts,  # type: ignore[arg-type]
    )
    return Record(name.lower().replace(" ", "-"), made, reviews, Votes(tally=tally))


def scene(*lines: str, panel: int = 4) -> Comparison:
    """Compare tools before the first so many panelists."""
    seats = dict(list(PANEL.items())[:panel])
    return compare([tool(line) for line in lines], seats)


SCENES: Mapping[str, Sequence[str]] = {
    "two, all known": ("Claude Opus 4.5|Opus paid 88+ 82+ 85+ 79+", "Kimi K2.6|Kimi paid 78+ 72+ 75+ 81+"),
    "three": (
        "Claude Opus 4.5|Opus paid 88+ 82+ 85+ 79+",
        "GPT-5|- freemium 75+ 40- 80+ 35-",
        "Kimi K2.6|Kimi paid 78+ 72+ 75+ 81+",
    ),
    "one reviewer disagrees": ("Quill|- free 80+ 40- 75+ 70+", "Nib|- free 70+ 65+ 75+ 60+"),
    "nothing known": ("Quill|- ?", "Nib|- ?"),
    "one known": ("Quill|- free 80+ 70+ 75+ 65+", "Nib|- ?"),
    "one review": ("Lumen|- paid 84+", "Opus|- paid 88+ 82+ 85+ 79+"),
    "one score each": ("Lumen|- paid 84+", "Nib|- free 80+"),
    "no scores": ("Quill|- free .+ .+ .+ .+", "Nib|- free .- .- .- .-"),
    "different reviewers": ("Lumen|- free 88+ 60-", "Opus|- free / / 90+ 91+"),
    "some scores": ("Lumen|- free 88+ 60- .+ .+", "Opus|- free 80+ 70+ .- .-"),
    "all the same": ("Quill|- freemium 80+ 80+ 80+ 80+", "Nib|- freemium 80+ 80+ 80+ 80+"),
    "six": (
        "Anvil|- free 90+ 91+ 92+ 93+",
        "Brush|- paid 80+ 81+ 82+ 83-",
        "Chalk|- paid 70+ 71+ 72- 73-",
        "Drill|- freemium 60+ 61- 62- 63-",
        "Easel|- ? 50- 51- 52- 53-",
        "Flask|- free",
    ),
    "a tie at the top": (
        "Anvil|- free 80+ 80+ 80+ 80+",
        "Brush|- free 85+ 75+ 80+ 80+",
        "Chalk|- free 60- 60- 60- 60-",
    ),
    "opposites": ("Anvil|- free 90+ 30- 80+ 20-", "Brush|- paid 30- 90+ 40- 80+"),
}
