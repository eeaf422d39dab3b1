"""The lines that findings are about, for people who read them on a terminal."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from vcompare.catalog.positions import key_end
from vcompare.catalog.source import Document, Source, parse
from vcompare.diagnostics import Diagnostic
from vcompare.render.findings import Excerpt


def excerpts(root: Path) -> Callable[[Diagnostic], Excerpt | None]:
    """Return a function from a finding in the catalog `root` to its excerpt.

    That is None where a finding is about a whole file, or about one that cannot be read.
    """
    source = Source(root)
    opened = cache(lambda path: _Opened(source, path))

    def excerpt(finding: Diagnostic) -> Excerpt | None:
        return opened(finding.path).excerpt(finding)

    return excerpt


class _Opened:
    """A file as lines, and where each key and value that begins in it ends."""

    def __init__(self, source: Source, path: str) -> None:
        text = source.text(path) or ""
        self.lines = text.split("\n")
        self.parsed = parse(path, text.encode())
        self.ends = _ends(self.parsed) if isinstance(self.parsed, Document) else {}

    def excerpt(self, finding: Diagnostic) -> Excerpt | None:
        line = self.lines[finding.line - 1] if finding.line <= len(self.lines) else ""
        start = finding.column - 1
        if not line or (start == 0 and finding.line == 1 and not self._names_its_start(finding)):
            return None
        offset = sum(len(one) + 1 for one in self.lines[: finding.line - 1]) + start
        end = start + self.ends.get(offset, offset) - offset
        if finding.rule == "merge-conflict":
            end = len(line)
        return Excerpt(line, start, max(start + 1, min(end, len(line))))

    def _names_its_start(self, finding: Diagnostic) -> bool:
        """Say whether a finding at the first character of a file is about what stands there."""
        if not isinstance(self.parsed, Document):
            return finding.rule == self.parsed.rule
        return f"`{self.lines[0][: self.ends.get(0, 0)]}`" in finding.message


def _ends(document: Document) -> dict[int, int]:
    """Return by the offset of each key and each value where it ends."""
    ends: dict[int, int] = {}
    for key, value, end in document.layout.places.values():
        ends[key] = key_end(document.text, key)
        if value != key:
            ends[value] = end
    return ends
