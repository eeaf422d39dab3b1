"""Answers that fit: at most so many tokens, whatever a catalog holds.

What does not fit is left out, and the answer says what that is and how to get it.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from vcompare.text.safe import visible
from vcompare.text.words import shorten

LIMIT = 10_000
"""How many tokens an answer has at most."""
_CHARACTERS = 3
_SPARE = 300
"""Characters that are kept free for what surrounds an answer."""
MOST = 500
"""More items than these are never in an answer: none of them is shorter than sixty characters."""

Payload = dict[str, Any]
_NAMES = frozenset({"slug", "schema", "field", "offer", "commit", "criterion", "winner", "tool"})
"""Keys whose texts are names: they are short, and a part of one is no name."""
_MAPS = frozenset(
    {"specs", "rates", "offers", "fields", "imported", "costs", "includes", "each", "month", "parts"}
    | {"over", "weights", "currencies", "decisions"}
)
"""Keys of objects that have as many keys as a catalog likes."""
_EVIDENCE = ("specs", "pricing", "offers")


class Omission(NamedTuple):
    """What may be left out of an answer, and how."""

    name: str
    apply: Callable[[Payload], Payload]


class Reply(NamedTuple):
    """An answer before it is made to fit.

    `payload` is the JSON of a command; the end of its list `items`, if that is named, may be left out. `cuts`
    are left out before that, in their order. `say` words an answer in short, and `ask` says how to ask for
    the rest. `matched` is how many items there are in all, and `notes` is what is worth knowing besides.
    `left_out` names what the payload lacks already.
    """

    payload: Payload
    say: Callable[[Payload], list[str]]
    ask: str
    items: str | None = None
    cuts: Sequence[Omission] = ()
    matched: int | None = None
    notes: Sequence[str] = ()
    left_out: Sequence[str] = ()


class FittedReply(NamedTuple):
    """An answer that fits: its JSON, and the short text beside it."""

    payload: Payload
    text: str


def tokens(of: Any) -> int:
    r"""Return an estimate of how many tokens some JSON is, rather too high than too low.

    It is one for every three characters, with everything outside ASCII counted as the escape `\uXXXX`: dense
    JSON in English has about three and a half characters per token, and other scripts have one or two.
    """
    return -(-len(json.dumps(of)) // _CHARACTERS)


def fitted(answer: Reply) -> FittedReply:
    """Return an answer in no more tokens than the limit, its JSON and its text taken together."""
    # No longer text fits, and to look at all of one takes a while.
    safe: Payload = _each_text(
        answer.payload, lambda _, text: visible(text[: LIMIT * _CHARACTERS], lines=True)
    )
    left_out = [*answer.left_out]
    for cut in (None, *answer.cuts, *_ANYTHING):
        if cut:
            before, safe = safe, cut.apply(safe)
            left_out += [cut.name] if safe != before and cut.name not in left_out else []
        is_last_of_own = cut == (answer.cuts[-1] if answer.cuts else None) or cut in _ANYTHING
        if found := _with_as_many_as_fit(answer, safe, left_out, fewer=is_last_of_own):
            return found
    raise AssertionError("the last cut leaves little")  # pragma: no cover


def _with_as_many_as_fit(
    answer: Reply, payload: Payload, left_out: Sequence[str], *, fewer: bool
) -> FittedReply | None:
    """Return an answer with all its items if that fits, or else with fewer if that is allowed."""
    count = len(payload[answer.items]) if answer.items else 0
    whole = _with(answer, payload, left_out, count)
    if _fits(whole):
        return whole
    least, most, best = 1, min(count, MOST), None
    while fewer and least <= most:
        middle = (least + most) // 2
        found = _with(answer, payload, left_out, middle)
        if _fits(found):
            best, least = found, middle + 1
        else:
            most = middle - 1
    return best


def _fits(found: FittedReply) -> bool:
    return tokens([found.payload, found.text]) <= LIMIT - _SPARE // _CHARACTERS


def _with(answer: Reply, payload: Payload, left_out: Sequence[str], count: int) -> FittedReply:
    """Return an answer with so many items."""
    found, matched = payload, answer.matched
    if answer.items:
        found = {**payload, answer.items: payload[answer.items][:count]}
        matched = max(matched or 0, len(answer.payload[answer.items]))
    is_short = matched is not None and count < matched
    missing = [*left_out, *([f"{answer.items} after the first {count:,}"] if is_short else [])]
    more = {} if matched is None else {"shown": count, "matched": matched}
    said = [*answer.say(found), *(f"Note: {visible(shorten(note, 300))}" for note in answer.notes[:5])]
    if missing:
        said.append(f"Truncated: left out are {'; '.join(missing)}. Next: {answer.ask}.")
    found = {
        **found,
        **more,
        "truncated": bool(missing),
        "left_out": missing,
        "next": answer.ask if missing else None,
        "notes": [visible(shorten(note, 300), lines=True) for note in answer.notes[:5]],
    }
    return FittedReply(found, visible("\n".join(said), lines=True))


def fitted_text(text: str, ask: str) -> str:
    """Return a text in no more tokens than the limit: a longer one ends after a line, with what to ask."""
    if tokens(text) <= LIMIT - _SPARE:
        return text
    least, most = 0, min(len(text), LIMIT * _CHARACTERS)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if tokens(text[:middle]) <= LIMIT - _SPARE else (least, middle - 1)
    lines = text[:least].rpartition("\n")[0] or text[:least]
    return f"{lines}\n\nTruncated: the rest is left out. Next: {ask}.\n"


def without_nulls(payload: Payload) -> Payload:
    """Leave out the keys of facts, rates and offers that are null: missing ones mean the same."""
    tools = [
        {key: _dense(value) if key in _EVIDENCE else value for key, value in tool.items()}
        for tool in payload["tools"]
    ]
    return {**payload, "tools": tools}


def _dense(of: Any) -> Any:
    if isinstance(of, dict):
        return {key: _dense(value) for key, value in of.items() if value not in (None, {}, [])}
    return [_dense(one) for one in of] if isinstance(of, list) else of


def long_texts(longest: int) -> Omission:
    """Return what shortens texts."""
    return Omission("the ends of long texts", partial(_each_text, change=partial(_shortened, longest)))


def _shortened(longest: int, key: str, text: str) -> str:
    return text if key in _NAMES else shorten(text, longest)


def _each_text(of: Any, change: Callable[[str, str], str], key: str = "") -> Any:
    if isinstance(of, str):
        return change(key, of)
    if isinstance(of, dict):
        return {change("slug", name): _each_text(value, change, name) for name, value in of.items()}
    return [_each_text(one, change, key) for one in of] if isinstance(of, list) else of


def long_lists(longest: int) -> Omission:
    """Return what shortens lists."""
    return Omission("the ends of long lists", lambda payload: dict(_short_lists(payload, longest, top=True)))


def _short_lists(of: Any, longest: int, key: str = "", *, top: bool = False) -> Any:
    """Shorten lists, and objects with as many keys as a catalog likes, but not the list that an answer is."""
    if isinstance(of, dict):
        kept = list(of.items())[: longest if key in _MAPS else None]
        return {
            name: [_short_lists(one, longest) for one in value]
            if top and name in _OWN and isinstance(value, list)
            else _short_lists(value, longest, name)
            for name, value in kept
        }
    if isinstance(of, list):
        return [_short_lists(one, longest, key) for one in of[:longest]]
    return of


_OWN = frozenset({"tools", "results", "changes"})


def _anything() -> Iterator[Omission]:
    for text, items in ((1_000, 100), (300, 40), (100, 15), (60, 5), (40, 2), (20, 1)):
        yield long_texts(text)
        yield long_lists(items)


_ANYTHING = (*_anything(),)
