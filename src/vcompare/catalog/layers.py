"""The layers of a tool: its own file over those that were imported, field by field.

People win: what a tool's own file has counts; what it does not have comes from the first source that has it.
Prices come whole from one layer, so that no cost mixes two.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from vcompare.catalog.paths import kind_at, slug_at
from vcompare.catalog.source import Document
from vcompare.catalog.tool_file import ToolFacts, decode_tool
from vcompare.diagnostics import Diagnostic, found
from vcompare.fields import Registry
from vcompare.model import Disagreement, ImportedTool, Offer, Origin, Pricing, Tool, ToolLayer

_NEEDED = ("name", "tagline", "category")
_MERGED = ("allow", "pricing", "sources", "specs", "offers")
_ONE_BY_ONE = [key for key in Tool.__struct_fields__ if key not in _MERGED]
_AMOUNTS = ("currency", "rates", "tiers", "plans")
_EVIDENCE = ("source", "checked")


class Layer(NamedTuple):
    """One file of a tool: its document, what could be read of it, and where it is from, None for people."""

    document: Document
    tool: Tool
    origin: Origin | None = None

    def has(self, *keys: str) -> bool:
        """Say whether the file has something at a key path, readable or not."""
        return self.document.has(keys)


def layered(documents: Sequence[Document | Diagnostic], fields: Registry) -> ToolFacts:
    """Read the files of a tool of which at least one was imported, those that win first."""
    read = [read_layer(one, fields) for one in documents if isinstance(one, Document)]
    findings = [one for one in documents if isinstance(one, Diagnostic)]
    findings += [finding for _, problems in read for finding in problems]
    layers = [layer for layer, _ in read if layer is not None]
    if len(layers) < len(documents):
        return ToolFacts(None, tuple(findings))
    if missing := missing_keys(layers):
        return ToolFacts(None, (*findings, *missing))
    tool, origins = merged(layers)
    return ToolFacts(tool, tuple(findings), origins, between(layers, tool, fields))


def between(layers: Sequence[Layer], tool: Tool, fields: Registry) -> tuple[Disagreement, ...] | None:
    """Return the disagreements between the layers of a tool, None where it has only one."""
    if len(layers) == 1:
        return None
    from vcompare.comparison.disagreements import disagreements

    return disagreements(tool, [(layer.tool, layer.origin) for layer in layers], fields)


def read_layer(document: Document, fields: Registry) -> tuple[Layer | None, tuple[Diagnostic, ...]]:
    """Read one file of a tool: None where it cannot be used, and the findings."""
    if kind_at(document.path) == "tool":
        tool, findings = decode_tool(document, fields, ToolLayer)
        return (Layer(document, tool) if tool else None), findings
    tool, findings = decode_tool(document, fields, ImportedTool)
    if "allow" in document.data:
        message, hint = "`allow` is not a key of this file", "allow it in the tool's own file, in tools/"
        findings = (*findings, found("unknown-key", document.key("allow"), message, hint))
    if not isinstance(tool, ImportedTool):
        return None, findings
    origin = Origin(document.path.split("/")[1], tool.seen)
    return Layer(document, imported(tool, origin), origin), findings


def missing_keys(layers: Sequence[Layer]) -> list[Diagnostic]:
    """Return the findings for keys that a tool needs and no file of it has."""
    return [
        _missing(layers[0], key) for key in _NEEDED if not any(getattr(layer.tool, key) for layer in layers)
    ]


def merged(layers: Sequence[Layer]) -> tuple[Tool, dict[str, Origin]]:
    """Return a tool from its layers, the first that has a value winning, and the origins of its values."""
    origins = dict[str, Origin]()
    values = {key: _first(layers, key, origins) for key in _ONE_BY_ONE}
    tool = Tool(
        **values,
        allow=layers[0].tool.allow if layers[0].origin is None else (),
        sources=_joined([layer.tool.sources for layer in layers]),
        specs=_specs(layers, ()),
        pricing=_pricing(layers, origins),
        offers=_offers(layers, origins),
    )
    return tool, origins


def imported(tool: Tool, origin: Origin) -> Tool:
    """Return what was read from an imported file with its origin; nothing in it was checked by anybody."""
    return replace(
        tool,
        sources={name: replace(source, checked=None) for name, source in tool.sources.items()},
        specs=_from(tool.specs, origin),
        pricing=tool.pricing and _prices_from(tool.pricing, origin),
        offers={
            seller: replace(_prices_from(offer, origin), specs=_from(offer.specs, origin))
            for seller, offer in tool.offers.items()
        },
    )


def _from(values: Mapping[str, Any], origin: Origin) -> dict[str, Any]:
    return {key: replace(value, checked=None, origin=origin) for key, value in values.items()}


def _prices_from(prices: Any, origin: Origin) -> Any:
    return replace(prices, checked=None, rates=_from(prices.rates, origin))


def _missing(layer: Layer, key: str) -> Diagnostic:
    message = f"`{key}` is missing: no file of this tool has it"
    hint = f'add `{key} = "..."` to this file'
    if layer.origin:
        hint = f"`vcompare edit {slug_at(layer.document.path)} {key}=...` writes it to the tool's own file"
    return found("missing-key", layer.document.key(key), message, hint)


def _first(layers: Sequence[Layer], key: str, origins: dict[str, Origin]) -> Any:
    """Return the first value of a key, and note its origin; what is empty in all is as in the last."""
    layer = next((layer for layer in layers if layer.has(key)), layers[-1])
    if layer.origin and layer.has(key):
        origins[key] = layer.origin
    return getattr(layer.tool, key)


def _joined(mappings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return everything in these mappings, of what has the same key the first."""
    joined = dict[str, Any]()
    for mapping in mappings:
        joined.update({key: value for key, value in mapping.items() if key not in joined})
    return joined


