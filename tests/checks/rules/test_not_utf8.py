"""`not-utf8`: the first byte that is not UTF-8."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, HERE, QUILL, TOOL, VOTES, assert_found_here, found
from vcompare.diagnostics import Diagnostic

RULE = "not-utf8"


def test_latin_1(tmp_path: Path) -> None:
    files = {QUILL: TOOL.replace("Quill", "Qu\xefll").encode("latin-1")}
    assert found(tmp_path, RULE, files) == [
        Diagnostic(QUILL, 1, 11, RULE, "error", "byte 0xef is not UTF-8", "save the file as UTF-8")
    ]


@pytest.mark.parametrize(
    "line",
    [
        f'vendor = "日本 🖋️ {HERE}\udcff"\n',
        f'description = """\nDé\n{HERE}\udced\udca0\udc80"""\n',
        f"# {HERE}\udcc0\udc80 and later \udcff\n",
        f"'{HERE}\udcfe' = 1\n",
        f"{HERE}\udce6\udc97",
    ],
)
def test_the_place_is_that_of_the_byte(tmp_path: Path, line: str) -> None:
    assert_found_here(tmp_path, RULE, {QUILL: TOOL + line})


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
@pytest.mark.parametrize("path", ["catalog.toml", QUILL, BUILDER, VOTES])
def test_other_encodings(tmp_path: Path, path: str, encoding: str) -> None:
    (finding,) = found(tmp_path, RULE, {QUILL: TOOL, path: TOOL.encode(encoding)})
    assert (finding.path, finding.line, finding.column) == (path, 1, 1)


@pytest.mark.parametrize("text", ["\ufeff", "# é e\u0301 日本 👩\u200d💻 \ufffe \U0010ffff\n"])
def test_what_is_utf8(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: text + TOOL}) == []
