r"""The one place that makes catalog text safe to show.

Every renderer passes text through `visible` before it adds markup of its own: characters that a reader
cannot see, or that a terminal, a browser or a log would act on, come out as escapes such as `\x1b`.
"""

import re
from functools import cache

# Unicode 16, emoji-data.txt: Extended_Pictographic, and Emoji_Modifier. The module unicodedata has neither.
_PICTOGRAPHS = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u2388\u23cf\u23e9-\u23f3"
    "\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2605\u2607-\u2612\u2614-\u2685\u2690-\u2705"
    "\u2708-\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744\u2747\u274c\u274e\u2753-\u2755\u2757\u2763-\u2767"
    "\u2795-\u2797\u27a1\u27b0\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f0ff\U0001f10d-\U0001f10f\U0001f12f\U0001f16c-\U0001f171\U0001f17e\U0001f17f\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f1ad-\U0001f1e5\U0001f201-\U0001f20f\U0001f21a\U0001f22f\U0001f232-\U0001f23a"
    "\U0001f23c-\U0001f23f\U0001f249-\U0001f3fa\U0001f400-\U0001f53d\U0001f546-\U0001f64f\U0001f680-\U0001f6ff"
    "\U0001f774-\U0001f77f\U0001f7d5-\U0001f7ff\U0001f80c-\U0001f80f\U0001f848-\U0001f84f\U0001f85a-\U0001f85f"
    "\U0001f888-\U0001f88f\U0001f8ae-\U0001f8ff\U0001f90c-\U0001f93a\U0001f93c-\U0001f945\U0001f947-\U0001faff"
    "\U0001fc00-\U0001fffd"
)
_MODIFIERS = "\U0001f3fb-\U0001f3ff"
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# Unicode 16: categories Cc, Cs, Zl, Zp, those of Cf that draw nothing, Default_Ignorable_Code_Point, and
# the noncharacters of section 23.7.
_CONTROLS = "\\x00-\\x1f\\x7f-\\x9f"
_CONTROLS_IN_LINES = "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_NOT_CHARACTERS = "\\ud800-\\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)
_PRINTED = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""The invisible characters that Python takes for printable ones."""


def visible(text: str, *, lines: bool = False) -> str:
    r"""Return `text` with everything invisible or dangerous written out as an escape.

    The escapes are Python's: `\n`, `\x1b`, `\u202e`, `\U000e0041`. With `lines`, newlines and tabs stay as
    they are. What remains is safe to send to a terminal, though not yet to Markdown or HTML. Zero-width
    joiners and non-joiners are written out in words as well, also where Indic or Persian spelling has them.
    """
    plain = text.replace("\n", " ").replace("\t", " ") if lines else text
    if plain.isprintable() and (plain.isascii() or _PRINTED.isdisjoint(plain)):
        return text
    return _unsafe(lines).sub(_written_out, text)


def is_safe(text: str) -> bool:
    """Say whether `visible(text, lines=True)` would leave the text as it is."""
    # Most texts have each of few characters many times, and looking at one takes long.
    return _any_hidden().search("".join(set(text))) is None or not hidden(text, lines=True)


def hidden(text: str, *, lines: bool = False) -> list[str]:
    """Return the characters that `visible` would write out, each once, in order."""
    if visible(text, lines=lines) == text:
        return []
    return list(dict.fromkeys(match[1] for match in _unsafe(lines).finditer(text) if match[1] is not None))


def one_line(text: str) -> str:
    """Return `text` made visible on one line: runs of white space, newlines included, become one space."""
    if text.isascii() and text.isprintable() and "  " not in text and text.strip() == text:
        return text  # most are so
    return visible(" ".join(text.split()))


@cache
def _any_hidden() -> re.Pattern[str]:
    """Match any hidden character, wherever it stands: a quick look that most texts pass."""
    return re.compile(f"[{_CONTROLS_IN_LINES}{_INVISIBLE}{_NOT_CHARACTERS}]")


@cache
def _unsafe(lines: bool) -> re.Pattern[str]:
    """Match what is hidden (group 1), and the few hidden characters that belong to a visible one.

    Those stay, with that one: a joiner between two emoji, a presentation selector after an emoji or inside a
    keycap, an ideographic variation selector after an ideograph. The joiners of Indic and Persian words do
    not: whether one belongs there takes the rules of each script, and elsewhere it tells alike names apart.
    """
    controls = _CONTROLS_IN_LINES if lines else _CONTROLS
    return re.compile(
        f"[{_PICTOGRAPHS}](?:[\ufe0f{_MODIFIERS}]?\u200d(?=[{_PICTOGRAPHS}])|[\ufe0e\ufe0f])"
        f"|[0-9#*][\ufe0e\ufe0f]\u20e3"
        f"|[{_IDEOGRAPHS}][\U000e0100-\U000e01ef]"
        f"|([{controls}{_INVISIBLE}{_NOT_CHARACTERS}])"
    )


def _written_out(match: re.Match[str]) -> str:
    return match[0] if match[1] is None else match[0].encode("unicode_escape").decode()
