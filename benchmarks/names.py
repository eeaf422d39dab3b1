"""How well names are resolved: right, asked back, or silently wrong, against RapidFuzz's own scorers.

Names are near-duplicates on purpose: families, versions, sizes, suffixes. Queries are what people type of
them, each made by one kind of change, and garbage is what must match nothing. What is right is decided by
the words of the names alone: the name that was changed, or a question where the words that were typed
are all in several names.
"""

import argparse
import random
import re
import string
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from rapidfuzz import fuzz, process

from vcompare.errors import AmbiguousNameError, UnknownNameError
from vcompare.match import resolve
from vcompare.model import Named

Outcome = Literal["right", "asked", "wrong"]
Resolver = Callable[[str], str | None]
"""Takes a query and returns a slug, None where it asks back or knows nothing."""

FAMILIES = {
    "Claude Opus": ("3", "4", "4.1", "4.5"),
    "Claude Sonnet": ("3.5", "3.7", "4", "4.5"),
    "Claude Haiku": ("3", "3.5", "4.5"),
    "Gemini Pro": ("1.0", "1.5", "2.5"),
    "Gemini Flash": ("1.5", "2.0", "2.5"),
    "Mistral Large": ("1", "2", "2.1"),
    "Mistral Small": ("2", "3", "3.1"),
    "Grok": ("2", "3", "4"),
    "Command R": ("7B", "08"),
    "Qwen Coder": ("1.5", "2.5", "3"),
    "DeepSeek Chat": ("2.5", "3", "3.1"),
    "Nova Micro": ("1", "2"),
}
SIZED = {
    "Llama": ("3", "3.1", "3.2", "3.3"),
    "Gemma": ("2", "3"),
    "Falcon": ("2", "3"),
    "Granite": ("3.0", "3.1"),
}
SIZES = ("8B", "27B", "70B")
SUFFIXES = ("", " (latest)", " Preview", " Thinking")


def names() -> list[str]:
    """Return the names: every family in its versions, with and without suffixes."""
    dated = [f"{family} {version}{suffix}" for family, versions in FAMILIES.items() for version in versions
             for suffix in SUFFIXES]  # fmt: skip
    sized = [f"{family} {version} {size} {kind}" for family, versions in SIZED.items() for version in versions
             for size in SIZES for kind in ("Instruct", "Base")]  # fmt: skip
    gpt = [
        f"GPT-{kind}"
        for kind in (
            "3.5 Turbo",
            "4",
            "4 Turbo",
            "4.1",
            "4.1 mini",
            "4.1 nano",
            "4o",
            "4o mini",
            "5",
            "5 mini",
        )
    ]
    return [*dated, *sized, *gpt]


def words(text: str) -> list[str]:
    """Return the words and numbers of a name or a query, in lower case."""
    return re.findall(r"\d+(?:\.\d+)*|[a-z]+", text.lower())


def typo(word: str, rng: random.Random) -> str:
    """Return a word with one slip of the finger in it."""
    at = rng.randrange(len(word) - 1)
    letter = rng.choice(string.ascii_lowercase)
    return rng.choice([
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + letter + word[at:],
    ])  # fmt: skip


def mistyped(name: str, slips: int, rng: random.Random) -> str | None:
    """Return a name with slips in words long enough to survive them, None where it has too few."""
    parts = name.lower().split()
    long = [index for index, part in enumerate(parts) if len(part) > 4 and part.isalpha()]
    if len(long) < slips:
        return None
    for index in rng.sample(long, slips):
        parts[index] = typo(parts[index], rng)
    return " ".join(parts)


def partial(name: str, rng: random.Random) -> str | None:
    """Return what is left of a name without one of its words, unless that is another's whole name."""
    parts = words(name)
    letters = [part for part in parts if part.isalpha() and len(part) > 2]
    if len(letters) < 2:
        return None
    parts.remove(rng.choice(letters))
    taken = any(sorted(words(other)) == sorted(parts) for other in names())
    return None if taken else " ".join(parts)


