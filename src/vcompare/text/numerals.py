"""The numbers that a text mentions, in the spellings that pages use: 1,000,000, 1M, 10^6, one million.

What can be read in two ways is read in both, as `1.050` and `128K` can: the question is whether a text holds
a number, and a wrong "no" does more harm than a wrong "yes". Signs are left out of account.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_ONE = (Decimal(1),)
_LETTERS = {"k": 1, "m": 2, "g": 3, "b": 3, "t": 4}
"""What a letter behind a number stands for: a power of 1,000 and, in computing, of 1,024."""
_SCALES = {
    "hundred": 10**2,
    "dozen": 12,
    "lakh": 10**5,
    "crore": 10**7,
    **dict.fromkeys(("thousand", "thousands", "tausend", "tsd", "mille", "mil"), 10**3),
    **dict.fromkeys(("million", "millions", "mio", "mln", "mn", "mm", "millionen", "millones"), 10**6),
    **dict.fromkeys(("billion", "billions", "bn", "mrd", "milliard", "milliards", "milliarden"), 10**9),
    **dict.fromkeys(("trillion", "trillions", "tn"), 10**12),
}
_IDEOGRAPHS = {"百": 10**2, "千": 10**3, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
_TEENS = " seventeen eighteen nineteen"
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety"
_CARDINALS = {word: Decimal(number) for number, word in enumerate((_UNITS + _TEENS).split())}
_CARDINALS |= {word: Decimal(10 * number) for number, word in enumerate(_TENS.split(), 1)}
_CARDINALS["half"] = Decimal("0.5")
_ALONE = {
    **dict.fromkeys(("no", "none", "nothing", "nil", "free", "without", "never"), 0),
    **dict.fromkeys(("single", "once"), 1),
    **dict.fromkeys(("twice", "double", "pair", "both", "couple"), 2),
    **dict.fromkeys(("thrice", "triple"), 3),
}
_SECONDS = {
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), Decimal("0.001")),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), Decimal(1)),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), Decimal(60)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), Decimal(3_600)),
    **dict.fromkeys(("d", "day", "days"), Decimal(86_400)),
    **dict.fromkeys(("week", "weeks"), Decimal(604_800)),
}
_PERCENT = {"%", "percent", "per cent", "pct"}
_SHORT_FOR = {
    "m": r"m\b|mi|mon|met",
    "b": r"b\b|bit|byt|bil",
    "g": r"g\b|gr|gi",
    "k": r"k\b|ke|ki|th",
    "t": r"t\b|to[^k]|tr|te",
}
"""The units that a letter behind a number may stand for instead, by how they begin."""
_SCALED_UNIT = re.compile(r"([kKMGT])(?:\W|i?[A-Z]|i?b|tok|$)")

_PLAIN = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75", "’": "'", "−": "-", "×": "x", "⋅": "x", "·": "x"})
_RAISED = re.compile("(?<=[0-9])[⁻⁰¹²³⁴-⁹]+")
_DIGITS = re.compile(r"\.?\d+(?:[ ,.'_]\d+)*")
_GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?P<apart>[,.'])\d{3}(?:(?P=apart)\d{3})*|\d{1,2}(?:,\d\d)+,\d{3}|\d+(?:_\d+)+)"
    r"(?P<fraction>(?!(?P=apart))[.,]\d+)?"
)
_ZEROS = re.compile(r"0\d\d(?!\d)")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_POWER = re.compile(r" ?(?:\^|\*\*) ?(-?\d{1,3})(?!\d)")
_TIMES = re.compile(r"(?:e| ?[x*] ?10 ?(?:\^|\*\*) ?)([+-]?\d{1,3})(?!\d|\.\d)", re.IGNORECASE)
_WORD = re.compile(r"[ -]?(per cent\b|[^\W\d_]+|%)", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r" ?(?:[-–—/~]|,? ?(?:to|and|or)\b|,) ?", re.IGNORECASE)
_UNREADABLE = re.compile(
    r"[一二三四五六七八九十百千万萬億亿]|\b(?:thousands|millions|billions|mil\w+(?:en|es|ni))\b"
)
_LAST_LATIN = 0x24F
_HIGHEST_BASE = 10_000
_PARTS = 6
"""So many groups between spaces are one number at most: 999 999 999 999 999 999."""


class Number(NamedTuple):
    """A number in a text: where it is, with what belongs to it, and all that it may mean."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    scales: tuple[Decimal, ...] = _ONE
    others: tuple[Decimal, ...] = ()
    """What parts of it may mean that belong to something else: 128 in `GPT 4 128 000`."""

    @property
    def meanings(self) -> list[Decimal]:
        """Every value it may have, the likeliest first."""
        scaled = [value * scale for scale in self.scales for value in self.values]
        return list(dict.fromkeys([*scaled, *self.others]))


