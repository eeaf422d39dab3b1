"""How well names are resolved: right, asked back, or silently wrong, against RapidFuzz's own scorers.

Names are near-duplicates on purpose: families, versions, sizes, suffixes. One list is written down, one is
invented from a seed with other words in other orders. Queries are what people type of them, each made by
one kind of change, and garbage is what must match nothing. What is right is decided by the words of the
names alone: the name that was changed, or a question where the words that were typed are all in several
names, or where they may well be the whole name of something else.

Then every name is left out of its list in turn and asked for all the same. To take another is a wrong guess,
unless the two differ in spelling only, or the name is the end of the other one ("opus 4.5").
"""

import itertools
import random
import re
import statistics
import string
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Literal

from rapidfuzz import fuzz, process

from benchmarks.measure import spread
from benchmarks.session import Section, Session
from vcompare.catalog.store import Catalog
from vcompare.errors import AmbiguousNameError, UnknownNameError
from vcompare.match import resolve
from vcompare.match.shortlist import shortlist, spellings
from vcompare.model import Named

Outcome = Literal["right", "asked", "wrong"]
Resolver = Callable[[str], str | None]
"""Takes a query and returns a slug, None where it asks back or knows nothing."""

Maker = Callable[[Sequence[str]], Resolver]
"""Takes names and returns a resolver over them."""

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
SHORTER = "a word missing"
"""The kind of query that may well be the whole name of something else, so that a question is right."""

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


KNOWN = (
    "Claude Opus 4.1", "Claude Opus 4.5", "Claude Sonnet 4", "Claude Sonnet 4.5", "Claude Haiku",
    "Claude Haiku Instant", "Claude Instant", "Claude Code", "GPT-4", "GPT-4 Turbo", "GPT-4.1", "GPT-4o",
    "GPT-4o mini", "o3", "o3-mini", "o4-mini", "Gemini 2.5 Pro", "Gemini 2.5 Flash", "Gemini 2.5 Flash-Lite",
    "Gemma 3 27B", "Llama 3.1 8B", "Llama 3.1 70B", "Llama 3.1 Nemotron 70B", "Code Llama 34B", "Ollama",
    "Mistral Large 2", "Mistral Small 3", "Mixtral 8x7B", "Mixtral 8x22B", "Pixtral Large", "Codestral",
    "Devstral", "Magistral Small", "Ministral 8B", "Phi 3 4B", "Phi 4 3B", "Phi-4 Mini",
    "Qwen2.5 32B Instruct", "Qwen2.5 Coder 32B Instruct", "Qwen3 Coder", "DeepSeek V3", "DeepSeek Coder V2",
    "DeepSeek R1", "DeepSeek R1 Distill Llama 70B", "Command R", "Command R+", "Stable Diffusion 3",
    "Stable Diffusion XL", "Whisper Large v3", "Whisper Large v3 Turbo", "GitHub Copilot",
    "GitHub Copilot Workspace", "Cursor", "Windsurf", "Visual Studio Code", "Vite", "Vitest", "React",
    "React Router", "Docker Compose", "Docker Desktop", "Azure AI Search", "Azure AI Foundry",
    "Azure Functions", "Azure Durable Functions", "Hugging Face Hub", "Hugging Face Spaces", "LangChain",
    "LangGraph", "LlamaIndex", "C++ Builder", "C# Builder",
)  # fmt: skip
"""Names as they are in the wild, confusable ones among them, to be left out one at a time."""

SYLLABLES = (
    "bra", "cu", "dro", "fen", "gli", "hop", "jas", "kel", "lum", "mir", "nox", "pru",
    "quo", "ster", "vul", "wex",
)  # fmt: skip
TAILS = ("", "", " Swift", " Vision", " Reasoner", " Night Build", " v2", "-XL", " (beta)")


def invented(seed: int) -> list[str]:
    """Return other names, from a seed: words of other syllables, numbers and sizes in other places."""
    rng = random.Random(seed)
    found: dict[str, str] = {}
    while len(found) < 60:
        makers = ["".join(rng.sample(SYLLABLES, rng.choice((2, 2, 3)))).title() for _ in range(2)]
        shape = rng.choice(("{0} {1} {v}", "{0}-{v} {1}", "{0}{v} {1} {s}", "{1} {v} {s}", "{0} {1}"))
        for _ in range(rng.choice((1, 2, 4, 6))):
            version, size = (
                rng.choice(("1", "2", "2.5", "3", "10", "10.1")),
                rng.choice(("1b", "3B", "12B", "4x3B")),
            )
            name = shape.format(*makers, v=version, s=size) + rng.choice(TAILS)
            found.setdefault(slug(name), name)
    return list(found.values())


