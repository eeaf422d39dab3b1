"""What a rule of `check` is, and what it is given to look at."""

import datetime
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from vcompare.catalog.paths import FileKind
from vcompare.catalog.source import Document
from vcompare.catalog.walk import CatalogFile
from vcompare.diagnostics import Diagnostic, Location, Severity, found
from vcompare.fields import BUILTIN, Field, Registry
from vcompare.model import Settings

if TYPE_CHECKING:
    from vcompare.catalog.layers import Layer
    from vcompare.catalog.source import Source
    from vcompare.catalog.store import Catalog

T = TypeVar("T")
Keys = tuple[str | int, ...]
Dates = tuple[datetime.date | None, ...]
Findings = Iterable[Diagnostic]

_RULE_LISTS = {
    "catalog": (("check", "ignore"), ("check", "warn"), ("check", "error")),
    "tool": (("allow",),),
    "review": (("allow",),),
}


class TomlFile(Struct, frozen=True, dict=True):
    """A file of the catalog that is TOML: what it is, whose it is, and what it holds, right or wrong.

    `slug` is the tool's, `reviewer` only a review's. `above` and `below` are the other files of a tool whose
    facts win over those of this one, and over which those of this one win.
    """

    path: str
    kind: FileKind
    slug: str
    reviewer: str
    document: Document
    above: Sequence[str] = ()
    below: Sequence[Document] = ()

    def get(self, kind: type[T], *keys: str) -> T | None:
        """Return the value at a key path, None if there is none or one of another type.

        So a rule can look at one key of a file whose other keys are wrong.
        """
        value: Any = self.document.data
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        # Python counts True among the integers and a time among the dates; TOML does not.
        return value if type(value) is kind else None

    def known(self, kind: type[T], *keys: str) -> T | None:
        """Return the value at a key path in this file, or in the first of those below that has it."""
        files = (self, *(replace(self, document=one) for one in self.below))
        return next((value for file in files if (value := file.get(kind, *keys)) is not None), None)

    def layers(self, fields: Registry) -> "tuple[list[Layer], tuple[Diagnostic, ...]]":
        """Return what can be read of this file and those below, nothing without it, and its findings."""
        if "_layers" not in self.__dict__:  # several ask
            from vcompare.catalog.layers import read_layer

            (own, findings), *others = (read_layer(one, fields) for one in (self.document, *self.below))
            layers = [own, *(other for other, _ in others if other is not None)] if own else []
            self.__dict__["_layers"] = layers, findings
        kept: tuple[list[Layer], tuple[Diagnostic, ...]] = self.__dict__["_layers"]
        return kept

    def rule_names(self) -> Iterator[tuple[Keys, str]]:
        """Return every name of a rule in the file, with its key path."""
        for keys in _RULE_LISTS.get(self.kind, ()):
            for index, name in enumerate(self.get(list, *keys) or ()):
                if isinstance(name, str):
                    yield (*keys, index), name


class Context(Struct, frozen=True, dict=True):
    """What a rule may know besides the file. `settings` is None if `catalog.toml` cannot be used."""

    settings: Settings | None
    today: datetime.date
    imports: Sequence[str] = ()
    """The sources that facts were imported from, the first in precedence first."""
    source: "Source | None" = None
    """Where the files are, for the few rules that need more of them."""

    @cached_property
    def catalog(self) -> "Catalog | None":
        """The catalog, whose fields include the costs of its workloads; None if it cannot be used."""
        if self.settings is None or self.source is None:
            return None
        from vcompare.catalog.store import Catalog

        return Catalog(self.source, self.settings)

    @cached_property
    def fields(self) -> Registry:
        """The fields of the catalog."""
        return BUILTIN.completed(self.settings) if self.settings else BUILTIN

    @cached_property
    def required(self) -> dict[str, tuple[str, ...]]:
        """The keys of the specs that are required, with the categories of which; none are all."""
        specs = self.settings.specs.items() if self.settings else ()
        return {key: spec.categories for key, spec in specs if spec.required}