def queries(rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Return (kind, query, name meant): each name changed in each way that can be."""
    for name in names():
        shuffled = words(name)
        rng.shuffle(shuffled)
        changes: dict[str, str | None] = {
            "lower case": name.lower(),
            "no punctuation": re.sub(r"[^\w\s.]", " ", name.lower()),
            "joined": "".join(re.findall(r"[\w.]+", name.lower())),
            "other order": " ".join(shuffled),
            "one slip": mistyped(name, 1, rng),
            "two slips": mistyped(name, 2, rng),
            "a part": partial(name, rng),
        }
        yield from ((kind, query, name) for kind, query in changes.items() if query)


def garbage(rng: random.Random) -> Iterator[str]:
    """Return what names nothing here: noise, other words, and versions that do not exist."""
    for _ in range(90):
        yield "".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randint(3, 12)))
    yield from (
        "kubernetes",
        "postgres",
        "banana bread",
        "terraform cloud",
        "excel",
        "hello world",
        "the best one",
    )
    for family in (*FAMILIES, *SIZED):
        for version in ("9", "7.7", "12", "0.4", "44", "4.55", "33"):
            yield f"{family.lower()} {version}"


def acceptable(query: str, meant: str, everything: Sequence[str]) -> bool:
    """Say whether a question is a right answer: the words that were typed are all in several names."""
    wanted = Counter(words(query))
    return sum(not wanted - Counter(words(name)) for name in everything if name != meant) > 0


def judged(
    resolver: Resolver, everything: Sequence[str], seed: int
) -> tuple[dict[str, Counter[str]], list[str]]:
    """Count the outcomes by kind of query, and return those that are silently wrong."""
    slugs = {name: slug(name) for name in everything}
    counts: dict[str, Counter[str]] = {}
    wrong: list[str] = []
    for kind, query, meant in queries(random.Random(seed)):
        answer = resolver(query)
        outcome: Outcome = "right" if answer == slugs[meant] else "wrong"
        if answer is None:
            outcome = "right" if acceptable(query, meant, everything) else "asked"
        if outcome == "wrong":
            wrong.append(f"{query} -> {answer}, meant {meant}")
        counts.setdefault(kind, Counter())[outcome] += 1
    for query in garbage(random.Random(seed)):
        answer = resolver(query)
        if answer is not None:
            wrong.append(f"{query} -> {answer}, garbage")
        counts.setdefault("garbage", Counter())["right" if answer is None else "wrong"] += 1
    return counts, wrong


def slug(name: str) -> str:
    """Return the slug of a name."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))


def ours(everything: Sequence[str]) -> Resolver:
    """Return our resolver over the names."""
    tools = [Named(slug(name), name, (), "") for name in everything]

    def answer(query: str) -> str | None:
        try:
            return resolve(query, tools).slug
        except (AmbiguousNameError, UnknownNameError):
            return None

    return answer


def scorer(measure: Callable[..., float], everything: Sequence[str]) -> Resolver:
    """Return a resolver that takes the best of a RapidFuzz scorer from 80 on, case ignored."""
    choices = {slug(name): name.lower() for name in everything}

    def answer(query: str) -> str | None:
        best = process.extractOne(query.lower(), choices, scorer=measure, score_cutoff=80)
        return None if best is None else str(best[2])

    return answer


def table(resolvers: dict[str, Resolver], everything: Sequence[str], seed: int) -> Iterator[str]:
    """Return a Markdown table of the outcomes, a line at a time."""
    yield "| resolver | queries | right | asked back | silently wrong | garbage taken |"
    yield "|---|--:|--:|--:|--:|--:|"
    for name, resolver in resolvers.items():
        counts, _ = judged(resolver, everything, seed)
        garbage_taken = counts.pop("garbage")
        outcomes = sum(counts.values(), Counter[str]())
        shares = [f"{outcomes[outcome] / outcomes.total():.1%}" for outcome in ("right", "asked", "wrong")]
        taken = f"{garbage_taken['wrong']} of {garbage_taken.total()}"
        yield f"| {name} | {outcomes.total()} | {' | '.join(shares)} | {taken} |"


def main() -> None:
    """Print the outcomes by resolver."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", action="store_true", help="print what vcompare got silently wrong")
    options = parser.parse_args()
    everything = names()
    resolvers = {
        "vcompare": ours(everything),
        "WRatio": scorer(fuzz.WRatio, everything),
        "token_sort_ratio": scorer(fuzz.token_sort_ratio, everything),
    }
    print(f"{len(everything)} names\n")
    print("\n".join(table(resolvers, everything, options.seed)))
    if options.wrong:
        print("\n".join(judged(resolvers["vcompare"], everything, options.seed)[1]))


if __name__ == "__main__":
    main()
