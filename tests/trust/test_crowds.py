"""More of everything than there ever is: each command answers soon, and in little memory."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.trust import hostile
from tests.trust.limits import limited
from tests.trust.test_numbers import ANSWERS, DECISION, SETTINGS, SHARED, TOOL, WORKLOAD, finite

SECONDS = 5
"""Of processor time."""
MEMORY = 300 * 1024 * 1024
"""Bytes of address space."""
NAMED = 'name = "{}"\ntagline = "T"\ncategory = "C"\nentry = "free"\n'
A = NAMED.replace("{}", "A")
HEAD = 'format = 1\ntitle = "T"\n'


def many(count: int, one: str, between: str = "\n") -> str:
    return between.join(one.replace("{}", str(number)) for number in range(count))


def listed(count: int, one: str) -> str:
    return f"[{many(count, one, ',')}]\n"


UNLIKE = ",".join(
    f"{{over={{input={number},seat={9_000 - number}}},rates={{seat=1}}}}" for number in range(5_000)
)
CHAIN = "\n".join(f'm{n} = {{ label = "m{n}", unit = "u", part_of = "m{n - 1}" }}' for n in range(1, 2_500))
SPECS = {
    "workloads/w.toml": 'label = "W"\n',
    "tools/a.toml": A + "[specs]\n" + many(6_000, "s{}=true"),
    "tools/b.toml": NAMED.replace("{}", "B") + "[specs]\n" + many(6_000, "s{}=false"),
}
CROWDS: Mapping[str, Mapping[str, str]] = {
    "tiers": {
        "tools/a.toml": A
        + "pricing.rates.input = 1\npricing.tiers = "
        + listed(6_500, "{over={input={}},rates={input=1}}")
    },
    "tiers that never apply": {
        "tools/a.toml": f"{A}pricing.rates = {{ input = 1, seat = 1 }}\npricing.tiers = [{UNLIKE}]\n"
    },
    "plans": {
        "tools/a.toml": A
        + "pricing.plans = "
        + listed(4_000, '{name="p",amount={},per="seat",includes={input={}}}')
    },
    "offers": {
        "tools/a.toml": A + "offers = {" + many(9_500, "o{}={rates={input={}}}", ",") + "}\n",
    },
    "specs": {
        **SPECS,
        "catalog.toml": HEAD + "[specs]\n" + many(6_000, 's{}={label="{}",kind="flag",better=true}'),
        "decisions/d.toml": 'label = "D"\ncriteria.s1.weight = 1\n',
    },
    "criteria": {
        "catalog.toml": HEAD + "[specs]\n" + many(1_000, 's{}={label="{}",kind="quantity",better="higher"}'),
        "workloads/w.toml": 'label = "W"\n',
        "decisions/d.toml": 'label = "D"\n[criteria]\n'
        + many(1_000, "s{}={weight=1.{},worst=0,best=1000000{}}"),
        **{
            f"tools/{slug}.toml": NAMED.replace("{}", slug)
            + "[specs]\n"
            + "\n".join(f"s{number} = {number * factor % 99_991}" for number in range(1_000))
            for slug, factor in (("a", 77_777), ("b", 777), ("c", 4_321))
        },
    },
    "conditions": {
        "decisions/d.toml": 'label = "D"\ncriteria.context.weight = 1\nwhere = '
        + listed(9_000, '"name!=x{}"')
    },
    "predictions": {
        "reviews/a/builder.toml": 'verdict = "ship"\ntext = "x"\n[predictions]\n'
        + many(5_000, 'p{}={says="s",probability=0.5,due=2026-01-01}'),
        "outcomes/a.toml": "[builder]\n" + many(5_000, "p{}={outcome=true}"),
    },
    "ballots": {"votes/a.toml": "[ballots]\n" + many(15_000, '"{}"="ship"')},
    "aliases": {"tools/a.toml": A + "aliases = " + listed(20_000, '"x{}"')},
    "sources": {"tools/a.toml": A + "[sources]\n" + many(8_000, 's{}={url="https://a.b"}')},
    "meters in meters": {
        "catalog.toml": f'{SETTINGS}m0 = {{ label = "m", unit = "u" }}\n{CHAIN}\n',
        "workloads/w.toml": 'label = "W"\neach = { m2499 = 1 }\n',
    },
    "panelists": {
        "catalog.toml": SETTINGS.replace('panel.builder = { name = "Builder" }\n', "")
        + "[panel]\n"
        + many(5_000, 'p{}={name="p{}"}')
    },
    "workloads": {f"workloads/w{number}.toml": WORKLOAD for number in range(300)},
    "decisions": {f"decisions/d{number}.toml": DECISION for number in range(300)},
}
PLAIN = {**SHARED, "tools/a.toml": TOOL, "tools/b.toml": TOOL.replace('"Tool"', '"B"')}
ANSWERED: Sequence[tuple[str, ...]] = (
    *(words for words in ANSWERS if "--lines" not in words),
    ("cost", "--workload", "w", "--lines", "--limit", "100"),
    ("show", "a", "b", "--offers", "--workload", "w", "--decision", "d"),
    ("predictions", "--score"),
    ("edit", "a", "tagline=X", "--dry-run"),
)


@pytest.mark.parametrize("crowd", CROWDS)
def test_a_crowd_takes_a_moment(crowd: str, tmp_path: Path) -> None:
    root = hostile.write(tmp_path / "catalog", {**PLAIN, **CROWDS[crowd]})
    for words in ANSWERED:
        finite(limited([*words, "--catalog", str(root)], tmp_path, memory=MEMORY, seconds=SECONDS))
