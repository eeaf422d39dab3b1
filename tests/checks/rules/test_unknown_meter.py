"""`unknown-meter`: a rate, a tier or a plan for what no meter is declared for, at its key."""

from pathlib import Path

import pytest

from tests.checks.rules.priced import METERS, in_prices
from tests.checks.rules.support import CATALOG, HERE, QUILL, SETTINGS, TOOL, assert_found_here, found

RULE = "unknown-meter"
PLAN = '[[pricing.plans]]\nname = "P"\namount = 5\nper = "month"\n'


@pytest.mark.parametrize(
    ("prices", "hint"),
    [
        ("[pricing.rates]\nimput = 3", "did you mean `input`?"),
        ("[pricing.rates]\nvideo = 3", "add [meters.video] to catalog.toml, or correct its spelling"),
        ("[pricing.rates]\ninput = 1\n[[pricing.tiers]]\nover = { inptu = 9 }\nrates = { input = 6 }", "did you mean `input`?"),
        ("[pricing.rates]\ninput = 1\n[[pricing.tiers]]\nover = { input = 9 }\nrates = { inptu = 6 }", "did you mean `input`?"),
        (PLAN + "includes = { imput = 9 }", "did you mean `input`?"),
        (PLAN.replace("month", "seat-mnth"), "did you mean `seat-month`?"),
        (PLAN.replace("month", "week"), "add [meters.week] to catalog.toml"),
        ("[offers.x]\nrates = { imput = 3 }", "did you mean `input`?"),
    ],
)  # fmt: skip
def test_one_that_is_not_declared(tmp_path: Path, prices: str, hint: str) -> None:
    (finding,) = in_prices(tmp_path, RULE, prices)
    assert finding.hint == hint


def test_those_that_are_declared(tmp_path: Path) -> None:
    assert not in_prices(tmp_path, RULE, f"[pricing.rates]\ninput = 3\ncache-read = {{ amount = 1 }}\n{PLAN}")


def test_the_message_names_the_key_once(tmp_path: Path) -> None:
    (finding,) = in_prices(tmp_path, RULE, PLAN.replace("month", "wek"))
    message = '`pricing.plans[1].per` must be a meter of this catalog, "month" or "year"; it is "wek"'
    assert finding.message == message


def test_a_plan_without_a_period(tmp_path: Path) -> None:
    (finding,) = in_prices(tmp_path, "missing-key", PLAN.replace('per = "month"', ""))
    assert finding.message == "`pricing.plans[1].per` is missing"
    assert finding.hint == 'add `pricing.plans[1].per`: a meter of the catalog, "month" or "year"'


def test_one_of_a_workload(tmp_path: Path) -> None:
    text = f'label = "W"\n[each]\ninput = 5\n{HERE}inptu = 3\nrequests = 3\n[month]\n{HERE}video = "x"\n'
    files = {CATALOG: SETTINGS + METERS, QUILL: TOOL, "workloads/support.toml": text}
    assert_found_here(tmp_path, RULE, files)
    hints = [one.hint for one in found(tmp_path, RULE, files)]
    assert hints == ["did you mean `input`?", "add [meters.video] to catalog.toml, or correct its spelling"]
