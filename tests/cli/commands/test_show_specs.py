"""`vcompare show` with what a catalog declares: sections, wording, what is better, what is unknown."""

from collections.abc import Callable, Mapping

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import MakeCatalog, Run
from tests.models import MODELS, SETTINGS
from vcompare.fields import SECTIONS

Show = Callable[..., str]


@pytest.fixture
def show(vcompare: Run, make_catalog: MakeCatalog) -> Show:
    def shown(*arguments: str, columns: int = 100, files: Mapping[str, str] = MODELS) -> str:
        result = vcompare("show", *arguments, catalog=make_catalog(files), env={"COLUMNS": str(columns)})
        assert (result.returncode, result.stderr) == (0, "")
        return result.stdout

    return shown


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_what_people_see(show: Show, snapshot: SnapshotAssertion, columns: int) -> None:
    assert show("opus", "gpt-5", "kimi", columns=columns) == snapshot


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_all_of_it(show: Show, snapshot: SnapshotAssertion, form: str) -> None:
    assert show("opus", "gpt-5", "parrot", "--full", "-f", form) == snapshot


def rows(text: str) -> dict[str, list[str]]:
    """Return the cells of a Markdown table by the label of the row."""
    lines = (line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| "))
    return {label: cells for label, *cells in lines}


def test_values_are_short_in_a_table_and_exact_in_full(show: Show) -> None:
    short = rows(show("opus", "gpt-5", "kimi", "-f", "markdown"))
    assert short["Context"] == ["**200k**", "**400k**", "**at least 262k**"]
    assert short["Throughput"] == ["**60–90**", "**80–120**", "**130.5** ▲"]
    assert short["Latency"] == ["**≤ 900 ms**", "unknown", "unknown"]
    assert short["License"] == ["none", "Proprietary", "Modified MIT"]
    assert short["Support tier"] == ["24/7 phone ▲", "community", "unknown"]
    assert short["Modalities"] == ["text; image", "text; image; audio, live", "text"]
    assert short["Knowledge"] == ["2025-03", "2024-09-30", "2025"]
    full = rows(show("opus", "gpt-5", "kimi", "-f", "markdown", "--full"))
    assert full["Context"] == ["**200,000 tokens**", "**400,000 tokens**", "**at least 262,144 tokens**"]
    assert full["Throughput"] == ["**60–90 tokens/s**", "**80–120 tokens/s**", "**130.5 tokens/s** ▲"]
    assert full["Latency"][0] == "**at most 900 ms**"


def test_a_narrow_column_has_a_sign_for_at_least(show: Show) -> None:
    slow = MODELS["tools/parrot.toml"].replace("latency = 75", "latency = { at_least = 1_048_576 }")
    files = {**MODELS, "tools/parrot.toml": slow}
    assert "at least 1.05M ms" in show("opus", "parrot", files=files)
    assert "≥ 1,048,576 ms" in show("opus", "parrot", "--full", columns=60, files=files)
    narrow = show("opus", "gpt-5", "kimi", "parrot", columns=80, files=files)
    assert "≥ 1.05M ms" in narrow
    assert "1.05M ms" not in narrow.replace("≥ 1.05M ms", "")


@pytest.mark.parametrize("typed", ["limits", "LIMITS", "Limits"])
def test_a_group_is_a_section(show: Show, typed: str) -> None:
    text = show("opus", "gpt-5", "--section", typed)
    assert "Context" in text
    assert "License" not in text


def test_a_section_that_there_is_not(vcompare: Run, make_catalog: MakeCatalog) -> None:
    result = vcompare("show", "opus", "kimi", "--section", "limit", catalog=make_catalog(MODELS))
    assert (result.returncode, "did you mean `limits`?" in result.stderr) == (2, True)


def test_what_is_unknown_for_all_is_named_once(show: Show) -> None:
    text = show("kimi", "parrot")
    (line,) = [line for line in text.splitlines() if line.startswith("Unknown")]
    assert "longest output" in line
    assert "model card" in line
    assert text.lower().count("longest output") == 1
    assert "Latency" in text


def test_a_spec_is_shown_of_the_tools_that_it_is_for(show: Show) -> None:
    assert "Voices" not in show("opus", "kimi", "--full")
    assert rows(show("opus", "parrot", "-f", "markdown"))["Voices"] == ["–", "**1.05M**"]
    misplaced = {**MODELS, "tools/kimi.toml": MODELS["tools/kimi.toml"] + "voices = 3\n"}
    assert rows(show("opus", "kimi", "-f", "markdown", files=misplaced))["Voices"] == ["–", "**3**"]


def test_groups_whose_titles_are_alike_are_sections_of_their_own(show: Show) -> None:
    titles = {"Limits": "About", "Access": "about!"}
    settings = SETTINGS
    for before, after in titles.items():
        settings = settings.replace(f'group = "{before}"', f'group = "{after}"')
    files = {**MODELS, "catalog.toml": settings}
    text = show("opus", "gpt-5", "--full", files=files)
    for label in ("Context", "License", "Tagline", "Vendor"):
        assert text.count(f"\n{label} ") == 1, label
    assert "Context" in show("opus", "gpt-5", "--section", "about-specs", files=files)
    assert "License" in show("opus", "gpt-5", "--section", "about-specs-2", files=files)
    assert "Vendor" in show("opus", "gpt-5", "--section", "about", files=files)


def test_from_three_tools_on_what_is_the_same_is_said_once(show: Show) -> None:
    text = show("opus", "gpt-5", "kimi")
    assert "Same" in text
    assert text.lower().count("tool calling") == 1


@pytest.mark.parametrize(
    "group", ["name", "file", "glance", "about", "scorecard", "split", "sources", "限界", "!"]
)
def test_a_group_may_have_any_title(show: Show, group: str) -> None:
    files = {**MODELS, "catalog.toml": SETTINGS.replace('group = "Limits"', f'group = "{group}"')}
    for form in ("table", "csv"):
        lines = show("opus", "gpt-5", "--full", "-f", form, files=files).splitlines()
        labels = ("Context", "Latency") if form == "table" else ("specs.context", "specs.latency")
        assert [sum(line.startswith(label) for line in lines) for label in labels] == [1, 1]
    section = f"{group}-specs" if group in SECTIONS else group
    assert "Context" in show("opus", "gpt-5", "--section", section, files=files)
