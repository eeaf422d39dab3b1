"""The options that commands share: every command that can honor one has it."""

import datetime

import pytest

from tests.conftest import TOOL, MakeCatalog, Run
from vcompare.cli import COMMANDS

_NO_CATALOG = {"init", "explain"}
_NO_DAYS = {"explain", "fmt", "remove", "rename", "schema", "vote"}
"""Commands that neither read nor show a day."""
ADDED = TOOL.format(name="Anvil") + "added = 2026-01-10\nretired = 2026-06-01\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_the_options_that_it_can_honor(vcompare: Run, command: str) -> None:
    shown = vcompare(command, "--help").stdout
    assert "--color" in shown
    assert ("--no-cache" in shown) is (command not in _NO_CATALOG)
    assert ("--today" in shown) is (command not in _NO_DAYS)


def test_today_pins_the_day_that_filters_and_values_count_from(
    vcompare: Run, make_catalog: MakeCatalog
) -> None:
    root = make_catalog({"tools/anvil.toml": ADDED})

    def asked(*words: str) -> str:
        return vcompare(*words, catalog=root).stdout

    recent = ("list", "--where", "added>=7d", "-f", "slugs")
    assert asked(*recent, "--today", "2026-01-12") == "anvil\n"
    assert asked(*recent, "--today", "2026-03-12") == ""
    retired = ("list", "--retired", "-f", "slugs")
    assert asked(*retired, "--today", "2026-06-01") == "anvil\n"
    assert asked(*retired, "--today", "2026-05-31") == ""
    assert "retires on 2026-06-01" in asked("show", "anvil", "--today", "2026-05-31")
    assert "retired 2026-06-01" in asked("show", "anvil", "--today", "2026-06-02")
    assert vcompare("edit", "anvil", "added=2w", "--today", "2026-03-15", catalog=root).returncode == 0
    assert "added = 2026-03-01" in (root / "tools/anvil.toml").read_text()


@pytest.mark.parametrize(("typed", "ago"), [("today", 0), ("Yesterday", 1), ("7d", 7), ("2w", 14)])
def test_today_is_typed_as_any_day(vcompare: Run, make_catalog: MakeCatalog, typed: str, ago: int) -> None:
    day = datetime.date.today() - datetime.timedelta(ago)  # noqa: DTZ011 - as on the wall
    root = make_catalog({"tools/anvil.toml": TOOL.format(name="Anvil") + f"added = {day}\n"})
    words = ("list", "--where", "added=today", "-f", "slugs", "--today", typed)
    assert vcompare(*words, catalog=root).stdout == "anvil\n"
    assert vcompare("check", "--today", typed, catalog=root).returncode == 0


@pytest.mark.parametrize("command", [["export", "a", "b"], ["digest", "--since", "7d"], ["schema", "tool"]])
def test_color_is_that_of_errors_too(vcompare: Run, command: list[str]) -> None:
    failing = [*command, "--catalog", "/nowhere"]
    assert "\x1b[1;31merror:" in vcompare(*failing, "--color=always").stderr
    assert "\x1b" not in vcompare(*failing, "--color=never", env={"FORCE_COLOR": "1"}).stderr


@pytest.mark.parametrize(
    "line",
    [
        "list --nosuch {}",
        "list {} --nosuch",
        "list --limit {}",
        "show a b --fromat json {}",
        "shwo a {}",
        "--nosuch list {}",
        "list --limit 0 {}",
        "help shwo {}",
        "sync {}",
    ],
)
def test_color_is_that_of_what_is_wrong_with_the_line(vcompare: Run, line: str) -> None:
    for always in ("--color always", "--color=always", "--color ALWAYS"):
        done = vcompare(*line.format(always).split())
        assert done.returncode == 2
        assert done.stderr.startswith("\x1b[1;31merror:\x1b[0m ")
    done = vcompare(*line.format("--color never").split(), env={"FORCE_COLOR": "1"})
    assert (done.returncode, done.stderr[:7]) == (2, "error: ")


@pytest.mark.parametrize("line", ["shwo -- --color always", "shwo --color", "shwo --color nosuch", "shwo"])
def test_what_asks_for_no_color_gets_none(vcompare: Run, line: str) -> None:
    assert vcompare(*line.split()).stderr.startswith('error: there is no command "shwo"')
