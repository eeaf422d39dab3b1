"""Counts, lists and cuts, as English writes them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: `1 error`, `2,000 errors`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def singular(unit: str) -> str:
    """Return what one of a unit is called: `request`. Abbreviations stay as they are."""
    return unit.removesuffix("s") if unit.islower() and len(unit) > 3 else unit  # noqa: PLR2004


def units(quantity: str, unit: str) -> str:
    """Return so many of a unit: `5 seat-months`, `1 request`, `30M tokens`."""
    one = singular(unit)
    is_word = one.islower() and (one != unit or len(one) > 3)  # noqa: PLR2004
    return f"{quantity} {f'{one}s' if is_word and quantity != '1' else one}"


def says(unit: str, label: str) -> bool:
    """Say whether a unit already says what a label says: seat-months are seats."""
    return uncapitalized(label).removesuffix("s") in unit


def natural_list(items: Sequence[str], conjunction: str = "and") -> str:
    """Return items as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    return f" {conjunction} ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def limited(lines: Sequence[str], longest: int = 20) -> tuple[str, ...]:
    """Return the first of many lines, with how many more there are."""
    more = len(lines) - longest
    return (*lines[:longest], f"and {more:,} more") if more > 0 else tuple(lines)


def together(said: Iterable[tuple[str, str]]) -> list[str]:
    """Return lines for places and what is said of each; what is said of several places is one line."""
    places: dict[str, list[str]] = {}
    for place, text in said:
        places.setdefault(text, []).append(place)
    more = {text: f" and {len(of) - 1:,} more" if of[1:] else "" for text, of in places.items()}
    return [f"{of[0]}{more[text]}: {text}" for text, of in places.items()]


def series(items: Sequence[str], conjunction: str = "and") -> str:
    """Return items as running text lists them: `a`, `a and b`, `a, b, and c`."""
    if len(items) < 3:  # noqa: PLR2004
        return f" {conjunction} ".join(items)
    return f"{', '.join(items[:-1])}, {conjunction} {items[-1]}"


def spelled(count: int) -> str:
    """Return a count as running text has it: in words up to nine."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[count] if count < len(words) else f"{count:,}"


def uncapitalized(label: str) -> str:
    """Return a label as it stands within a sentence: its first letter small, unless its word is a name.

    Names and acronyms have more capitals: `OpenAI API`, `SLA`.
    """
    first = label.partition(" ")[0]
    return label if first[1:] != first[1:].lower() else f"{label[:1].lower()}{label[1:]}"


def capitalized(text: str) -> str:
    """Return a text as it stands at the beginning of a line."""
    return f"{text[:1].upper()}{text[1:]}"


def possessive(name: str) -> str:
    """Return the possessive of a name: `Builder's`."""
    return f"{name}'s"


def verb(subject: Sequence[str], base: str) -> str:
    """Return a regular verb in the present as it goes with so many subjects: `wins`, `win`."""
    return f"{base}s" if len(subject) == 1 else base


def labels(names: Mapping[str, str]) -> dict[str, str]:
    """Return what to call things, by slug: the name, with the slug where two share it."""
    count = Counter(names.values())
    return {slug: f"{name} ({slug})" if count[name] > 1 else name for slug, name in names.items()}


def shorten(text: str, longest: int) -> str:
    """Return a text of at most `longest` characters: a longer one is cut after a word and ends in `…`."""
    if len(text) <= longest:
        return text
    head = text[:longest]
    return f"{head.rpartition(' ')[0] or head[:-1]}…"


def shorten_both(before: str, after: str, longest: int) -> tuple[str, str]:
    """Return two texts of at most `longest` characters that show the first difference between them."""
    shown = shorten(before, longest), shorten(after, longest)
    if before == after or shown[0] != shown[1]:
        return shown
    same = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    start = before.rfind(" ", 0, max(same - longest // 3, 0)) + 1
    return f"…{shorten(before[start:], longest - 1)}", f"…{shorten(after[start:], longest - 1)}"


def split(text: str, sign: str = ",") -> list[str]:
    """Return what stands between commas, or another sign; in double quotes, that is a part of it."""
    if sign not in text:
        return [text.strip()]
    parts = (part.strip() for part in re.findall(rf'(?:"[^"]*"|[^{sign}])+', text))
    return [re.sub(r'\A"([^"]*)"\Z', r"\1", part) for part in parts if part]
