"""How another data set becomes facts, as in `recipes/<source>.toml`."""

from typing import Annotated

from msgspec import Meta, field

from vcompare.model.file import TomlTable
from vcompare.model.prices import PositiveQuantity
from vcompare.model.scalars import Line, Slug, Url
from vcompare.model.settings import Meter, Spec
from vcompare.model.tool import ToolLayer

LONGEST_EXPRESSION = 500
Expression = Annotated[
    str,
    Meta(
        pattern=r"\S",
        max_length=LONGEST_EXPRESSION,
        description=f"a JMESPath expression of at most {LONGEST_EXPRESSION} characters",
    ),
]


class TierFields(TomlTable, frozen=True):
    """Where the quantities and the rates of a tier are. A tier without any rate is left out."""

    over: dict[Slug, Expression]
    rates: dict[Slug, Expression]


Tiers = Annotated[
    # msgspec mistakes a pattern of a text for one of the list.
    Annotated[str, Meta(min_length=1, max_length=LONGEST_EXPRESSION)] | tuple[TierFields, ...],
    Meta(description="a JMESPath expression, or a list of tables with `over` and `rates`"),
]


class PricingFields(TomlTable, frozen=True):
    """Where the prices of a record are, in the shape of `[pricing]`."""

    summary: Expression | None = None
    source: Expression | None = None
    currency: Expression | None = None
    rates: dict[Slug, Expression] = field(default_factory=dict)
    tiers: Tiers | None = None
    plans: Expression | None = None


class Fields(TomlTable, frozen=True):
    """Where the values of a record are, in the shape of a tool's file."""

    name: Expression | None = None
    short_name: Expression | None = None
    tagline: Expression | None = None
    category: Expression | None = None
    entry: Expression | None = None
    description: Expression | None = None
    best_for: Expression | None = None
    vendor: Expression | None = None
    homepage: Expression | None = None
    aliases: Expression | None = None
    tags: Expression | None = None
    added: Expression | None = None
    retired: Expression | None = None
    pricing: PricingFields = PricingFields()
    specs: dict[Slug, Expression] = field(default_factory=dict)


class OfferFields(TomlTable, frozen=True):
    """Where a record says what its seller is called. Specs and prices of an offer are those of `[fields]`."""

    name: Expression | None = None
    homepage: Expression | None = None


class Constants(ToolLayer, frozen=True, kw_only=True):
    """Values that are the same for all records, in the shape of a tool's file."""


class Only(TomlTable, frozen=True):
    """What alone is imported, where there is any: slugs of tools, or what the data set calls them."""

    tools: tuple[Line, ...] = ()


class Skip(TomlTable, frozen=True):
    """What is never imported: slugs of tools, or what the data set calls them."""

    tools: tuple[Line, ...] = ()


class Setup(TomlTable, frozen=True):
    """What a catalog needs for these facts, in the shape of `catalog.toml`."""

    categories: tuple[Line, ...] = ()
    specs: dict[Slug, Spec] = field(default_factory=dict)
    meters: dict[Slug, Meter] = field(default_factory=dict)


class Recipe(TomlTable, frozen=True, kw_only=True):
    """How another data set becomes facts: which records it has, and where in them the values are.

    An expression sees one record, with its group as `_group`, the key under which it stands in its object as
    `_key`, and as `_own` whether it is the maker's own. `per` has how many units of a meter an amount in the
    data is for; without it, that is the `per` of the meter in `[setup]`, or in the catalog.
    """

    home: Url | None = None
    fetch: Url | None = None
    license: Line | None = None
    version: Expression | None = None
    groups: Expression | None = None
    records: Expression
    tool: Expression
    offer: Expression | None = None
    own: Expression | None = None
    where: Expression | None = None
    fields: Fields = Fields()
    offers: OfferFields = OfferFields()
    per: dict[Slug, PositiveQuantity] = field(default_factory=dict)
    constants: Constants = Constants()
    slugs: dict[Line, Slug] = field(default_factory=dict)
    only: Only = Only()
    skip: Skip = Skip()
    setup: Setup = Setup()
