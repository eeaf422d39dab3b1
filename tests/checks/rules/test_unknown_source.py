"""`unknown-source`: a source that the tool does not name."""

from pathlib import Path

import pytest

from tests.checks.rules.support import QUILL, TOOL, found
from tests.checks.rules.test_unknown_spec import DECLARED

RULE = "unknown-source"
NAMED = (
    '\n[sources.models]\nurl = "https://example.com"\n\n[specs]\ncontext = {{ value = 1, source = "{}" }}\n'
)


@pytest.mark.parametrize(
    ("source", "known"), [("models", True), ("https://example.org", True), ("modles", False)]
)
def test_a_name_or_an_address(tmp_path: Path, source: str, known: bool) -> None:
    findings = found(tmp_path, RULE, {"catalog.toml": DECLARED, QUILL: TOOL + NAMED.format(source)})
    assert [finding.hint for finding in findings] == ([] if known else ["did you mean `models`?"])