def words(text: str) -> list[str]:
    """Return the words and numbers of a name or a query, in lower case: 4o and 8x7b are one each."""
    return re.findall(r"[a-z0-9]+(?:\.\d+)*|[+#]+", text.lower())


def shuffled(name: str, rng: random.Random) -> str:
    """Return the words of a name in another order, the numbers among themselves in theirs."""
    parts = words(name)
    order = rng.sample(range(len(parts)), len(parts))
    numbers = iter(sorted(place for place in order if parts[place][0].isdigit()))
    return " ".join(parts[next(numbers) if parts[place][0].isdigit() else place] for place in order)


def typo(word: str, rng: random.Random) -> str:
    """Return a word with one typo in it."""
    at = rng.randrange(len(word) - 1)
    letter = rng.choice(string.ascii_lowercase)
    return rng.choice([
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + letter + word[at:],
    ])  # fmt: skip


def mistyped(name: str, typos: int, rng: random.Random) -> str | None:
    """Return a name with typos in words long enough for them, None where it has too few."""
    parts = name.lower().split()
    long = [index for index, part in enumerate(parts) if len(part) > 4 and part.isalpha()]
    if len(long) < typos:
        return None
    for index in rng.sample(long, typos):
        parts[index] = typo(parts[index], rng)
    return " ".join(parts)


def ending(name: str) -> str | None:
    """Return a name without its first word, None where that leaves nothing but numbers, or a sign first."""
    parts = words(name)
    telling = any(part.isalpha() for part in parts[1:]) and parts[1][0].isalnum()
    return " ".join(parts[1:]) if parts[0].isalpha() and telling else None


def shorter(name: str, everything: Sequence[str], rng: random.Random) -> str | None:
    """Return a name without a word after its first, unless that is another's whole name."""
    parts = words(name)
    places = [place for place, part in enumerate(parts) if place and part.isalpha() and len(part) > 2]
    if not places:
        return None
    parts.pop(rng.choice(places))
    taken = any(sorted(words(other)) == sorted(parts) for other in everything)
    return None if taken else " ".join(parts)


