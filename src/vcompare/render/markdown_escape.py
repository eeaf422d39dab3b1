"""Text as Markdown that CommonMark and GFM readers read back as the same, escaped character by character."""

import re
from functools import lru_cache
from string import ascii_letters, digits

from vcompare.text.safe import visible

# What has a meaning anywhere in a line: in CommonMark, in GFM (| ~), in maths ($) and in Liquid ({ }), which
# looks into code as well, where nothing can be escaped.
_INLINE = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>~$|{}"})
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What begins a tag or a comment of Liquid and Nunjucks, after a backslash as well.
_TAG = re.compile(r"\\\{(?=[%#])")
# A shortcode (:skull:), and what GFM would make a link of, its escapes included.
_COLON = re.compile(r":(?=[\w+-]+:)|(?<=[\w+-]):(?=//)|(?<=\bmailto):|(?<=\bxmpp):", re.IGNORECASE)
_WWW = re.compile(r"(?<=\bwww)\.", re.IGNORECASE)
# What has a meaning at the start of a line only.
_START = re.compile(r"([-+#=:](?=\s|$|[-+#=:])|#|!)|(\d{1,9})([.)])(?=\s|$)")
_IN_ADDRESS = frozenset(ascii_letters + digits + ";/?:@&=+$,-_.!~*'()#%[]")


@lru_cache(maxsize=4096)
def escape(text: str) -> str:
    """Return text on one line, escaped so that Markdown shows it as it is."""
    return escaped(visible(" ".join(text.split())))


@lru_cache(maxsize=4096)
def anywhere(text: str) -> str:
    """Return text on one line, as `escape` does, that may stand at the start of a line or end a heading."""
    text = re.sub("#$", "&#35;", escape(text))
    return line_start(text)


def picture(text: str, href: str) -> str:
    """Write a picture, with the text for those who do not see it. The address is ours, not a catalog's."""
    return f"![{escape(text)}]({address(href)})"


def escaped(text: str) -> str:
    """Return visible text, escaped so that Markdown shows it as it is inside a line."""
    text = text.translate(_INLINE)
    # Few texts contain any of these signs, and looking for one is faster than searching for a pattern.
    if "&" in text:
        text = _ENTITY.sub(r"\&", text)
    if "{" in text:
        text = _TAG.sub("&#123;", text)
    if ":" in text:
        text = _COLON.sub(r"\\:", text)
    return _WWW.sub(r"\\.", text) if "www." in text.lower() else text


def line_start(line: str) -> str:
    """Return a line of Markdown with what would begin a list, a heading or the like escaped."""
    return _START.sub(_escaped_start, line, count=1) if _START.match(line) else line


def address(href: str) -> str:
    """Return an address as it stands between the parentheses of a link."""
    encoded = href
    if not _IN_ADDRESS.issuperset(href):
        encoded = "".join(sign if sign in _IN_ADDRESS else _percent(sign) for sign in href)
    return _ENTITY.sub(r"\&", re.sub(r"([()\[\]])", r"\\\1", encoded))


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode(errors="replace"))


def _escaped_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"
