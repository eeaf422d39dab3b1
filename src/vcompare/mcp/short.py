"""The short text beside an answer: our own words, slugs, paths, days and numbers; no text of a catalog."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from vcompare.text.words import natural_list, plural

Item = Mapping[str, Any]
SAID = 20
"""So many items at most have a line in the short text."""
_NAMED = 6
"""So many unknown fields at most are named of one item."""
_DONE = {"checked": "checked", "seen": "imported and not checked here, seen"}
"""What was done on the days of evidence."""


def lines(items: Sequence[Item], of: Callable[[Item], str]) -> Iterator[str]:
    """Yield a line for each of the first items, which begins with its slug."""
    yield from (f"- {one['slug']}{of(one)}" for one in items[:SAID])
    if len(items) > SAID:
        yield f"- and {len(items) - SAID:,} more"


def on_evidence(tool: Item, fields: Item, named: int = _NAMED) -> str:
    """Say what the panel thinks of a tool, when its facts were checked, and which of them are unknown."""
    panel, rates = tool["panel"], (tool["pricing"] or {}).get("rates", {})
    verdict = f" {panel['verdict']}" if panel and panel.get("verdict") else ""
    dated = [*days(tool["specs"]), *days(tool["pricing"]), *days(tool["offers"])]
    known = {f"specs.{key}" for key in tool["specs"]} | {f"pricing.rates.{meter}" for meter in rates}
    unknown = [path for path in fields if path not in known and path.startswith(("specs.", "pricing.rates."))]
    missing = f"; unknown: {some(unknown, named)}" if unknown else ""
    return f":{verdict}{said_days('facts', dated) or '; no fact has a date'}{missing}".replace(":;", ":")


def days(of: Any) -> Iterator[tuple[str, str]]:
    """Yield the days on which something was checked, or seen in other data, each after which of the two."""
    if isinstance(of, dict):
        for key, value in of.items():
            if key in _DONE and isinstance(value, str):
                yield key, value
            else:
                yield from days(value)
    elif isinstance(of, list):
        for one in of:
            yield from days(one)


def said_days(what: str, dated: Iterable[tuple[str, str]]) -> str:
    """Say when people checked something, and when it was seen in other data, which nobody confirmed here."""
    each = sorted(set(dated))
    said = ""
    for key, done in _DONE.items():
        if found := [day for kind, day in each if kind == key]:
            said += f"; {what} {done} {' to '.join(dict.fromkeys((found[0], found[-1])))}"
    return said


def some(names: Sequence[str], most: int = _NAMED) -> str:
    """Name the first of several, and count the others; where none is to be named, they are facts."""
    if not most:
        return plural(len(names), "fact")
    more = len(names) - most
    return f"{', '.join(names[:most])} and {more:,} more" if more > 0 else natural_list(names)


def cost_of(entry: Item) -> str:
    """Say what one entry costs; what is not known is named."""
    low, high, currency = entry["low"], entry["high"], entry["currency"]
    if low is None:
        amount = "unknown"
    elif high is None:
        amount = f"at least {currency} {low}"
    else:
        amount = f"{currency} {low}" if low == high else f"{currency} {low} to {high}"
    seller = f" ({entry['offer']})" if entry["offer"] else ""
    missing = f"; unknown: {some(entry['unknown'])}" if entry["unknown"] else ""
    return f"{seller}: {amount}{missing}"


def worth(one: Item) -> str:
    """Say between what and what the worth of a tool is, from 0 to 1."""
    from fractions import Fraction

    ends = dict.fromkeys(f"{float(Fraction(one[end])):.3f}" for end in ("low", "high"))
    return f"{one['rank']}. {one['slug']}: {' to '.join(ends)}"


def decided(worths: Mapping[str, str], found: Item) -> list[str]:
    """Say who comes first, how certain that is, and what it depends on."""
    first = [one["slug"] for one in found["results"] if one["rank"] == 1]
    said = [f"First: {some(first)}." if first else "No tool can be ranked."]
    if found["certain"]:
        said.append(f"Whatever the unknowns are, {found['certain']} wins.")
    elif first:
        said.append("The unknowns leave open who wins: each is worth from `low` to `high`.")
    unknown = [f"{one['field']} of {one['slug']}" for one in found["decisive_unknowns"]]
    if unknown:
        said.append(f"Unknown, and each could change the winner: {some(unknown)}.")
    if change := found["smallest_change"]:
        said.append(f"Moving {change['moved']} of all weight would make {change['winner']} win.")
    return [*said, *(worths[one["slug"]] for one in found["results"][:SAID])]


def changes(of: Sequence[Item]) -> Iterator[str]:
    """Yield a line for each change: of which tool, of what, and when."""
    for one in of[:SAID]:
        day = one["commits"][-1]["date"] if one.get("commits") else None
        yield f"- {one['tool'] or 'the catalog'}: {one['kind']}, {one['field']}{f' ({day})' if day else ''}"
