"""Keep a site generator from running text of a catalog."""

import re
from typing import Any

from msgspec import Struct, structs

from vcompare.text.prose import CodeBlock, Paragraph, Span

_TAG = re.compile(r"\{[{%#]")


def inert(part: Any) -> Any:
    """Return a part of a draft in which code that holds tags or shortcodes is text, where they are escaped.

    Jekyll and Hugo run them in code as well, in every page with front matter.
    """
    match part:
        case Span():
            return part._replace(code=part.code and not _TAG.search(part.text))
        case CodeBlock() if _TAG.search(part.text):
            return _as_text(part)
        case tuple():
            return tuple(map(inert, part))
        case Struct():
            changed = {field: inert(value) for field, value in structs.asdict(part).items()}
            return structs.replace(part, **changed)
        case _:
            return part


def _as_text(code: CodeBlock) -> Paragraph:
    first, *rest = code.text.split("\n")
    return Paragraph((Span(first), *(span for line in rest for span in (Span("\n"), Span(line)))))