def _specs(layers: Sequence[Layer], at: tuple[str, ...]) -> dict[str, Any]:
    """Return the specs of the tool, or of the offer at a key path. What the first that has one means is so.

    A value that cannot be read hides those below it: what people meant to say is not known.
    """
    found_in = dict[str, Any]()
    for layer in layers:
        specs = layer.tool.offers[at[1]].specs if at else layer.tool.specs
        raw = _table(layer, (*at, "specs"))
        found_in.update({key: specs.get(key) for key in raw if key not in found_in})
    return {key: fact for key, fact in found_in.items() if fact is not None}


def _table(layer: Layer, keys: tuple[str, ...]) -> Mapping[str, Any]:
    value: Any = layer.document.data
    for key in keys:
        value = value.get(key, {})
    return value if isinstance(value, dict) else {}


def _pricing(layers: Sequence[Layer], origins: dict[str, Origin]) -> Pricing | None:
    having = [layer for layer in layers if layer.tool.pricing is not None]
    if not having:
        return None
    values, page, amounts, words = _prices(having, ("pricing",), lambda layer: layer.tool.pricing)
    if amounts and amounts.origin:
        paths = (f"pricing.{key}" for key in _AMOUNTS if amounts.has("pricing", key) and key != "rates")
        origins |= dict.fromkeys(paths, amounts.origin)
    if words and words.origin:
        origins["pricing.summary"] = words.origin
    if page and page.origin and values["source"]:
        origins["pricing.source"] = page.origin
    return Pricing(**values)


def _prices(
    layers: Sequence[Layer], at: tuple[str, ...], of: Any
) -> tuple[dict[str, Any], Layer | None, Layer | None, Layer | None]:
    """Return the prices at a key path, and the layers that the page, amounts and words are from.

    The page and its date are of the first layer that has either.
    """
    amounts = next((layer for layer in layers if any(layer.has(*at, key) for key in _AMOUNTS)), None)
    words = next((layer for layer in layers if layer.has(*at, "summary")), None)
    page = next((layer for layer in layers if layer is amounts or layer is words), None)
    values = {key: getattr(of(amounts), key) for key in _AMOUNTS} if amounts else {}
    values |= {key: getattr(of(page), key) for key in _EVIDENCE} if page else {}
    return values | ({"summary": of(words).summary} if words else {}), page, amounts, words


def _offers(layers: Sequence[Layer], origins: dict[str, Origin]) -> dict[str, Offer]:
    sellers = dict.fromkeys(seller for layer in layers for seller in layer.tool.offers)
    return {seller: _offer([*_selling(layers, seller)], seller, origins) for seller in sellers}


def _selling(layers: Sequence[Layer], seller: str) -> Iterator[Layer]:
    return (layer for layer in layers if seller in layer.tool.offers)


def _offer(layers: Sequence[Layer], seller: str, origins: dict[str, Origin]) -> Offer:
    first = layers[0].tool.offers[seller]
    if layers[0].origin:
        origins[f"offers.{seller}"] = layers[0].origin
    if len(layers) == 1:
        return first
    at = ("offers", seller)
    values, *_ = _prices(layers, at, lambda layer: layer.tool.offers[seller])
    named: dict[str, Any] = {
        key: next((getattr(layer.tool.offers[seller], key) for layer in layers if layer.has(*at, key)), None)
        for key in ("name", "homepage")
    }
    return Offer(**values, **named, specs=_specs(layers, at))
