"""Which tool a record of a data set is about, and who sells it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from vcompare.text.safe import visible
from vcompare.text.slugs import slug_of

_LONGEST = 500
_SHORT = 80
_MOST = 4096
_slug_of = lru_cache(_MOST)(slug_of)
_SEPARATORS = re.compile(r"[._\-:@\s]+")


@lru_cache(_MOST)
def _folded(name: str) -> str:
    return _SEPARATORS.sub("", name.casefold())


class Identity(NamedTuple):
    """A tool: its slug, its name in the data set, and whether the recipe says which slug that gets."""

    slug: str
    name: str
    given: bool

    @property
    def spelling(self) -> str:
        """What is equal for names that differ only in case and separators, and so are one tool."""
        return _folded(self.slug if self.given else self.name)


def identity(value: Any, slugs: Mapping[str, str]) -> Identity | None:
    """Return the tool that a record calls so, None where that is no name.

    Of a path, the last segment counts. `slugs` maps names, as a whole or their last segment, or the slugs
    that they would get, to others.
    """
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    whole = value.strip()
    name = whole.rpartition("/")[2].strip()
    slug = _slug_of(name)
    for called in (whole, name, slug):
        if called in slugs:
            return Identity(slugs[called], name, given=True)
    return Identity(slug, name, given=False) if slug else None


def seller(value: Any) -> str:
    """Return the slug of a seller, "" for what is no name."""
    return _slug_of(value) if isinstance(value, str) and len(value) <= _LONGEST else ""


def label(*parts: Any) -> str:
    """Return what a record is called in a message, safe to show."""
    texts = [visible(part[:_SHORT]) for part in parts if isinstance(part, str) and part.strip()]
    return ": ".join(texts)
