"""What `check` finds: plain data, ordered by place, the same on every machine."""

from collections.abc import Callable, Collection
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

Severity = Literal["error", "warning"]


class Location(Struct, frozen=True, order=True):
    """A place in a catalog.

    `path` is relative to the catalog and uses `/`; `line` and `column` start at 1,
    columns count characters.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Diagnostic(Struct, frozen=True, order=True):
    """One finding. All fields but the last, in this order, are those of the JSON of `check`.

    `also` holds the other places of a finding that is about several; the message names them too.
    """

    path: str
    line: int
    column: int
    rule: str
    severity: Severity
    message: str
    hint: str | None = None
    also: tuple[Location, ...] = ()

    @property
    def location(self) -> Location:
        """Where the finding is."""
        return Location(self.path, self.line, self.column)


class Report(Struct, frozen=True):
    """How many files were checked, and what was found, ordered by path, line, column and rule."""

    files: int
    diagnostics: tuple[Diagnostic, ...]

    def only(
        self,
        select: Collection[str] = (),
        ignore: Collection[str] = (),
        covers: Callable[[str], bool] | None = None,
    ) -> "Report":
        """Return the report with the findings of the selected rules in the paths that `covers` accepts."""
        kept = (
            finding
            for finding in self.diagnostics
            if (not select or finding.rule in select)
            and finding.rule not in ignore
            and (covers is None or covers(finding.path))
        )
        return Report(self.files, tuple(kept))

    def below(self, folder: str) -> "Report":
        """Return the report with paths that begin at a folder above the catalog."""

        def seen(place: Location) -> Location:
            return replace(place, path=f"{folder}/{place.path}")

        moved = (
            replace(one, path=seen(one.location).path, also=tuple(map(seen, one.also)))
            for one in self.diagnostics
        )
        return Report(self.files, tuple(moved))

    def count(self, severity: str) -> int:
        """Return how many findings have this severity."""
        return sum(diagnostic.severity == severity for diagnostic in self.diagnostics)


def found(
    rule: str, at: Location, message: str, hint: str | None = None, *, also: tuple[Location, ...] = ()
) -> Diagnostic:
    """Return a finding of `rule` at a place. `check` decides its severity, and its hint if it has none."""
    return Diagnostic(at.path, at.line, at.column, rule, "error", message, hint, also)