def holds(text: str, value: float | Decimal, unit: str = "") -> bool:
    """Say whether a text mentions a number of a unit, or may do so as far as it can be read."""
    wanted = abs(Decimal(str(value)))
    if any(wanted in number.meanings for number in _all_in_digits(_plain(text), unit)):
        return True  # as most are, which takes no look at the words
    found = numbers(text, unit)
    if any(wanted in number.meanings for number in found):
        return True
    words = [word.casefold() for word in _WORDS.findall(text)]
    if found or wanted in {_ALONE[word] for word in words if word in _ALONE}:
        return wanted in {_ALONE[word] for word in words if word in _ALONE}
    foreign = any(ord(letter) > _LAST_LATIN for word in words for letter in word)
    only_article = wanted == 1 and not {"a", "an", "per"}.isdisjoint(words)
    return only_article or foreign or _UNREADABLE.search(text.casefold()) is not None


def mentioned(text: str) -> list[str]:
    """Return the numbers of a text as they are written there."""
    plain = _plain(text)
    return [plain[number.start : number.end].strip() for number in numbers(text)]


def numbers(text: str, unit: str = "") -> list[Number]:
    """Return the numbers of a text in their order. What they mean includes what they are in this unit."""
    plain = _plain(text)
    found, rest, at = list(_all_in_digits(plain, unit)), "", 0
    for number in found:
        rest += plain[at : number.start] + "#" * (number.end - number.start)
        at = number.end
    return _sharing(plain, sorted([*found, *_in_words(rest + plain[at:])]))


def _all_in_digits(text: str, unit: str) -> Iterator[Number]:
    at = 0
    while match := _DIGITS.search(text, at):
        number = _in_digits(text, match, unit)
        yield number
        at = number.end


def _plain(text: str) -> str:
    if text.isascii():
        return re.sub(r"\s", " ", text)
    raised = _RAISED.sub(lambda match: f"^{match[0]}", text.translate(_PLAIN))
    return re.sub(r"\s", " ", unicodedata.normalize("NFKC", raised).translate(_PLAIN))


def _in_digits(text: str, match: re.Match[str], unit: str) -> Number:
    """Read a number in digits, with the power, the scale and the unit that follow it."""
    values, others = _readings(match[0].split(" "))
    end = match.end()
    if power := _POWER.match(text, end):
        end, exponent = power.end(), int(power[1])
        values = [value**exponent if 0 < value < _HIGHEST_BASE else value for value in values]
    elif times := _TIMES.match(text, end):
        values, end = [value.scaleb(int(times[1])) for value in values], times.end()
    scales, end = _scales(text, end, unit)
    if unit in _PERCENT:
        scales = [factor * scale for factor in (1, 100) for scale in scales]
    by = _scaled_unit(unit)
    scales += [scale / one for scale in scales for one in by]
    return Number(match.start(), end, tuple(values), tuple(scales), tuple(others))


def _readings(parts: list[str]) -> tuple[list[Decimal], list[Decimal]]:
    """Return what digits mean that end with the last part, and what may be in them besides.

    Spaces part thousands, or one number from the next. Thousands that begin with 0 cannot be a number.
    """
    last = len(parts)
    ends = {0, last, *(index for index, part in enumerate(parts) if not _ZEROS.match(part))}
    values, others = list[Decimal](), list[Decimal]()
    for start in sorted(ends - {last}):
        for end in range(start + 1, min(start + _PARTS, last) + 1):
            if end in ends:
                (values if end == last else others).extend(_decimal(parts[start:end]))
    return values, others


