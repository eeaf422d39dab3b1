"""A catalog that is open for questions, and who hears what is worth knowing while they are answered."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol, TypeVar

from vcompare.catalog.store import Catalog, unreadable
from vcompare.comparison import Card, card
from vcompare.diagnostics import Diagnostic
from vcompare.fields import Registry
from vcompare.model import Record, Settings
from vcompare.parallel import Watch

T = TypeVar("T")


class Reporter(Protocol):
    """Hears what is worth knowing besides the answer; a command shows it on stderr."""

    def note(self, message: str) -> None:
        """Hear what is good to know."""

    def warn(self, message: str) -> None:
        """Hear what is wrong but does not stop the work."""

    def progress(self, items: Iterable[T], total: int, label: str) -> Iterable[T]:
        """Pass on the parts of long work, for a progress bar."""


class Silent:
    """A reporter that keeps everything to itself."""

    def note(self, message: str) -> None:
        """Ignore what is good to know."""

    def warn(self, message: str) -> None:
        """Ignore what is wrong."""

    def progress(self, items: Iterable[T], total: int, label: str) -> Iterable[T]:
        """Pass on the parts of long work."""
        del total, label
        return items


class OpenCatalog(Mapping[str, Card]):
    """A catalog that is open for questions: a mapping from slugs to cards, in the order of slugs.

    `cache` returns the folder for what can be rebuilt at any time; without a folder, nothing is kept.
    `reporter` hears what is worth knowing besides the answers. `meanwhile` is called while other processes
    work: it may load what shows the answer.
    """

    def __init__(
        self,
        catalog: Catalog,
        cache: Callable[[], Path | None] = lambda: None,
        reporter: Reporter | None = None,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> None:
        self.catalog = catalog
        self.meanwhile = meanwhile
        self._cache = cache
        self.reporter: Reporter = reporter or Silent()
        self.warn(catalog.findings)

    def __getitem__(self, slug: str) -> Card:
        """Return a tool. Raises KeyError where there is none, UnreadableFileError for a broken file."""
        if slug not in self:
            raise KeyError(slug)
        return card(self.record(slug), self.settings.panel)

    def __iter__(self) -> Iterator[str]:
        return iter(self.catalog.slugs())

    def __len__(self) -> int:
        return len(self.catalog.slugs())

    def __contains__(self, slug: object) -> bool:
        return isinstance(slug, str) and slug in self.catalog

    @property
    def root(self) -> Path:
        """The folder that holds `catalog.toml`."""
        return self.catalog.root

    @property
    def settings(self) -> Settings:
        """What `catalog.toml` says."""
        return self.catalog.settings

    @cached_property
    def cache(self) -> Path | None:
        """The folder for what can be rebuilt at any time, if there is one."""
        return self._cache()

    @cached_property
    def fields(self) -> Registry:
        """All fields of this catalog."""
        return self.catalog.fields

    def record(self, slug: str) -> Record:
        """Return everything that the catalog holds about a tool.

        Raises UnreadableFileError, and VcompareError for a tool of which facts are not checked out here.
        """
        found, findings = self.catalog.record(slug)
        if found is None:
            from vcompare.app import checkout

            checkout.refuse_without_imports(self.root, slug)
            raise unreadable(self.root, findings)
        self.warn(findings)
        return found

    def watch(self, label: str) -> Watch:
        """Return what long work passes its parts through, with their number, for a progress bar."""
        return partial(self.reporter.progress, label=label)

    def warn(self, findings: Iterable[Diagnostic]) -> None:
        """Report findings in files that can be used all the same."""
        for one in findings:
            self.reporter.warn(f"{self.root / one.path}:{one.line}:{one.column}: {one.message}")


def open_catalog(
    root: str | os.PathLike[str],
    *,
    cache: str | os.PathLike[str] | None = None,
    reporter: Reporter | None = None,
) -> OpenCatalog:
    """Open the catalog in a folder. That reads `catalog.toml`; a tool is read when it is asked for.

    `cache` is a folder for what can be rebuilt at any time; without one, every file is read when names, lists
    or words are looked for. `reporter` hears of findings in files that can be used all the same.

    Raises CatalogNotFoundError where there is no `catalog.toml`, UnreadableFileError for one that is broken.
    """
    return OpenCatalog(Catalog.open(root), lambda: None if cache is None else Path(cache), reporter)
