"""What stops a command: a message, a remedy, and for names the candidates."""

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vcompare.diagnostics import Diagnostic


class Candidate(NamedTuple):
    """A tool that a name may have meant, and `details`, which tell it apart from the others beside it.

    Those are its name, vendor or category where they differ, and else its name and its tagline.
    """

    slug: str
    name: str
    tagline: str
    details: tuple[str, ...] = ()


def system_says(problem: BaseException) -> str:
    """Return why the system refused something, in lower case."""
    return (getattr(problem, "strerror", None) or str(problem)).lower()


class VcompareError(Exception):
    """Something that the caller can act on.

    `message` says what is wrong and where, in lower case; `hint` is the remedy.
    Both may quote catalog text: they are made safe where they are shown.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class CatalogNotFoundError(VcompareError):
    """There is no catalog in the folder."""


class UnreadableFileError(VcompareError):
    """A file that the command needs cannot be used; the message names path, line and column.

    `findings` are all that was found wrong.
    """

    def __init__(
        self, message: str, hint: str | None = None, findings: "tuple[Diagnostic, ...]" = ()
    ) -> None:
        super().__init__(message, hint)
        self.findings = findings


class RefusedError(VcompareError):
    """A change that is not made; `findings` says why, one line each.

    `diagnostics` are those of `check`, where it is that which the change would not pass.
    """

    def __init__(
        self,
        message: str,
        findings: tuple[str, ...],
        hint: str | None = None,
        diagnostics: "tuple[Diagnostic, ...]" = (),
    ) -> None:
        super().__init__(message, hint)
        self.findings = findings
        self.diagnostics = diagnostics


class NeedsTomlError(VcompareError):
    """A catalog lacks what is asked for; `block` is TOML to paste that would add it."""

    block = ""


class UndeclaredError(NeedsTomlError):
    """Specs or rates are set that the catalog does not declare.

    `tables` has what would declare each, by the name of its table.
    """

    tables: "Mapping[str, Mapping[str, Any]]"


class UnknownNameError(VcompareError):
    """A name that is close to no tool, or not close enough; `candidates` are the nearest, best first.

    With `close`, the first has everything that was typed, but what is missing may name another tool.
    """

    def __init__(self, query: str, candidates: tuple[Candidate, ...] = (), *, close: bool = False) -> None:
        super().__init__(
            f'no tool is clearly "{query}"' if close else f'no tool matches "{query}"',
            "if it is one of these, name it by its slug"
            if candidates
            else "`vcompare list` shows every tool",
        )
        self.query = query
        self.candidates = candidates


class AmbiguousNameError(VcompareError):
    """A name that fits `count` tools equally well; `candidates` are the first of those, best first."""

    def __init__(self, query: str, candidates: tuple[Candidate, ...], count: int) -> None:
        listed = f"; the first {len(candidates)}" if count > len(candidates) else ""
        super().__init__(f'"{query}" fits {count} tools{listed}', "name one by its slug")
        self.query = query
        self.candidates = candidates
