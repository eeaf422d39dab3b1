"""What an assistant can read besides asking: the card of a tool, and what can be asked about, as Markdown."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from vcompare.app.opened import OpenCatalog
from vcompare.errors import VcompareError
from vcompare.mcp.bounds import fitted_text
from vcompare.text.suggestions import did_you_mean
from vcompare.views.blocks import Block, Cell, Column, Heading, Passage, Table, words

FIELDS = "vcompare://fields"
CARD = "vcompare://tools/{slug}"
_CARDS = CARD.partition("{")[0]


_BETTER: Mapping[Any, str] = {True: "yes", False: "no"}


class CatalogResource(NamedTuple):
    """A resource, or all that one template names: its address, its name and title, and what it is."""

    address: str
    name: str
    title: str
    about: str


RESOURCES = (
    CatalogResource(
        FIELDS,
        "fields",
        "Fields of the catalog",
        "What can be asked about: the fields with what they mean, meters, workloads and decisions.",
    ),
)
TEMPLATES = (
    CatalogResource(
        CARD,
        "tool",
        "Card of a tool",
        "What is known of one tool, with its sources and dates; find_tools has the slugs.",
    ),
)


def read(opened: OpenCatalog, address: str) -> str:
    """Return what is at an address, as Markdown that fits.

    Raises VcompareError where nothing is, and UnreadableFileError for a tool with a broken file.
    """
    if address == FIELDS:
        return fitted_text(_markdown(_fields(opened)), "ask for fields by name: close ones are suggested")
    slug = address.removeprefix(_CARDS)
    if slug != address and slug in opened:
        return fitted_text(_markdown(_card(opened, slug)), "`compare_tools` has the same as JSON, by field")
    near = did_you_mean(slug, opened.catalog.slugs()) if slug != address else None
    raise VcompareError(
        f'there is no resource "{address}"',
        near or f"read {FIELDS}, or {CARD} with a slug that find_tools has",
    )


def slugs(opened: OpenCatalog, start: str) -> tuple[list[str], int]:
    """Return the first slugs that begin so, and how many there are."""
    found = [slug for slug in opened.catalog.slugs() if slug.startswith(start)]
    return found[:100], len(found)


def _card(opened: OpenCatalog, slug: str) -> list[Block]:
    from vcompare.app.tools import compare
    from vcompare.views.comparison import sheet

    return [sheet(compare(opened, [slug], exact=True), sources=True)]


def _fields(opened: OpenCatalog) -> Iterator[Block]:
    """Lay out what can be asked about, what the catalog itself declares first."""
    from vcompare.fields import better_of
    from vcompare.fields.names import selectable

    yield Heading("Fields", 1)
    yield Passage(
        words(
            "Filters and orders take the path of a field or, where no other field has it, the end of it: "
            "context for specs.context. What is unknown passes no filter."
        )
    )
    own = {field.path for field in (*opened.fields.specs.values(), *opened.fields.meters.values())}
    ordered = sorted(selectable(opened.fields), key=lambda field: field.path not in own)
    yield _table(
        ("Field", "Means", "Kind", "Unit", "Better"),
        (
            (
                field.path,
                field.label,
                field.kind.name,
                getattr(field.kind, "unit", "") or "",
                _BETTER.get(better_of(field), str(better_of(field) or "")),
            )
            for field in ordered
        ),
    )
    yield from _named(opened)


def _named(opened: OpenCatalog) -> Iterator[Block]:
    """Lay out what the catalog has by name: meters, workloads, decisions, categories."""
    catalog, settings = opened.catalog, opened.settings
    labels: Mapping[str, Iterable[tuple[str, str]]] = {
        "Meters": [(key, f"{one.label}, in {one.unit}") for key, one in settings.meters.items()],
        "Workloads": [(key, one.label) for key, one in catalog.workloads.items()],
        "Decisions": [(key, one.label) for key, one in catalog.decisions.items()],
        "Categories": [(name, "") for name in settings.categories],
    }
    for title, rows in labels.items():
        if listed := list(rows):
            yield Heading(title, 2)
            yield _table(("Name", "Means"), listed)


def _table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    columns = tuple(Column(title) for title in titles)
    return Table(columns, tuple(tuple(Cell(text) for text in row) for row in rows))


def _markdown(blocks: Iterable[Block]) -> str:
    from vcompare.render import markdown

    return markdown.render(blocks)
