"""A catalog with meters, for the rules about prices."""

from pathlib import Path

from tests.checks.rules.support import QUILL, SETTINGS, TOOL, found
from vcompare.diagnostics import Diagnostic

METERS = """
[meters.input]
label = "Input"
unit = "tokens"
per = 1_000_000

[meters.cache-read]
label = "Cached input"
unit = "tokens"
per = 1_000_000
part_of = "input"

[meters.seat-month]
label = "Seat"
unit = "seat-month"
"""


def in_prices(
    tmp_path: Path, rule: str, prices: str, *, currency: str = 'currency = "USD"\n'
) -> list[Diagnostic]:
    """Return what a rule finds in the tables of prices of a tool."""
    settings = (
        SETTINGS.replace("[panel", f"{currency}\n[panel", 1) if "[panel" in SETTINGS else SETTINGS + currency
    )
    return found(tmp_path, rule, {"catalog.toml": settings + METERS, QUILL: f"{TOOL}\n{prices}\n"})
