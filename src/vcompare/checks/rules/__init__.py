"""The rules of `check`, one file per rule, in the order in which `explain` lists them.

The rule `stale-pricing` is RULE in the module `stale_pricing`.
"""

from importlib import import_module

from vcompare.checks.rule import Rule

_NAMES = (
    "toml-syntax",
    "not-utf8",
    "too-large",
    "not-a-file",
    "unreadable-file",
    "unexpected-file",
    "unknown-key",
    "missing-key",
    "wrong-type",
    "bad-value",
    "bad-slug",
    "slug-collision",
    "duplicate-name",
    "duplicate-alias",
    "unknown-category",
    "unknown-reviewer",
    "missing-review",
    "orphan-review",
    "orphan-votes",
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
    "stale-review",
    "future-date",
    "date-order",
    "unknown-rule",
    "unused-allow",
)
RULES: tuple[Rule, ...] = tuple(
    import_module(f"vcompare.checks.rules.{name.replace('-', '_')}").RULE for name in _NAMES
)
BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}
