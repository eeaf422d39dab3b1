"""Text and styled text as a line of Markdown that CommonMark and GFM readers read back as the same text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count, groupby
from operator import attrgetter
from string import punctuation

from vcompare.text.prose import Span, collapsed
from vcompare.text.safe import visible

# What has a meaning anywhere in a line: signs of CommonMark, GFM (| ~), maths ($) and Liquid ({ }), entities,
# addresses of which GFM would make links, and shortcodes (:skull:).
_SPECIAL = re.compile(r"[\\`*_\[\]<>~$|{}]|&(?=#?\w+;)|:(?=//|[\w+-]+:)|(?<=\bwww)\.", re.IGNORECASE)
# What has a meaning at the start of a line only.
_START = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))|(?=[-+#=:](?:\s|$|[-+#=:])|[#!])")
# An address that reads the same between < and >, where some of what others have would be decoded.
_BARE = re.compile(r"(?:https?://|mailto:)(?!.*xn--)[\w./?#=:@+,;~-]+", re.ASCII | re.IGNORECASE)
_NOT_IN_ADDRESS = re.compile(r"[^\w;/?:@&=+$,.!~*'()#%\[\]-]", re.ASCII)

_Marks = Sequence[tuple[str, str]]


@lru_cache(maxsize=1 << 12)
def escape(text: str) -> str:
    """Return text on one line, escaped so that Markdown shows it as it is."""
    return _escaped(visible(" ".join(text.split())))


@lru_cache(maxsize=1 << 12)
def anywhere(text: str) -> str:
    """Return text on one line, as `escape` does, that may stand at the start of a line or end a heading."""
    return line_start(re.sub("#$", "&#35;", escape(text)))


def picture(text: str, href: str) -> str:
    """Return a picture, with the text for those who do not see it. The address is ours, not a catalog's."""
    return f"![{escape(text)}]({_address(href)})"


def line_start(line: str) -> str:
    """Return a line of Markdown with what would begin a list, a heading or the like escaped."""
    return _START.sub(r"\g<1>\\", line, count=1) if _START.match(line) else line


def inline(spans: Iterable[Span], *, breaks: bool = True) -> str:
    """Return styled text; in a table, without line `breaks`.

    A style is left out where its mark would stand beside a letter or a symbol and might not be read as one.
    """
    spans = tuple(spans)
    if len(spans) == 1 and spans[0] == Span(spans[0].text):
        return escape(spans[0].text)
    if not breaks:  # and a bar would end a cell in code as well
        spans = [
            span._replace(text=span.text.replace("\n", " "), code=span.code and "|" not in span.text)
            for span in spans
        ]
    spans = collapsed(_with_whole_code(spans))
    # Asterisks for both styles may meet, and could be read in more than one way.
    emphasis = "_" if any(span.strong for span in spans) else "*"
    line = ""
    for href, run in groupby(spans, attrgetter("href")):
        part = list(run)
        text = _styled(part, (("strong", "**"), ("emphasis", emphasis)), "", "")
        if href and part == [Span(href, href=href)] and _BARE.fullmatch(href):
            text = f"<{href}>"
        elif href:
            # After an exclamation mark, it would be an image, and a page that fetches something.
            line = re.sub("!$", r"\\!", line)
            text = f"[{text}]({_address(href)})"
        line += text
    return line


def _with_whole_code(spans: Iterable[Span]) -> Iterator[Span]:
    """Join neighbors in code, in the styles they share: where no mark is between, backticks would be text."""
    for (is_code, href), run in groupby(spans, attrgetter("code", "href")):
        if not is_code:
            yield from run
            continue
        part = list(run)
        strong, emphasis = all(span.strong for span in part), all(span.emphasis for span in part)
        yield Span("".join(span.text for span in part), True, strong, emphasis, href)


def _styled(spans: Sequence[Span], marks: _Marks, before: str, after: str) -> str:
    """Write spans with marks around those in a style; `before` and `after` are the characters beside them."""
    if not marks:
        return "".join(map(_leaf, spans))
    (style, mark), *others = marks
    runs = [(styled, list(run)) for styled, run in groupby(spans, attrgetter(style))]
    befores = [before, *("`" if run[-1].code else run[-1].text[-1] for _, run in runs)]
    afters = [*("`" if run[0].code else run[0].text[0] for _, run in runs[1:]), after]
    line = ""
    for (styled, run), left, right in zip(runs, befores, afters, strict=False):
        text = _styled(run, others, left, right)
        line += _marked(text, mark, left, right) if styled else text
    return line


def _marked(text: str, mark: str, left: str, right: str) -> str:
    core = text.strip()
    left, right = text[: text.index(core)] or left, text[text.index(core) + len(core) :] or right
    if core and _is_read(mark, core[0], left) and _is_read(mark, core[-1], right):
        return text.replace(core, f"{mark}{core}{mark}", 1)
    return text


def _is_read(mark: str, inside: str, outside: str) -> bool:
    """Say whether every reader takes a mark for one between these characters (CommonMark 6.2)."""
    if mark != "_" and inside.isalnum():
        return True
    return outside.strip() in {"", *punctuation} or unicodedata.category(outside)[0] == "P"


def _leaf(span: Span) -> str:
    if span.text == "\n":
        return "\\\n"
    return _code(visible(span.text)) if span.code else _escaped(visible(span.text))


def _code(text: str) -> str:
    runs = set(map(len, re.findall("`+", text)))
    fence = "`" * next(length for length in count(1) if length not in runs)
    # A reader takes one space off each end, if there is one at both and not all is space.
    pad = " " if "`" in (text[0], text[-1]) or (text[0] == text[-1] == " " and text.strip()) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _escaped(text: str) -> str:
    # Liquid and Nunjucks see the start of a tag after a backslash as well.
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\\{%", "&#123;%").replace("\\{#", "&#123;#")


def _address(href: str) -> str:
    encoded = _NOT_IN_ADDRESS.sub(_percent, href)
    return re.sub(r"[()\[\]]|&(?=#?\w+;)", r"\\\g<0>", encoded)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode(errors="replace"))
