"""The skill file: what it says to run runs, and answers with the JSON that it explains."""

import json
import re
import shlex

import pytest
import yaml

from tests.conftest import Run
from vcompare.cli import COMMANDS
from vcompare.mcp.skill import EXAMPLES, skill

_MEANT = {"'TEXT'": "agent", "WORKLOAD": "support", "DECISION": "support-desk"}


def test_it_is_a_skill_file_and_short() -> None:
    head, text = re.fullmatch(r"---\n(.*?)---\n(.*)", skill(COMMANDS), re.DOTALL).groups()  # type: ignore[union-attr]
    about = yaml.safe_load(head)
    assert about.keys() == {"name", "description"}
    assert about["name"] == "vcompare"
    assert len(about["description"]) < 1_024
    assert len(text) < 4_000 * 3


def test_it_needs_no_catalog_and_not_the_extra(vcompare: Run) -> None:
    done = vcompare("mcp", "--skill", catalog=None)
    assert (done.returncode, done.stdout, done.stderr) == (0, skill(COMMANDS), "")


@pytest.mark.parametrize("words", [words for one in EXAMPLES.values() for words in one])
def test_what_it_says_to_run_runs(vcompare: Run, words: str) -> None:
    for name, meant in _MEANT.items():
        words = words.replace(name, meant)
    words = words.replace("TOOL", "modal", 1).replace("TOOL", "claude-4-api")
    done = vcompare(*shlex.split(words))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["schema"].startswith("vcompare.")


def test_it_explains_what_answers_say_of_evidence_and_unknowns() -> None:
    text = skill(COMMANDS)
    for key in (
        "specs",
        "checked",
        "source",
        "quote",
        "offers",
        "differences",
        "unknown",
        "decisive_unknowns",
    ):
        assert f"- `{key}`: " in text
    assert "- `panel.score`: " in text
