"""What people call the keys of a tool's file that its catalog, or the file itself, chooses."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec

from vcompare.app.writing.facts import content_parts, parts
from vcompare.app.writing.keys import Key, SpecKey
from vcompare.app.writing.places import Path, fact_path
from vcompare.app.writing.rates import RateKey
from vcompare.catalog.decode import required
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field
from vcompare.fields.kinds import Date, Flag, Link, Text
from vcompare.fields.names import named
from vcompare.model import Offer, RateTable, Source, SpecTable
from vcompare.text.slugs import is_slug
from vcompare.text.words import natural_list

if TYPE_CHECKING:
    from vcompare.app.writing.forms import Form

_KINDS = {"url": Link(), "homepage": Link(), "checked": Date(), "none": Flag()}
_TABLES_OF_OFFERS = {"rates", "specs", "tiers", "plans"}
_ELSEWHERE = {
    "slug": "it names the file: `vcompare rename TOOL NEW` changes it",
    "panel": "it is computed from reviews: `vcompare review TOOL REVIEWER` writes one",
    "reviews": "`vcompare review TOOL REVIEWER` writes a review",
    "seen": "an import writes it: `checked` is the day on which somebody read a value",
    "community": "it is computed from votes: `vcompare vote TOOL` casts one",
    "disagreements": "it is counted: `vcompare check` says what the files of a tool disagree on",
}
"""How fields are changed that are not in a tool's file, by the beginning of their paths."""
OFFER_KEYS = tuple(key for key in Offer.__struct_fields__ if key not in _TABLES_OF_OFFERS)


def found(form: "Form", name: str) -> Key | None:
    """Return the key of a spec, a rate, a source or an offer, or of a part of one, that is called so.

    Neither case nor the sign that joins words counts, and `specs.` and `pricing.rates.` may be left out.
    Raises VcompareError for a name that a spec and a rate have.
    """
    first, _, rest = name.strip().partition(".")
    if first == "offers":
        seller, _, rest = rest.partition(".")
        return _of_offer(form, seller, rest) if is_slug(seller) else None
    if first == "sources":
        path = tuple(name.split("."))
        is_part = len(path) == 3 and path[2] in Source.__struct_fields__  # noqa: PLR2004
        return part_of(Source, path) if is_part else None
    return _fact(form, name, ("specs",), ("pricing", "rates"))


def _of_offer(form: "Form", seller: str, rest: str) -> Key | None:
    above = ("offers", seller)
    key = plain(rest).removeprefix("pricing.")
    if key in OFFER_KEYS:
        return part_of(Offer, (*above, key))
    return _fact(form, key, (*above, "specs"), (*above, "rates"))


def _fact(form: "Form", name: str, specs: Path, rates: Path) -> Key | None:
    keys = [
        *_in_table(name, ("specs.",), specs, form.specs),
        *_in_table(name, ("pricing.rates.", "rates."), rates, form.meters),
    ]
    if len(keys) > 1:
        called = natural_list([f"`{key.name}`" for key in keys], "or")
        raise VcompareError(f"`{name}` is a spec and a rate", f"write {called}")
    return keys[0] if keys else None


def _in_table(name: str, prefixes: tuple[str, ...], table: Path, known: Mapping[str, Field]) -> Iterator[Key]:
    path = plain(name)
    for prefix in prefixes:
        path = path.removeprefix(prefix)
    whole, _, part = path.rpartition(".")
    part = part.replace("-", "_")
    of = SpecKey if table[-1] == "specs" else RateKey
    if path in known:
        yield of((*table, path), Any, required=False, field=known[path])
    elif whole in known and part in parts(known[whole]):
        field, at = known[whole], (*table, whole, part)
        if part in {"at_least", "at_most"} and not field.kind.has_bounds:
            return
        is_value = part in content_parts(field) and part != "none"
        yield (
            of(at, Any, required=False, field=field)
            if is_value
            else part_of(RateTable if field.meter else SpecTable, at)
        )


def part_of(into: type[msgspec.Struct], path: Path) -> Key:
    """Return the key of a part of a table of the file, which has the type that the format says."""
    kind = next(required(one.type) for one in msgspec.structs.fields(into) if one.encode_name == path[-1])
    field = Field(".".join(path), " ".join(path[1:]), "file", _KINDS.get(path[-1], Text()))
    return Key(path, kind, required=False, field=field)


def is_fact(name: str) -> bool:
    """Say whether a name is one of a spec or a rate, whether that is declared or not."""
    path = tuple(name.split("."))
    return fact_path(path) == path


def plain(name: str) -> str:
    """Return a name without what does not count in it."""
    return re.sub(r"[_\s]+", "-", name.strip().casefold())


def elsewhere(name: str) -> str | None:
    """Return how a field is changed that no tool's file holds; None for other names."""
    with suppress(VcompareError):
        name = named(BUILTIN, name).path
    return _ELSEWHERE.get(name.partition(".")[0])
