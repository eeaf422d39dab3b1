"""The rules of `check`, in the order in which `explain` lists them.

May import what `checks` may import.

`stale_pricing.toml` says what the rule `stale-pricing` is. Where it names the files to look at, `check` in
`stale_pricing.py` looks at them; a rule without is found while files are read and decoded.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import rtoml

from vcompare.checks.rule import Rule

_NAMES = (
    "toml-syntax",
    "merge-conflict",
    "not-utf8",
    "too-large",
    "not-a-file",
    "unreadable-file",
    "unexpected-file",
    "unknown-key",
    "missing-key",
    "wrong-type",
    "bad-value",
    "unknown-spec",
    "bad-spec",
    "misplaced-spec",
    "missing-spec",
    "sources-disagree",
    "unknown-source",
    "unused-source",
    "duplicate-source",
    "bad-declaration",
    "ambiguous-spec",
    "unused-spec",
    "unknown-meter",
    "bad-amount",
    "missing-currency",
    "bad-tier",
    "zero-rate",
    "bad-workload",
    "bad-decision",
    "unknown-tool",
    "empty-decision",
    "bad-recipe",
    "unpriced-meter",
    "unused-meter",
    "unused-currency",
    "stale-currency",
    "bad-slug",
    "slug-collision",
    "duplicate-name",
    "duplicate-alias",
    "unknown-category",
    "unknown-reviewer",
    "missing-review",
    "orphan-review",
    "orphan-votes",
    "orphan-outcome",
    "prediction-order",
    "overdue-prediction",
    "gone-upstream",
    "edited-import",
    "verdict-score-mismatch",
    "copied-review",
    "unsafe-text",
    "raw-html",
    "unsafe-link",
    "surrounding-space",
    "placeholder-text",
    "unsourced-pricing",
    "undated-pricing",
    "stale-pricing",
    "unsourced-spec",
    "undated-spec",
    "stale-spec",
    "quote-mismatch",
    "stale-review",
    "future-date",
    "date-order",
    "unknown-rule",
    "unused-allow",
)


def _read(name: str) -> Rule:
    text = Path(__file__).with_name(f"{_module(name)}.toml").read_text(encoding="utf-8")
    return msgspec.convert({"name": name, **rtoml.loads(text)}, Rule)


def _module(name: str) -> str:
    return name.replace("-", "_")


RULES: tuple[Rule, ...] = tuple(map(_read, _NAMES))
BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}


@cache
def function(name: str) -> Any:
    """Return the function of a rule: a FileCheck or, for a rule across files, a CatalogCheck.

    It is loaded where something is found that it may look at.
    """
    return import_module(f"{__name__}.{_module(name)}").check
