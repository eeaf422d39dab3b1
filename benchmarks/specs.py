"""Made-up specs for made-up tools: what a catalog declares, and what each tool has of it."""

import datetime
import random
from collections.abc import Callable, Iterator, Mapping
from itertools import count, islice
from typing import Any

_LAST_DAY = datetime.date(2026, 10, 31)
_LICENSES = ("MIT", "Apache-2.0", "GPL-3.0", "AGPL-3.0", "Custom", "Proprietary")
_MODALITIES = ("text", "image", "audio", "video", "code")
_REGIONS = ("Frankfurt", "Dublin", "Virginia", "Oregon", "Tokyo", "Mumbai")
_TOKENS = (8_000, 32_000, 64_000, 128_000, 200_000, 400_000, 1_000_000, 2_000_000)


def _flag(rng: random.Random) -> bool:
    return rng.random() < 0.5


def _number(rng: random.Random, value: int) -> Any:
    """Return a number, sometimes with its words on the page, sometimes only bounds of it, or none at all."""
    luck = rng.random()
    if luck < 0.1:
        return {"value": value, "quote": f"up to {value:,}"}
    if luck < 0.2:
        return {"at_least": value // 2, "at_most": value}
    return {"none": True} if luck < 0.23 else value


def _date(rng: random.Random) -> Any:
    day = _LAST_DAY - datetime.timedelta(days=rng.randint(90, 1200))
    return day if rng.random() < 0.7 else f"{day:%Y-%m}"


_Value = Callable[[random.Random], Any]

_NAMED: Mapping[str, tuple[Mapping[str, Any], _Value]] = {
    "context": (
        {"label": "Context window", "short": "Context", "kind": "quantity", "unit": "tokens",
         "better": "higher", "group": "Limits"},
        lambda rng: _number(rng, rng.choice(_TOKENS)),
    ),
    "open-weights": (
        {"label": "Open weights", "kind": "flag", "better": True, "group": "License"},
        lambda rng: rng.random() < 0.3,
    ),
    "released": ({"label": "Released", "kind": "date"}, _date),
    "license": (
        {"label": "License", "kind": "choice", "choices": list(_LICENSES), "group": "License"},
        lambda rng: {"none": True} if rng.random() < 0.05 else rng.choice(_LICENSES),
    ),
    "modalities": (
        {"label": "Modalities", "kind": "list"},
        lambda rng: rng.sample(_MODALITIES, rng.randint(1, 3)),
    ),
    "region": ({"label": "Region", "kind": "text"}, lambda rng: rng.choice(_REGIONS)),
    "docs": ({"label": "Docs", "kind": "link"}, lambda rng: f"https://docs{rng.randint(1, 999)}.example"),
}  # fmt: skip
"""What a catalog compares first; after them come features and limits, as many as are asked for."""


def declared(number: int) -> dict[str, dict[str, Any]]:
    """Return what a catalog declares that compares so many specs."""
    return {key: dict(spec) for key, (spec, _) in islice(_all(), number)}


def facts(rng: random.Random, number: int, site: str) -> dict[str, Any]:
    """Return `sources` and `specs` of a tool: of most of what is declared something is known."""
    known = {key: value(rng) for key, (_, value) in islice(_all(), number) if rng.random() < 0.85}
    if not known:
        return {}
    checked = _LAST_DAY - datetime.timedelta(days=rng.randint(0, 80))
    return {"sources": {"specs": {"url": f"{site}/specs", "checked": checked}}, "specs": known}


def _all() -> Iterator[tuple[str, tuple[Mapping[str, Any], _Value]]]:
    """Yield specs without end: their keys, declarations, and what makes a value."""
    yield from _NAMED.items()
    for number in count(1):
        yield (
            f"feature-{number}",
            ({"label": f"Feature {number}", "kind": "flag", "group": "Features"}, _flag),
        )
        limit = {"label": f"Limit {number}", "kind": "quantity", "unit": "MB", "group": "Limits"}
        yield f"limit-{number}", (limit, lambda rng: _number(rng, rng.randint(1, 4000)))
