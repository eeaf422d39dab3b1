"""What README.md and docs/ show is what the program says now."""

import re
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "docs"))
import refresh


@pytest.mark.parametrize("page", refresh.pages(), ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_outputs_are_current(page: Path) -> None:
    assert refresh.refreshed(page) == page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "page",
    [*refresh.pages(), *(REPOSITORY / f"{name}.md" for name in ("CHANGELOG", "CONTRIBUTING", "SECURITY"))],
    ids=lambda page: page.name,
)
def test_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", prose):
        assert (page.parent / target).exists(), target


def test_ci_runs_the_readmes_own_lines() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^```sh\n(python3 -m venv .*)\n```$", readme, re.MULTILINE)
    assert len(lines) == 2
