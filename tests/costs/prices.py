"""Meters, prices and workloads in short."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from vcompare.model import Meter, Plan, Pricing, Rate, Tier, Workload

METERS = {
    "requests": Meter(label="Request", unit="requests", per=1000),
    "input": Meter(label="Input", unit="tokens", per=1_000_000),
    "cache-read": Meter(label="Cached input", unit="tokens", per=1_000_000, part_of="input"),
    "cache-write": Meter(label="Cache write", unit="tokens", per=1_000_000, part_of="input"),
    "cache-audio": Meter(label="Cached audio", unit="tokens", per=1_000_000, part_of="cache-read"),
    "output": Meter(label="Output", unit="tokens", per=1_000_000),
    "seat-month": Meter(label="Seat", unit="seat-month"),
    "hour": Meter(label="Machine", unit="seconds", per=3600),
}
TOKENS = {meter: METERS[meter] for meter in ("input", "cache-read", "output")}


def rates(amounts: Mapping[str, Any]) -> dict[str, Rate]:
    return {meter: Rate(amount=Decimal(str(amount))) for meter, amount in amounts.items()}


def pricing(*parts: Tier | Plan, currency: str | None = "USD", **amounts: Any) -> Pricing:
    return Pricing(
        currency=currency,
        rates=rates(named(amounts)),
        tiers=tuple(part for part in parts if isinstance(part, Tier)),
        plans=tuple(part for part in parts if isinstance(part, Plan)),
    )


def tier(over: Mapping[str, Any], **amounts: Any) -> Tier:
    known = {meter: amount and Decimal(str(amount)) for meter, amount in named(amounts).items()}
    return Tier(over=dict(over), rates=known)


def plan(amount: Any, per: str, name: str = "Team", **includes: Any) -> Plan:
    return Plan(name=name, amount=Decimal(str(amount)), per=per, includes=named(includes))


def workload(
    requests: float | None = None, month: Mapping[str, float] | None = None, **each: float
) -> Workload:
    return Workload(label="Work", requests=requests, each=named(each), month=dict(month or {}))


def named(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name.replace("_", "-"): value for name, value in values.items()}