class CatalogSummary(Struct):
    """What the rules across files need of each file; small, since there is some of every file.

    `paths` are those of all files. `slugs` are the tools', readable or not, and `retired` maps those that
    were or will be retired to the day. `names` maps a slug to the tool's name, short name and aliases, with
    the key path of each. `reviews` maps a slug to its reviewers, `votes` are the slugs that have votes.
    `texts` holds a hash of each review's text with its path, `allowed` the rules that a file allows, by
    path, with their key paths. `specs`, `meters` and `currencies` are those that any tool has, `asked` are
    the meters that workloads use, by path, with their key paths, and `unread` says whether there are tools
    that could not be read, or need not be. `imported` are the slugs of tools that have imported facts.
    `decisions` has the tools that each names, by path, none where it is about those that pass conditions,
    and `pairs` are those of `[site]`. `settled` are the slugs that have outcomes. `predicted` are the
    predictions of each review that has any, by path, with the days on which they were made and are due;
    `outcomes` are those in each file of them that can be read, by path, with the day of each.
    """

    paths: list[str] = []
    slugs: set[str] = set()
    retired: dict[str, datetime.date] = {}
    names: dict[str, list[tuple[str, Keys]]] = {}
    reviews: dict[str, list[str]] = {}
    votes: list[str] = []
    texts: list[tuple[int, str]] = []
    allowed: dict[str, list[tuple[Keys, str]]] = {}
    specs: set[str] = set()
    meters: set[str] = set()
    currencies: set[str] = set()
    asked: dict[str, list[tuple[Keys, str]]] = {}
    unread: bool = False
    imported: set[str] = set()
    decisions: dict[str, list[Any]] = {}
    pairs: list[Any] = []
    settled: list[str] = []
    predicted: dict[str, dict[str, Dates]] = {}
    outcomes: dict[str, dict[Keys, Dates]] = {}

    @property
    def tools(self) -> set[str]:
        """The slugs of all tools."""
        return self.slugs | self.imported

    def merge(self, other: "CatalogSummary") -> None:
        """Add what was noted of other files, none of which are about the same tool's reviews."""
        for name in self.__struct_fields__:
            known, more = getattr(self, name), getattr(other, name)
            if isinstance(known, list):
                known += more
            else:
                known |= more
            setattr(self, name, known)

    def add_path(self, file: CatalogFile) -> None:
        """Note what the path of a file says."""
        self.paths.append(file.path)
        if file.kind == "tool":
            self.slugs.add(file.slug)
        elif file.kind == "review":
            self.reviews.setdefault(file.slug, []).append(file.reviewer)
        elif file.kind == "imported":
            self.imported.add(file.slug)
        elif file.kind == "votes":
            self.votes.append(file.slug)
        elif file.kind == "outcomes":
            self.settled.append(file.slug)

    def add_content(self, file: TomlFile) -> None:
        """Note what a file holds, even if it cannot be decoded."""
        data = file.document.data
        if file.kind in {"tool", "review"} and "allow" in data:
            self.allowed[file.path] = list(file.rule_names())
        if file.kind == "review":
            self._add_text(file)
        elif file.kind in {"tool", "imported"}:
            self._add_facts(file)
        elif file.kind == "decision":
            self.decisions[file.path] = file.get(list, "tools") or []
        elif file.kind == "catalog":
            self.pairs += file.get(list, "site", "also") or []
        elif file.kind == "workload":
            self.asked[file.path] = [(keys, keys[-1]) for keys in asked_meters(file)]
        if file.kind == "outcomes" or "predictions" in data:
            self._add_predictions(file)

    def _add_text(self, file: TomlFile) -> None:
        text = file.get(str, "text")
        if text and not text.isspace():
            letters = text.encode().translate(None, b" \t\r\n")
            self.texts.append((hash(letters), file.path))  # forked processes have the same hashes

    def _add_facts(self, file: TomlFile) -> None:
        data, name = file.document.data, file.get(str, "name")
        if file.kind == "tool" and name and name.strip():
            aliases = enumerate(file.get(list, "aliases") or ())
            others: list[tuple[Any, Keys]] = [(data.get("short_name"), ("short_name",))]
            others += [(alias, ("aliases", index)) for index, alias in aliases]
            texts = [(text, keys) for text, keys in others if isinstance(text, str)]
            self.names[file.slug] = [(name, ("name",)), *texts]
        if file.kind == "tool" and (day := file.known(datetime.date, "retired")):
            self.retired[file.slug] = day
        if "specs" in data:
            self.specs.update(file.get(dict, "specs") or ())
        if not data.keys().isdisjoint(("pricing", "offers")):
            self._add_prices(file)

    def _add_predictions(self, file: TomlFile) -> None:
        if file.kind == "review" and (made := file.get(dict, "predictions")):
            self.predicted[file.path] = {key: _dates(one, "made", "due") for key, one in made.items()}
        if file.kind == "outcomes":
            self.outcomes[file.path] = {
                (reviewer, key): _dates(one, "settled")
                for reviewer, table in file.document.data.items()
                for key, one in (table.items() if isinstance(table, dict) else ())
            }

    def _add_prices(self, file: TomlFile) -> None:
        from vcompare.checks.price_tables import raw_prices

        for prices in raw_prices(file):
            self.meters |= prices.meters
            self.specs.update(prices.specs)
            if isinstance(currency := prices.table.get("currency"), str):
                self.currencies.add(currency)


