"""What a rule of `check` is: its name, its severity, its page in `explain`, and the function that finds."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, TypeVar

from msgspec import Struct

from vcompare.catalog.source import Document
from vcompare.diagnostics import Diagnostic, Location, Severity, found
from vcompare.model import Settings

Kind = Literal["catalog", "tool", "review", "votes"]


T = TypeVar("T")


class File(Struct, frozen=True):
    """A file of the catalog that is TOML: what it is, whose it is, and what it holds, right or wrong.

    `slug` is the tool's, `reviewer` only a review's.
    """

    path: str
    kind: Kind
    slug: str
    reviewer: str
    document: Document

    def get(self, kind: type[T], *keys: str) -> T | None:
        """Return the value at a key path, None where there is none or one of another type.

        So a rule can look at one key of a file whose other keys are wrong.
        """
        value: Any = self.document.data
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        # Python counts True among the integers and a time among the dates; TOML does not.
        return value if type(value) is kind else None


class Context(Struct, frozen=True):
    """What a rule may know besides the file. `settings` is None where `catalog.toml` cannot be used."""

    settings: Settings | None
    today: datetime.date


class Inventory(Struct):
    """What is remembered of every file for the rules that look across files; small, since it is of all.

    `paths` are those of all files; `slugs` are the tools', readable or not, and `retired` those of tools that
    say so; `names` maps a slug to the tool's name and aliases, with the key path of each; `reviews` and
    `votes` are the slugs that have such files, for reviews with the reviewers; `texts` holds a digest of each
    review's text with its path.
    """

    paths: list[str] = []
    slugs: set[str] = set()
    retired: set[str] = set()
    names: dict[str, list[tuple[str, tuple[str | int, ...]]]] = {}
    reviews: dict[str, list[str]] = {}
    votes: list[str] = []
    texts: list[tuple[bytes, str]] = []

    def add(self, other: "Inventory") -> None:
        """Take in what was remembered of other files."""
        self.paths += other.paths
        self.slugs |= other.slugs
        self.retired |= other.retired
        self.names |= other.names
        for slug, reviewers in other.reviews.items():
            self.reviews.setdefault(slug, []).extend(reviewers)
        self.votes += other.votes
        self.texts += other.texts


InFile = Callable[[File, Context], Iterable[Diagnostic]]
Locate = Callable[..., Location]
"""Takes a path and the keys of a value, and reads the file again to return the value's place."""
InCatalog = Callable[[Inventory, Context, Locate], Iterable[Diagnostic]]
Files = Mapping[str, str | bytes]


class Rule(Struct, frozen=True):
    """One rule. `bad` and `good` are small catalogs, by path, that show and test it.

    `finds` completes "finds ..."; `why` and `mend` are Markdown; `hint` stands under findings that bring none
    of their own. `in_file` runs on each file of these `kinds`, `in_catalog` once, over all; rules without a
    function are found while files are read and decoded.
    """

    name: str
    severity: Severity
    finds: str
    why: str
    mend: str
    hint: str
    bad: Files
    good: Files
    kinds: tuple[Kind, ...] = ("catalog", "tool", "review", "votes")
    in_file: InFile | None = None
    in_catalog: InCatalog | None = None


def pair(rule: str, first: Location, second: Location, message: str, hint: str) -> Iterable[Diagnostic]:
    """Find the same fault at two places, each finding naming the other place."""
    for here, there in ((first, second), (second, first)):
        yield found(rule, here, f"{message}; also at {there.path}:{there.line}", hint, also=(there,))
