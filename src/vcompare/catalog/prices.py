"""The prices of a tool: from what its file has to exact amounts, by the meters that its catalog declares."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from msgspec.structs import replace

from vcompare.catalog.decode import Keys, decode_at, dotted
from vcompare.catalog.remedies import amount_remedy, near_meter, shown
from vcompare.catalog.source import Document
from vcompare.catalog.specs import PricePage, read_specs, resting
from vcompare.diagnostics import Diagnostic, Location, found
from vcompare.fields import Registry
from vcompare.fields.kinds import Amount
from vcompare.model import PERIODS, Offer, Plan, Pricing, Rate, RateTable, Source, Tier, Tool
from vcompare.text.safe import visible
from vcompare.text.slugs import slug_of
from vcompare.text.suggestions import did_you_mean

P = TypeVar("P", bound=Pricing)
_AMOUNT = Amount()


def with_prices(document: Document, tool: Tool, fields: Registry) -> tuple[Tool, list[Diagnostic]]:
    """Return a tool with its amounts and offers read, and the findings. What cannot be read is left out."""
    reader = _Reader(document, fields, tool.sources)
    pricing = tool.pricing
    if pricing is not None:
        if not (pricing.summary or pricing.rates or pricing.tiers or pricing.plans):
            hint = "add `pricing.summary`: one line of text, not blank"
            at = document.key("pricing")
            reader.findings.append(found("missing-key", at, "`pricing.summary` is missing", hint))
        page = _page(pricing, tool.sources.get("pricing"))
        pricing = replace(pricing, source=page.url, checked=page.checked)
        pricing = reader.read(pricing, ("pricing",), page)
    offers = {seller: reader.offer(seller, offer) for seller, offer in tool.offers.items()}
    return replace(tool, pricing=pricing, offers=offers), reader.findings


def _page(prices: Pricing, named: Source | None = None) -> PricePage:
    """Return the page that prices rest on: the short form comes first, key by key."""
    url, checked = (named.url, named.checked) if named else (None, None)
    return PricePage(prices.source or url, prices.checked or checked)


class _Reader:
    """Reads the amounts of one file, and collects what is wrong with them."""

    def __init__(self, document: Document, fields: Registry, sources: Mapping[str, Source]) -> None:
        self._document = document
        self._fields = fields
        self._sources = sources
        self.findings: list[Diagnostic] = []

    def offer(self, seller: str, offer: Offer) -> Offer:
        """Read an offer, whose specs rest on its own page if the tool names none for specs."""
        at, page, declared = ("offers", seller), _page(offer), self._fields.specs
        named = dict(self._sources)
        if page.url:
            named.setdefault("specs", Source(url=page.url, checked=page.checked))
        specs, findings = read_specs(self._document, offer.specs, named, declared, (*at, "specs"))
        self.findings += findings
        return self.read(replace(offer, specs=specs), at, page)

    def read(self, prices: P, at: Keys, page: PricePage) -> P:
        """Read all amounts of a table of prices, which rest on a page unless they name another.

        Rates come in the order in which the meters are declared.
        """
        if not (prices.rates or prices.tiers or prices.plans):
            return prices
        currency = prices.currency or self._fields.currency
        if currency is None:
            hint = 'add `currency = "USD"` to this table, or to catalog.toml for all amounts'
            self._find("missing-currency", self._document.key(*at), "these amounts have no currency", hint)
            return replace(prices, rates={}, tiers=(), plans=())
        rates = {meter: self._rate(raw, (*at, "rates", meter), page) for meter, raw in prices.rates.items()}
        tiers = [self._tier(tier, (*at, "tiers", i)) for i, tier in enumerate(prices.tiers)]
        plans = [self._plan(plan, (*at, "plans", i)) for i, plan in enumerate(prices.plans)]
        return replace(
            prices,
            currency=currency,
            rates={meter: rates[meter] for meter in self._fields.meters if rates.get(meter) is not None},
            tiers=tuple(tiers),
            plans=tuple(plan for plan in plans if plan is not None),
        )

    def _rate(self, raw: Any, keys: Keys, page: PricePage) -> Rate | None:
        """Read a rate: a bare amount, or a table with what it rests on."""
        own: RateTable | None = None
        if isinstance(raw, dict):
            own, in_table = decode_at(self._document, RateTable, raw, keys)
            self.findings += in_table
            if own is None:
                return None
        if not self._is_meter(keys):
            return None
        amount = self._amount(own.amount, (*keys, "amount")) if own else self._amount(raw, keys)
        if amount is None:
            return None
        per = getattr(self._fields.meters[str(keys[-1])].kind, "per", 1)
        if own is None:
            return Rate(amount, per, source=page.url, checked=page.checked)
        rests_on, findings = resting(self._document, keys, own, self._sources, page)
        self.findings += findings
        evidence = {"source": own.source, "checked": own.checked, **rests_on}
        return Rate(amount, per, quote=own.quote, note=own.note, **evidence)

    def _tier(self, tier: Tier, keys: Keys) -> Tier:
        """Read a tier. In its rates, None is an amount that cannot be read: the base rate does not apply."""
        rates = {
            meter: self._amount(raw, (*keys, "rates", meter))
            for meter, raw in tier.rates.items()
            if self._is_meter((*keys, "rates", meter))
        }
        over = self._quantities(tier.over, (*keys, "over"))
        if len(over) < len(tier.over):  # when it applies is not known, and so is what it says
            rates = dict.fromkeys(self._fields.meters)
        return replace(tier, over=over, rates=rates)

    def _plan(self, plan: Plan, keys: Keys) -> Plan | None:
        """Read a plan, None where its price or its period cannot be read."""
        amount = self._amount(plan.amount, (*keys, "amount"))
        includes = self._quantities(plan.includes, (*keys, "includes"))
        known = (*PERIODS, *self._fields.meters)
        if plan.per not in known:
            wanted = 'a meter of this catalog, "month" or "year"'
            message = f'{dotted((*keys, "per"))} must be {wanted}; it is "{visible(plan.per)}"'
            hint = (
                did_you_mean(plan.per, known)
                or f"add [meters.{slug_of(plan.per) or '<key>'}] to catalog.toml"
            )
            self._find("unknown-meter", self._document.value(*keys, "per"), message, hint)
        return (
            None
            if amount is None or plan.per not in known
            else replace(plan, amount=amount, includes=includes)
        )

    def _quantities(self, quantities: Mapping[str, Any], at: Keys) -> dict[str, Any]:
        return {meter: much for meter, much in quantities.items() if self._is_meter((*at, meter))}

    def _is_meter(self, keys: Keys) -> bool:
        """Say whether the last of these keys is a meter of the catalog."""
        key, known = str(keys[-1]), self._fields.meters
        if key in known:
            return True
        message = f"`{key}` is not a meter of this catalog"
        self._find("unknown-meter", self._document.key(*keys), message, near_meter(key, known))
        return False

    def _amount(self, raw: Any, keys: Keys) -> Decimal | None:
        try:
            return _AMOUNT.read(raw)
        except ValueError as wanted:
            message = f"{dotted(keys)} must be {wanted}; it is {shown(raw)}"
            self._find("bad-amount", self._document.value(*keys), message, amount_remedy(raw))
        return None

    def _find(self, rule: str, at: Location, message: str, hint: str) -> None:
        self.findings.append(found(rule, at, message, hint))
