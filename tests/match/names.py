"""Names and queries that the tests of this package share."""

from collections.abc import Sequence

from hypothesis import strategies as st

from vcompare.errors import AmbiguousNameError, UnknownNameError
from vcompare.match import resolve
from vcompare.model import Named
from vcompare.text.folding import fold

FAMILY = [
    Named(slug, name, (), f"about {slug}")
    for slug, name in {
        "opus-4": "Claude Opus 4",
        "opus-4-1": "Claude Opus 4.1",
        "opus-4-5": "Claude Opus 4.5",
        "sonnet-4-5": "Claude Sonnet 4.5",
        "gpt-4o": "GPT-4o",
        "gpt-4o-mini": "GPT-4o mini",
        "cpp": "C++",
        "csharp": "C#",
        "c": "C",
    }.items()
]


def named(*names: str) -> list[Named]:
    return [Named(f"tool-{index}", name, (), "") for index, name in enumerate(names)]


def outcome(query: str, tools: Sequence[Named]) -> tuple[str, list[str]]:
    """Return what `resolve` does: the outcome, and the tools that it takes or offers."""
    try:
        match = resolve(query, tools)
    except AmbiguousNameError as error:
        return "ambiguous", [str(error.message), *(candidate.slug for candidate in error.candidates)]
    except UnknownNameError as error:
        return "unknown", [candidate.slug for candidate in error.candidates]
    return "exact" if match.how == "exact" else "fuzzy", [match.slug]


# Names and queries of few words and letters, so that they meet in every way.
WORDS = ["claude", "cluade", "claud", "claudes", "opus", "op", "us", "mini", "4", "4.5", "45", "4o", "5", "8b", "gpt", "gpt4o",
         "general", "purpose", "tool", "hub", "c++", "🚀", "deepseek", "deep", "seek", "a", "claudeopus"]  # fmt: skip
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
VENDORS = st.none() | st.sampled_from(["Claude", "Deep Seek", "4 Us", "Acme"])


@st.composite
def catalogs(draw: st.DrawFn) -> list[Named]:
    """Return up to eight tools with slugs like their names."""
    tools = {}
    for name, vendor, alias in draw(
        st.lists(st.tuples(NAMES, VENDORS, st.none() | NAMES), min_size=1, max_size=8)
    ):
        slug = fold(name).replace(" ", "-").replace(".", "-")
        tools[slug] = Named(slug, name, (alias,) if alias else (), "", vendor)
    return [tools[slug] for slug in sorted(tools)]


@st.composite
def queries(draw: st.DrawFn, tools: list[Named]) -> str:
    """Return a name with words dropped, moved, joined or mistyped, or any words."""
    rng = draw(st.randoms())
    parts = draw(st.sampled_from([tool.name for tool in tools]) | NAMES).split()
    if rng.random() < 0.4:
        rng.shuffle(parts)
    parts = parts[: rng.randint(1, len(parts))]
    if rng.random() < 0.5:
        place = rng.randrange(len(parts))
        letters = list(parts[place])
        letters.insert(rng.randrange(len(letters) + 1), rng.choice("ce4. "))
        if rng.random() < 0.5:
            letters.pop(rng.randrange(len(letters)))
        parts[place] = "".join(letters)
    return rng.choice([" ", " ", "", "-"]).join(parts)
