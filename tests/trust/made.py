"""Made-up catalogs of facts, and what a plain reading of them says: what is known, shown, better and in order."""

import datetime
import itertools
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import tomli_w
from hypothesis import strategies as st

from vcompare.model import NONE, Bounds, Period

WORDS = st.text("abcdefghijkl", min_size=1, max_size=8).filter(lambda word: word != "false")
CHOICES = ("alpha", "beta", "gamma")
UNITS = (None, "tokens", "GB", "%", "ms")
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 1, 1))
PERIODS = DAYS.flatmap(lambda day: st.sampled_from((Period(day.year), Period(day.year, day.month))))
NUMBERS = st.integers(-(10**12), 10**12) | st.sampled_from((0, 0.1, 1.5, 1_048_576, 999_999, 2.5e9, -5))
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "quantity": NUMBERS,
    "flag": st.booleans(),
    "choice": st.sampled_from(CHOICES),
    "text": WORDS,
    "list": st.lists(WORDS, min_size=1, max_size=3, unique=True).map(tuple),
    "date": DAYS | PERIODS,
    "link": WORDS.map("https://{}.example".format),
}
ENDS: Mapping[str, st.SearchStrategy[Any]] = {"quantity": st.integers(-(10**9), 10**9), "date": DAYS}
BETTER = {
    "quantity": ("higher", "lower"),
    "flag": (True, False),
    "date": ("later", "earlier"),
    "choice": ("last", "first"),
}
"""As catalog.md has it: the way up, and the way down."""


class Made(NamedTuple):
    """What a catalog declares, and what is known of each tool."""

    specs: dict[str, dict[str, Any]]
    tools: dict[str, dict[str, Any]]

    def order(self, key: str, content: Any) -> tuple[Any, Any] | None:
        """Return the lowest and the highest that a value can be, None where there is none."""
        return span(self.specs[key]["kind"], content)

    def winner(self, key: str, slugs: Iterable[str]) -> str | None:
        """Return the tool that is better than every other that is known, whatever those turn out to be."""
        better = self.specs[key].get("better")
        spans = {slug: self.order(key, self.tools[slug].get(key)) for slug in slugs}
        known = {slug: ends for slug, ends in spans.items() if ends is not None}
        if better is None or len(known) == 1:
            return None
        is_up = better == BETTER[self.specs[key]["kind"]][0]
        for slug, (low, high) in known.items():
            others = [ends for other, ends in known.items() if other != slug]
            if all(other_high < low if is_up else other_low > high for other_low, other_high in others):
                return slug
        return None


def contents(kind: str) -> st.SearchStrategy[Any]:
    found = VALUES[kind] | st.just(NONE)
    if kind in ENDS:
        pairs = st.tuples(ENDS[kind], ENDS[kind]).map(list)
        found |= pairs.map(lambda ends: Bounds(min(ends), max(ends)))
        found |= ENDS[kind].map(lambda end: Bounds(end, None)) | ENDS[kind].map(lambda end: Bounds(None, end))
    return found


@st.composite
def catalogs(draw: st.DrawFn) -> Made:
    specs, tools = dict[str, dict[str, Any]](), dict[str, dict[str, Any]]()
    for number, kind in enumerate(draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=4))):
        spec: dict[str, Any] = {"label": f"Fact {number}", "kind": kind}
        if kind == "choice":
            spec["choices"] = list(CHOICES)
        if kind == "quantity" and (unit := draw(st.sampled_from(UNITS))):
            spec["unit"] = unit
        if draw(st.booleans()) and kind in BETTER:
            spec["better"] = draw(st.sampled_from(BETTER[kind]))
        specs[f"fact-{number}"] = spec
    for number in range(draw(st.integers(2, 4))):
        known = [key for key in specs if draw(st.integers(0, 3))]
        tools[f"tool-{number}"] = {key: draw(contents(specs[key]["kind"])) for key in known}
    return Made(specs, tools)


