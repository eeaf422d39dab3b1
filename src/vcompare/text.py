r"""The one place that makes catalog text safe to show.

Every renderer passes text through `visible` before it adds markup of its own: characters that a reader
cannot see, or that a terminal, a browser or a log would act on, come out as escapes such as `\x1b`.
"""

import re
from functools import cache

_EMOJI = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
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
_FIRST_INVISIBLE = "\u034f"
"""The first invisible character that Python takes for a printable one."""


def visible(text: str, *, lines: bool = False) -> str:
    r"""Return `text` with everything invisible or dangerous written out as an escape.

    The escapes are Python's: `\n`, `\x1b`, `\u202e`, `\U000e0041`. With `lines`, newlines and tabs stay as
    they are. What remains is safe to send to a terminal, though not yet to Markdown or HTML.
    """
    if not text or (text.isprintable() and max(text) < _FIRST_INVISIBLE):
        return text
    return _unsafe(lines).sub(_written_out, text)


def is_safe(text: str) -> bool:
    """Say whether `visible(text, lines=True)` would leave the text as it is."""
    return _any_hidden().search(text) is None or not hidden(text, lines=True)


def hidden(text: str, *, lines: bool = False) -> list[str]:
    """Return the characters that `visible` would write out, each once, in order."""
    if visible(text, lines=lines) == text:
        return []
    return list(dict.fromkeys(match[1] for match in _unsafe(lines).finditer(text) if match[1] is not None))


def one_line(text: str) -> str:
    """Return `text` made visible on one line: runs of white space, newlines included, become one space."""
    return visible(" ".join(text.split()))


def plural(count: int, thing: str) -> str:
    """Return a count with its noun: `1 error`, `2 errors`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


@cache
def _any_hidden() -> re.Pattern[str]:
    """Match any hidden character, wherever it stands: a quick look that most texts pass."""
    return re.compile(f"[{_CONTROLS_IN_LINES}{_INVISIBLE}{_NOT_CHARACTERS}]")


@cache
def _unsafe(lines: bool) -> re.Pattern[str]:
    """Match what is hidden (group 1), and the few hidden characters that belong to a visible one.

    Those stay: a joiner between two emoji, a presentation selector after an emoji (or the digits, # and *
    of a keycap), an ideographic variation selector after an ideograph.
    """
    controls = _CONTROLS_IN_LINES if lines else _CONTROLS
    return re.compile(
        f"(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])"
        f"|(?<=[{_EMOJI}0-9#*])[\ufe0e\ufe0f]"
        f"|(?<=[{_IDEOGRAPHS}])[\U000e0100-\U000e01ef]"
        f"|([{controls}{_INVISIBLE}{_NOT_CHARACTERS}])"
    )


def _written_out(match: re.Match[str]) -> str:
    return match[0] if match[1] is None else match[0].encode("unicode_escape").decode()
