"""`unpriced-meter`: a meter of a workload that no tool has a price for, at its quantity."""

from pathlib import Path

from tests.checks.rules.priced import METERS
from tests.checks.rules.support import CATALOG, HERE, NIB, QUILL, SETTINGS, TOOL, assert_found_here, found

RULE = "unpriced-meter"
WORKLOAD = f'label = "W"\n[each]\ninput = 5\ncache-read = {HERE}3\nunknown = 1\n[month]\nseat-month = 1\n'


def test_what_no_tool_has(tmp_path: Path) -> None:
    """Plans and offers price it too, and what is not declared is another finding."""
    prices = (
        '[[pricing.plans]]\nname = "P"\namount = 5\nper = "seat-month"\n[offers.x]\nrates = { input = 1 }\n'
    )
    files = {CATALOG: SETTINGS + METERS, QUILL: TOOL + prices, "workloads/support.toml": WORKLOAD}
    assert_found_here(tmp_path, RULE, files)
    (finding,) = found(tmp_path, RULE, files)
    message = "no tool has a price for `cache-read`, so no cost of this workload is known exactly"
    assert finding.message == message
    assert found(tmp_path / "other", RULE, {**files, NIB: "name ="}) == []
    assert found(tmp_path, "unused-meter", files) == []