def written(content: Any) -> Any:
    """Return what a file has for what is known."""
    if content is NONE:
        return {"none": True}
    if isinstance(content, Bounds):
        ends = {"at_least": content.at_least, "at_most": content.at_most}
        return {key: end for key, end in ends.items() if end is not None}
    if isinstance(content, tuple):
        return list(content)
    return str(content) if isinstance(content, Period) else content


def write(made: Made, root: Path) -> None:
    (root / "tools").mkdir()
    head = {"format": 1, "title": "Made", "specs": made.specs}
    (root / "catalog.toml").write_text(tomli_w.dumps(head))
    for slug, known in made.tools.items():
        facts = {key: written(content) for key, content in known.items()}
        tool = {"name": slug.title(), "tagline": "A tool", "category": "Tools", "specs": facts}
        (root / f"tools/{slug}.toml").write_text(tomli_w.dumps(tool))


def span(kind: str, content: Any) -> tuple[Any, Any] | None:
    if content is None or content is NONE:
        return None
    if isinstance(content, Bounds):
        low, high = (
            (float("-inf"), float("inf")) if kind == "quantity" else (datetime.date.min, datetime.date.max)
        )
        return (
            low if content.at_least is None else content.at_least,
            high if content.at_most is None else content.at_most,
        )
    if isinstance(content, Period):
        month = content.month or 12
        following = datetime.date(content.year + month // 12, month % 12 + 1, 1)
        return datetime.date(content.year, content.month or 1, 1), following - datetime.timedelta(1)
    order = CHOICES.index(content) if kind == "choice" else content
    return order, order


def tells(spec: Mapping[str, Any], content: Any, text: str, *, exact: bool) -> bool:
    """Say whether a text that people read is about this value, and not about another."""
    if content is None or content is NONE:
        return text == ("unknown" if content is None else "none")
    if isinstance(content, Bounds):
        return any(
            all(_tells_value(spec, end, part, exact) for end, part in zip(ends, parts, strict=True))
            for ends, parts in _limits(content, text)
        )
    return _tells_value(spec, content, text, exact)


def _limits(content: Bounds, text: str) -> Iterable[tuple[list[Any], list[str]]]:
    """Yield the limits that a text may be about, with what it says of each."""
    low, high = content.at_least, content.at_most
    if high is None:
        yield from (
            ([low], [rest]) for sign in ("≥ ", "at least ") if (rest := text.removeprefix(sign)) != text
        )
        yield [low], [text.removesuffix(" or later")] if text.endswith(" or later") else [""]
    elif low is None:
        yield from (
            ([high], [rest]) for sign in ("≤ ", "at most ") if (rest := text.removeprefix(sign)) != text
        )
        yield [high], [text.removesuffix(" or earlier")] if text.endswith(" or earlier") else [""]
    else:
        yield from (([low, high], text.split(sign)) for sign in ("–", " to ") if text.count(sign) == 1)
        yield [low, high], [text, text]  # both round to the same


def _tells_value(spec: Mapping[str, Any], value: Any, text: str, exact: bool) -> bool:
    if spec["kind"] == "quantity":
        return _tells_number(Decimal(str(value)), text.removesuffix(spec.get("unit") or "").strip(), exact)
    if isinstance(value, bool):
        return text == ("yes" if value else "no")
    return text == ("; ".join(value) if isinstance(value, tuple) else str(value))


def _tells_number(value: Decimal, text: str, exact: bool) -> bool:
    """Read a number back: short, it has three digits at most where it has a letter, and is as near as those can be."""
    letters = dict(zip("kMGT", itertools.count(3, 3), strict=False))
    digits = text.replace(",", "")
    power = letters.get(digits[-1:], 0)
    try:
        read = Decimal(digits[:-1] if power else digits).scaleb(power)
    except ArithmeticError:
        return False
    if exact or not power:
        return read == value and not (exact and power)
    shown = Decimal(digits[:-1]).as_tuple()
    least = Decimal(1).scaleb(value.adjusted() - 2)
    return len(shown.digits) <= 3 + (shown.digits[0] == 0) and abs(read - value) * 2 <= least
