"""How often a name with a slip in it finds its tool: names from a grammar, slips as people make them.

A seed makes the words of all names, so that nothing is tuned to them: makers, families in versions, variants,
sizes and dates. Each name is typed in lower case with separators as people type them, then changed in one of
the ways in `KINDS`.

Right is the tool that was meant. A question is right, and not counted, where what was typed before the slip
is in several names, or where another name is at most one slip farther away; otherwise it is one too many.
Any other tool is wrong, but for one that is called what was typed. Names in which a version is
changed to one that no tool has, and noise, must find nothing.
"""

import random
import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from rapidfuzz import process
from rapidfuzz.distance import OSA

from benchmarks.names import MemoryLexicon, slug
from benchmarks.session import Section, Session
from vcompare.errors import AmbiguousNameError, UnknownNameError
from vcompare.match import resolve
from vcompare.match.shortlist import shortlist
from vcompare.model import Named

Rng = random.Random
Typed = tuple[str, str]
"""What was typed, and the same before the slip."""

VARIANTS = (
    "", "", "", "Pro", "Mini", "Flash", "Flash Lite", "Turbo", "Max", "Air", "Code", "Vision", "Preview",
    "(latest)", "Instruct", "highspeed", "Thinking", "Nano", "Plus",
)  # fmt: skip
VERSIONS = ("1", "2", "2.5", "3", "3.1", "4", "4.5", "4.7", "5", "5.5", "v3", "V3.1", "k2", "K2.6")
DETAILS = ("", "", "", "", "", "8B", "70B", "32B-A3B", "0711", "2507", "128k")
SHAPES = (
    "{0} {1} {v} {t} {d}", "{1}-{v} {t} {d}", "{1} {v} {t} {d}", "{1} {t} {v} {d}", "{1}{v} {t} {d}",
    "{0} {1} {t}",
)  # fmt: skip
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = (
    ("c", "k"), ("k", "c"), ("y", "i"), ("i", "y"), ("f", "ph"), ("s", "z"), ("z", "s"), ("ll", "l"),
    ("ss", "s"), ("ee", "i"), ("oo", "u"), ("x", "ks"), ("a", "e"), ("o", "u"),
)  # fmt: skip
_ONSETS = (*"bcdfghklmnprstvwz", "qu", "ch", "br", "gr", "st", "fl")
_VOWELS = (*"aeiou", "ee", "ai")
_ABSENT = ("9", "7.7", "12", "0.4", "44", "4.55", "33", "6.3")


