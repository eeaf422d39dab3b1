"""Made-up prices for made-up tools: meters, rates of each tool and its sellers, and a workload."""

import datetime
import random
from collections.abc import Iterator, Mapping
from typing import Any

_LAST_DAY = datetime.date(2026, 10, 31)
_SELLERS = ("bedrock", "foundry", "together", "fireworks", "groq", "novita", "deepinfra", "parasail")
_TOKENS = {"unit": "tokens", "per": 1_000_000}

METERS: Mapping[str, Mapping[str, Any]] = {
    "input": {"label": "Input", **_TOKENS},
    "cache-read": {"label": "Cached input", **_TOKENS, "part_of": "input"},
    "output": {"label": "Output", **_TOKENS},
}
WORKLOADS: Mapping[str, Mapping[str, Any]] = {
    "support": {
        "label": "Support desk",
        "requests": 10_000,
        "each": {"input": 12_000, "cache-read": 9_000, "output": 600},
    }
}


def prices(rng: random.Random, offers: int, site: str) -> dict[str, Any]:
    """Return `pricing` and so many `offers` of a tool: not all rates are known, and some have a tier."""
    checked = _LAST_DAY - datetime.timedelta(days=rng.randint(0, 80))
    own: dict[str, Any] = {"rates": _rates(rng)} if rng.random() < 0.9 else {}
    if own and rng.random() < 0.2:
        own["tiers"] = [
            {"over": {"input": 200_000}, "rates": {meter: 2 * rate for meter, rate in own["rates"].items()}}
        ]
    found = {
        seller: {"source": f"{site}/{seller}", "checked": checked, "rates": _rates(rng)}
        for seller in rng.sample(_SELLERS, offers)
    }
    return {"pricing": own, "offers": found}


def _rates(rng: random.Random) -> dict[str, float]:
    return dict(_each(rng, rng.choice((0.1, 0.25, 0.5, 0.8, 1.25, 2, 3, 5))))


def _each(rng: random.Random, rate: float) -> Iterator[tuple[str, float]]:
    yield "input", rate
    if rng.random() < 0.7:
        yield "cache-read", round(rate / 10, 4)
    if rng.random() < 0.97:
        yield "output", round(rate * rng.choice((3, 4, 5)), 4)