def queries(everything: Sequence[str], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Return (kind, query, name meant): each name changed in each way that can be."""
    for name in everything:
        changes: dict[str, str | None] = {
            "lower case": name.lower(),
            "no punctuation": re.sub(r"[^\w\s.+#]", " ", name.lower()),
            "joined": "".join(re.findall(r"[\w.+#]+", name.lower())),
            "other order": shuffled(name, rng),
            "one typo": mistyped(name, 1, rng),
            "two typos": mistyped(name, 2, rng),
            "its end": ending(name),
            SHORTER: shorter(name, everything, rng),
        }
        yield from ((kind, query, name) for kind, query in changes.items() if query)


def garbage(everything: Sequence[str], rng: random.Random) -> Iterator[str]:
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
    for family in dict.fromkeys(
        " ".join(word for word in words(name) if word.isalpha()) for name in everything
    ):
        yield from (f"{family} {version}" for version in ("9", "7.7", "12", "0.4", "44", "4.55", "33"))


def acceptable(kind: str, query: str, meant: str, everything: Sequence[str]) -> bool:
    """Say whether a question is right: the words may name another thing, or are all in several names."""
    wanted = Counter(words(query))
    return kind == SHORTER or any(not wanted - Counter(words(name)) for name in everything if name != meant)


def judged(
    resolver: Resolver, everything: Sequence[str], seed: int
) -> tuple[dict[str, Counter[str]], list[str]]:
    """Count the outcomes by kind of query, and return those that are silently wrong."""
    slugs = {name: slug(name) for name in everything}
    counts: dict[str, Counter[str]] = {}
    wrong: list[str] = []
    for kind, query, meant in queries(everything, random.Random(seed)):
        answer = resolver(query)
        outcome: Outcome = "right" if answer == slugs[meant] else "wrong"
        if answer is None:
            outcome = "right" if acceptable(kind, query, meant, everything) else "asked"
        if outcome == "wrong":
            wrong.append(f"{query} -> {answer}, meant {meant}")
        counts.setdefault(kind, Counter())[outcome] += 1
    for query in garbage(everything, random.Random(seed)):
        answer = resolver(query)
        if answer is not None:
            wrong.append(f"{query} -> {answer}, garbage")
        counts.setdefault("garbage", Counter())["right" if answer is None else "wrong"] += 1
    return counts, wrong


def left_out(maker: Maker, everything: Sequence[str], seed: int) -> tuple[Counter[str], list[str]]:
    """Ask for each name in a list without it: count what was taken, and return the wrong guesses."""
    rng = random.Random(seed)
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for name in everything:
        others = {slug(other): other for other in everything if other != name}
        resolver = maker(list(others.values()))
        typed = (name, name.lower(), re.sub(r"[^\w\s.+#]", " ", name.lower()), mistyped(name, 1, rng))
        for query in filter(None, typed):
            answer = resolver(query)
            fine = answer is None or excused(name, others[answer]) or shortens(name, others[answer])
            counts["asked" if answer is None else "shortened" if fine else "wrong"] += 1
            if answer is not None and not fine:
                wrong.append(f"{query} -> {others[answer]}, not there: {name}")
    return counts, wrong


def excused(name: str, taken: str) -> bool:
    """Say whether a name may stand for another: they differ in spelling, or it is the other one's end."""
    parts, others = words(name), words(taken)
    return "".join(parts) == "".join(others) or others[-len(parts) :] == parts


def shortens(name: str, taken: str) -> bool:
    """Say whether a name without a version has no word but those of another."""
    parts = Counter(words(name))
    return not (parts - Counter(words(taken)) or any(part[-1].isdigit() for part in parts))


def slug(name: str) -> str:
    """Return the slug of a name."""
    spelled = name.lower().replace("+", " plus ").replace("#", " sharp ")
    return "-".join(re.findall(r"[a-z0-9]+", spelled))


def ours(everything: Sequence[str]) -> Resolver:
    """Return our resolver over the names."""
    return ours_of([Named(slug(name), name, (), "") for name in everything])


def ours_of(tools: Sequence[Named]) -> Resolver:
    """Return our resolver over tools."""

    def answer(query: str) -> str | None:
        try:
            return resolve(query, tools).slug
        except (AmbiguousNameError, UnknownNameError):
            return None

    return answer


def scorer(measure: Callable[..., float]) -> Maker:
    """Return the maker of resolvers that take the best of a RapidFuzz scorer from 80 on, case ignored."""

    def maker(everything: Sequence[str]) -> Resolver:
        choices = {slug(name): name.lower() for name in everything}

        def answer(query: str) -> str | None:
            best = process.extractOne(query.lower(), choices, scorer=measure, score_cutoff=80)
            return None if best is None else str(best[2])

        return answer

    return maker


def fzf(program: str) -> Maker:
    """Return the maker of resolvers that take the first line of `fzf --filter`."""

    def maker(everything: Sequence[str]) -> Resolver:
        lines = "\n".join(everything)

        def answer(query: str) -> str | None:
            command = [program, "-i", f"--filter={query}"]
            done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
            if done.returncode > 1:  # 1 is for nothing found
                raise OSError(done.stderr)
            return slug(done.stdout.splitlines()[0]) if done.stdout else None

        return answer

    return maker


def makers(program: str | None) -> dict[str, Maker]:
    """Return who is compared, by name; fzf only where there is its program."""
    found = {"vcompare": ours, "RapidFuzz `WRatio`, from 80 on": scorer(fuzz.WRatio),
             "RapidFuzz `token_sort_ratio`, from 80 on": scorer(fuzz.token_sort_ratio)}  # fmt: skip
    return found | ({"`fzf --filter`, first line": fzf(program)} if program else {})


def measure(session: Session) -> Section:
    """Count right and wrong answers by list and resolver, and time queries on the large catalog."""
    program = session.peers.program("fzf")
    head = [
        "| list | who | queries | right | asked back | silently wrong | garbage taken | left out, wrong |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    everything = lists(1)
    chosen = ["invented"] if session.quick else list(everything)
    rows = [row for title in chosen for row in _rows(title, everything[title], program)]
    wrong = [fault for title in chosen for fault in faults(everything[title], 1)]
    mistakes = ["Silently wrong, of vcompare's:", "", *(f"- {fault}" for fault in wrong)] if wrong else []
    tools = Catalog.open(session.catalog(session.large)).names()[0]
    return Section("\n".join([*head, *rows, "", *mistakes, "", _timed(tools, random.Random(1), program)]))


def _rows(title: str, everything: Sequence[str], program: str | None) -> Iterator[str]:
    """Return the lines of the table for a list of names."""
    for name, maker in makers(program).items():
        counts, _ = judged(maker(everything), everything, 1)
        yield f"| {title} {_row(name, counts, left_out(maker, everything, 1)[0])}"


def faults(everything: Sequence[str], seed: int) -> list[str]:
    """Return what vcompare gets silently wrong."""
    wrong = judged(ours(everything), everything, seed)[1]
    return [*wrong, *left_out(ours, everything, seed)[1]]


def _row(name: str, counts: dict[str, Counter[str]], without: Counter[str]) -> str:
    noise = counts["garbage"]
    outcomes = sum((counter for kind, counter in counts.items() if kind != "garbage"), Counter[str]())
    shares = [f"{outcomes[outcome] / outcomes.total():.1%}" for outcome in ("right", "asked", "wrong")]
    taken = f"{noise['wrong']} of {noise.total()} | {without['wrong']} of {without.total()}"
    return f"| {name} | {outcomes.total()} | {' | '.join(shares)} | {taken} |"


def _timed(tools: Sequence[Named], rng: random.Random, program: str | None) -> str:
    """Return how many milliseconds a query of two or three words takes, with and without typos in it.

    Everybody gets the same queries, one after the other, with what it keeps of the names already in memory;
    fzf is started for each.
    """
    answers = _answers(tools, program)
    spent: dict[tuple[str, bool], list[float]] = {}
    for tool, typos in itertools.product(rng.sample(list(tools), 100), (False, True)):
        parts = rng.sample(words(tool.name), min(len(words(tool.name)), rng.choice((2, 3))))
        query = " ".join(typo(part, rng) if typos and len(part) > 4 else part for part in parts)
        for name, answer in answers.items():
            start = time.perf_counter()
            answer(query)
            spent.setdefault((name, typos), []).append((time.perf_counter() - start) * 1000)
    lines = [f"| a query among {len(tools):,} names | ms | 10–90% | with typos, ms | 10–90% |",
             "|---|--:|--:|--:|--:|"]  # fmt: skip
    for name in answers:
        cells = (
            f"{statistics.median(spent[name, typos]):.2f} | {spread(spent[name, typos], 2)}"
            for typos in (False, True)
        )
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


class MemoryLexicon:
    """A lexicon in memory."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._tools: dict[str, set[str]] = {}
        self._words: set[str] = set()
        self._runs: dict[int, set[str]] = {}
        for tool in named:
            words, runs, initials = spellings(tool)
            self._words |= words
            for run in runs:
                self._runs.setdefault(len(run), set()).add(run)
            for text in words | runs | initials:
                self._tools.setdefault(text, set()).add(tool.slug)

    def words(self) -> Sequence[str]:
        """Return every distinct word."""
        return tuple(self._words)

    def runs(self, shortest: int, longest: int) -> Sequence[str]:
        """Return every distinct run of `shortest` to `longest` characters."""
        return [run for length in range(shortest, longest + 1) for run in self._runs.get(length, ())]

    def is_known(self, text: str) -> bool:
        """Return whether a text is a word or a run."""
        return text in self._words or text in self._runs.get(len(text), ())

    def tools(self, texts: Collection[str]) -> set[str]:
        """Return the slugs of the tools that have one of the texts."""
        return set[str]().union(*(self._tools.get(text, ()) for text in texts))


def _answers(tools: Sequence[Named], program: str | None) -> dict[str, Callable[[str], object]]:
    lexicon, by_slug = MemoryLexicon(tools), {tool.slug: tool for tool in tools}
    shortlist("loads", lexicon)
    everything = [tool.name for tool in tools]

    def answer(query: str) -> str | None:
        return ours_of([by_slug[slug] for slug in sorted(shortlist(query, lexicon))])(query)

    others = {name: maker(everything) for name, maker in makers(program).items() if maker is not ours}
    return {"vcompare, with its lexicon": answer, **others}


def lists(seed: int) -> dict[str, list[str]]:
    """Return the lists of names by title; the last is made from a seed."""
    return {"families": names(), "known names": list(KNOWN), "invented": invented(seed + 100)}
