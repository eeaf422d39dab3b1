"""The names of pages about two tools."""

import re

from vcompare.text.slugs import is_slug

_AMBIGUOUS = re.compile("-vs-(?=.*-vs-)|-vs-vs-")


def page_name(first: str, second: str, suffix: str) -> str:
    """Return the name of the page about two slugs, in whichever order they come.

    It depends on nothing but the two, and no other two have it. Where it could be read in two ways (`a-vs-b`
    and `c`, or `a` and `b-vs-c`) there is `--vs--` between them, which no slug can hold.
    """
    low, high = sorted((first, second))
    name = f"{low}-vs-{high}"
    return f"{low}--vs--{high}{suffix}" if _AMBIGUOUS.search(name) else f"{name}{suffix}"


def pair_of(name: str, suffix: str) -> tuple[str, str] | None:
    """Return the slugs whose page has this name; None for any other name."""
    stem = name.removesuffix(suffix)
    first, _, second = stem.partition("--vs--" if "--vs--" in stem else "-vs-")
    slugs = is_slug(first) and is_slug(second)
    return (first, second) if slugs and first != second and page_name(first, second, suffix) == name else None