def _dates(table: Any, *keys: str) -> Dates:
    values = [table.get(key) if isinstance(table, dict) else None for key in keys]
    return tuple(value if type(value) is datetime.date else None for value in values)


def asked_meters(file: TomlFile) -> Iterator[tuple[str, str]]:
    """Return where a workload names meters; the number of its requests is none."""
    for table in ("each", "month"):
        for meter in file.get(dict, table) or ():
            if (table, meter) != ("each", "requests"):
                yield table, meter


Locate = Callable[..., Location]
"""Takes a path and the keys of a value, and reads the file again to return where the value is."""
FileCheck = Callable[[TomlFile, Context], Findings]
CatalogCheck = Callable[[CatalogSummary, Context, Locate], Findings]


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule, as its TOML file describes it.

    `finds` completes "finds ..."; `why` and `fix` are Markdown; `hint` stands under findings that bring none
    of their own. The `example` has files that the rule finds something in, by path. The rule looks at each
    file of these `kinds`, or once at all of them, `across_files`. It `needs` one of some keys, and one of
    some `signs` in the text, without which it finds nothing in a file.
    """

    name: str
    severity: Severity
    finds: str
    why: str
    fix: str
    hint: str | None = None
    kinds: tuple[FileKind, ...] = ()
    across_files: bool = False
    needs: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    example: dict[str, str] = {}


@cache
def stored_fields(kind: FileKind) -> dict[tuple[str, ...], Field]:
    """Return the fields of a kind of file by their keys; only those of tools and reviews have any."""
    if kind == "review":
        return {field.keys[-1:]: field for field in Registry(()).with_panel({"reviewer": ""})}
    return {field.keys: field for field in BUILTIN.stored} if kind in {"tool", "imported"} else {}


def clashes(things: Iterable[tuple[Hashable, T]]) -> Iterator[tuple[T, T]]:
    """Return each thing whose key an earlier one has, after that one."""
    seen: dict[Hashable, T] = {}
    for key, thing in things:
        if (first := seen.setdefault(key, thing)) != thing:
            yield first, thing


def at_both(rule: str, first: Location, second: Location, message: str) -> Findings:
    """Return one finding at each of two places, which names the other place."""
    for here, there in ((first, second), (second, first)):
        yield found(rule, here, f"{message}; also at {there.path}:{there.line}", also=(there,))