def _decimal(parts: list[str]) -> Iterator[Decimal]:
    """Return what digits mean that spaces part into thousands, of which the last may have a fraction."""
    if len(parts) > 1:
        text = " ".join(parts)
        if _SPACED.fullmatch(text):
            yield Decimal(text.replace(" ", "").replace(",", "."))
        return
    text = parts[0]
    if grouped := _GROUPED.fullmatch(text):
        yield Decimal(re.sub(r"\D", "", grouped["whole"]) + (grouped["fraction"] or "").replace(",", "."))
    if re.fullmatch(r"\d+|\d*[.,]\d+", text):
        yield Decimal(text.replace(",", "."))
    elif not grouped:
        for part in re.split(r"[,'_]", text):
            yield from map(Decimal, [part] if re.fullmatch(r"\d*\.?\d+", part) else re.findall(r"\d+", part))


def _scales(text: str, at: int, unit: str) -> tuple[list[Decimal], int]:
    """Return by what a number before a place may be multiplied, and where the words end that say so."""
    scale = Decimal(1)
    while (word := _WORD.match(text, at)) and (
        by := _SCALES.get(word[1].casefold()) or _IDEOGRAPHS.get(word[1][0])
    ):
        scale, at = scale * by, word.end()
        if word[1][0] in _IDEOGRAPHS:
            break
    if word is None:
        return [scale], at
    name = word[1].casefold()
    if name in _LETTERS and not _is_short_for(word, unit):
        return [scale * base ** _LETTERS[name] for base in (1_000, 1_024)], word.end()
    if name in _PERCENT:
        return [scale, scale / 100], word.end()
    scales = [scale]
    if name in _SECONDS and unit.casefold() in _SECONDS:
        scales.append(scale * _SECONDS[name] / _SECONDS[unit.casefold()])
    if power := _LETTERS.get(name[0]):
        scales += [scale * base**power for base in (1_000, 1_024)]
    return scales, at


def _is_short_for(letter: re.Match[str], unit: str) -> bool:
    """Say whether a letter may be the unit, as in `5 m` or `30 g`, and no factor."""
    apart_or_small = letter[1] in "gt" or letter[0] == " m"
    return re.match(_SHORT_FOR[letter[1].casefold()], unit.casefold()) is not None or (
        not unit and apart_or_small
    )


def _scaled_unit(unit: str) -> list[int]:
    """Return what a unit is in that it is a multiple of: `GB`, `M tokens`, `million tokens`."""
    if match := _SCALED_UNIT.match(unit):
        return [base ** _LETTERS[match[1].casefold()] for base in (1_000, 1_024)]
    first = unit.partition(" ")[0].casefold()
    return [_SCALES[first]] if first in _SCALES else []


def _in_words(text: str) -> Iterator[Number]:
    """Read the numbers that are written out: two hundred and fifty thousand, half a million, a dozen."""
    run = list[re.Match[str]]()
    for word in _WORDS.finditer(text):
        apart = run and text[run[-1].end() : word.start()] not in {" ", "-"}
        if apart or not (_is_numeral(word[0]) or (run and word[0].casefold() in {"a", "and"})):
            yield from _written_out(run)
            run = []
        if _is_numeral(word[0]) or run:
            run.append(word)
    yield from _written_out(run)


def _is_numeral(word: str) -> bool:
    word = word.casefold()
    return word in _CARDINALS or (word in _SCALES and len(word) > len("mio") and not word.endswith("s"))


def _written_out(run: list[re.Match[str]]) -> Iterator[Number]:
    total = current = Decimal(0)
    while run and not _is_numeral(run[-1][0]):
        run.pop()
    for word in run:
        name = word[0].casefold()
        if name == "hundred":
            current = (current or Decimal(1)) * 100
        elif name in _CARDINALS:
            current += _CARDINALS[name]
        elif name in _SCALES:
            total, current = total + (current or 1) * _SCALES[name], Decimal(0)
    if run:
        scale = Decimal(_SCALES.get(run[-1][0].casefold(), 1))
        yield Number(run[0].start(), run[-1].end(), ((total + current) / scale,), (scale,))


def _sharing(text: str, found: list[Number]) -> list[Number]:
    """Return numbers of which those in front of another one may share its scale: 100-200k, 1 to 2 million."""
    shared = found[-1:]
    for number in reversed(found[:-1]):
        after, scales = shared[-1], number.scales
        if scales[0] == 1 and _BETWEEN.fullmatch(text, number.end, after.start):
            scales = tuple(dict.fromkeys((*scales, *after.scales)))
        shared.append(number._replace(scales=scales))
    return shared[::-1]