def names(count: int, seed: int) -> list[str]:
    """Return so many names that differ in more than their order and punctuation."""
    rng = Rng(seed)
    vocabulary = [_word(rng) for _ in range(max(20, count // 8))]
    found: dict[tuple[str, ...], str] = {}
    while len(found) < count:
        maker, family = rng.sample(vocabulary, 2)
        for _ in range(rng.randint(1, 5)):
            parts = {"v": rng.choice(VERSIONS), "t": rng.choice(VARIANTS), "d": rng.choice(DETAILS)}
            name = re.sub(r"\s+", " ", rng.choice(SHAPES).format(maker, family, **parts)).strip()
            found.setdefault(tuple(sorted(words(name))), name)
    return list(found.values())[:count]


def _word(rng: Rng) -> str:
    """Return a word of three to ten letters that can be spoken."""
    syllables = (rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(rng.choice((1, 2, 2, 3))))
    return "".join(syllables).title()[:9] + rng.choice("nlmxrstk")


def words(text: str) -> list[str]:
    """Return the words and numbers of a name: letters before a number are a word, and 4o and 70b are one."""
    apart = re.sub(r"([a-z])(\d)", r"\1 \2", text.lower())
    return re.findall(r"[a-z]+|\d+(?:\.\d+)*[a-z]*", apart)


def typed(name: str, rng: Rng) -> str:
    """Return a name in lower case, with separators as people type them."""
    text = re.sub(r"[()]", "", name.lower())
    text = text.replace("-", rng.choice((" ", " ", "-", "")))
    return re.sub(r"(\d)\.(\d)", r"\1 \2", text) if rng.random() < 0.3 else text


def slipped(text: str, rng: Rng, slip: Callable[[str, int, Rng], str], count: int = 1) -> str | None:
    """Return a text with slips in so many of its words of three letters or more, None for too few."""
    places = [place.span() for place in re.finditer("[a-z]{3,}", text)]
    if len(places) < count:
        return None
    for start, end in sorted(rng.sample(places, count), reverse=True):
        word = text[start:end]
        text = text[:start] + slip(word, rng.randrange(len(word)), rng) + text[end:]
    return text


def key_beside(letter: str, rng: Rng) -> str:
    """Return the letter of a key beside another."""
    row = next(row for row in _KEYS if letter in row)
    at = row.index(letter)
    return rng.choice(row[max(at - 1, 0) : at] + row[at + 1 : at + 2])


def swap(word: str, at: int, _: Rng) -> str:
    """Return a word with two letters swapped."""
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def sound(word: str, _: int, rng: Rng) -> str:
    """Return a word spelled another way that sounds like it, more or less."""
    one, other = rng.choice([pair for pair in _SOUNDS if pair[0] in word] or [("", "")])
    return word.replace(one, other, 1) if one else word


SLIPS: dict[str, Callable[[str, int, Rng], str]] = {
    "a key beside": lambda word, at, rng: word[:at] + key_beside(word[at], rng) + word[at + 1 :],
    "swapped": swap,
    "dropped": lambda word, at, _: word[:at] + word[at + 1 :],
    "doubled": lambda word, at, _: word[:at] + word[at] + word[at:],
    "one too many": lambda word, at, rng: word[:at] + key_beside(word[at], rng) + word[at:],
    "by ear": sound,
}
"""One slip in a word."""


def queries(name: str, rng: Rng) -> Iterator[tuple[str, Typed]]:
    """Return (kind, what is typed): a name changed in each way that can be."""
    base = typed(name, rng)
    yield "separators", (base, base)
    for kind, slip in SLIPS.items():
        yield from _given(kind, slipped(base, rng, slip), base)
    yield from _given("in two words", slipped(base, rng, rng.choice([*SLIPS.values()]), 2), base)
    parts = base.split()
    if len(parts) > 1:
        at = rng.choice([place for place, part in enumerate(parts) if not part.isdigit()])
        yield from _given("a word left out", rest := " ".join(parts[:at] + parts[at + 1 :]), rest)
        if sum(any(map(str.isdigit, part)) for part in parts) < 2:
            mixed = " ".join(rng.sample(parts, len(parts)))
            yield from _given("another order", slipped(mixed, rng, SLIPS["a key beside"]), mixed)
        joined = base.replace(" ", "", 1) if not re.match(r"\S*\d \d", base) else base
        yield from _given("joined", slipped(joined, rng, swap), base)
    if long := [place.span() for place in re.finditer("[a-z]{6,}", base)]:
        start, end = rng.choice(long)
        short = base[: start + rng.randint((end - start + 1) // 2, end - start - 1)] + base[end:]
        yield "a short form", (short, base)


def _given(kind: str, text: str | None, before: str) -> Iterator[tuple[str, Typed]]:
    if text:
        yield kind, (text, before)


def garbage(everything: Sequence[str], rng: Rng, count: int) -> Iterator[str]:
    """Return noise, and names with versions that none has, with and without a slip."""
    for _ in range(count):
        if rng.random() < 0.4:
            yield "".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randint(3, 12)))
        elif places := [*re.finditer(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", name := rng.choice(everything))]:
            start, end = rng.choice(places).span()
            text = (name[:start] + rng.choice(_ABSENT) + name[end:]).lower()
            yield slipped(text, rng, SLIPS["dropped"]) or text if rng.random() < 0.5 else text


def resolver(everything: Iterable[str]) -> Callable[[str], str | None]:
    """Return what answers as the program does: a slug, None for a question."""
    tools = {slug(name): Named(slug(name), name, (), "") for name in everything}
    lexicon = MemoryLexicon(tools.values())

    def answer(query: str) -> str | None:
        try:
            return resolve(query, [tools[one] for one in sorted(shortlist(query, lexicon))]).slug
        except (AmbiguousNameError, UnknownNameError):
            return None

    return answer


def judged(everything: Sequence[str], seed: int, sample: int) -> tuple[dict[str, Counter[str]], list[str]]:
    """Count right, asked and wrong answers by kind for a sample of names, and return those that are wrong."""
    rng, answer = Rng(seed), resolver(everything)
    spelled = {slug(name): Counter(words(name)) for name in everything}
    is_fair = partial(_is_fair_question, spelled, {name: "".join(words(name)) for name in everything})
    counts: dict[str, Counter[str]] = {}
    wrong: list[str] = []
    for name in rng.sample(everything, min(sample, len(everything))):
        for kind, (query, before) in queries(name, rng):
            found, wanted = answer(query), Counter(words(before))
            if found is None and is_fair(name, query, wanted):
                continue
            is_right = found is not None and (found == slug(name) or _is_called(spelled[found], wanted))
            outcome = "asked" if found is None else "right" if is_right else "wrong"
            counts.setdefault(kind, Counter())[outcome] += 1
            wrong += [f"{query} -> {found}, meant {name}"] if outcome == "wrong" else []
    for query in garbage(everything, rng, sample * 3):
        found = answer(query)
        counts.setdefault("garbage", Counter())["right" if found is None else "wrong"] += 1
        wrong += [f"{query} -> {found}, garbage"] if found else []
    return counts, wrong


def _is_called(tool: Counter[str], typed: Counter[str]) -> bool:
    return sorted("".join(tool.elements())) == sorted("".join(typed.elements()))


def _is_fair_question(
    spelled: dict[str, Counter[str]], joined: dict[str, str], name: str, query: str, wanted: Counter[str]
) -> bool:
    """Return whether several names have what was typed, or another one is about as close to it."""
    own, whole = slug(name), Counter(words(name)) == wanted
    others = (bag for one, bag in spelled.items() if one != own)
    if any(bag == wanted if whole else not wanted - bag for bag in others):
        return True
    text = "".join(words(query))
    most = OSA.distance(text, joined[name]) + 1
    near = process.extract(text, joined, scorer=OSA.distance, score_cutoff=most, limit=None)
    return any(other != name for _, _, other in near)


def shares(counts: dict[str, Counter[str]]) -> dict[str, float]:
    """Return the shares of right, asked and wrong answers in all but garbage."""
    total = sum((counter for kind, counter in counts.items() if kind != "garbage"), Counter[str]())
    return {outcome: total[outcome] / total.total() for outcome in ("right", "asked", "wrong")}


def measure(session: Session) -> Section:
    """Count right, asked and wrong answers of three seeds for a small and a large list of names."""
    lines = [
        "| names | seed | queries | right | one question too many | wrong | garbage taken |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for count, sample in ((78, 78),) if session.quick else ((78, 78), (5275, 200)):
        for seed in (1, 2, 3):
            counts, _ = judged(names(count, seed), seed, sample)
            noise = counts["garbage"]
            total = sum(counter.total() for counter in counts.values()) - noise.total()
            cells = " | ".join(f"{share:.1%}" for share in shares(counts).values())
            lines.append(f"| {count:,} | {seed} | {total} | {cells} | {noise['wrong']} of {noise.total()} |")
    return Section("\n".join(lines))
