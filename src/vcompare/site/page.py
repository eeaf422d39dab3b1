"""What a site consists of before anything is rendered: pages, and what each of them is made from."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from vcompare.site.contents import Contents


class SitePage(Struct, frozen=True):
    """A page at an address, with the files beside it.

    `names` say what it is about: slugs, or names of decisions and workloads. Of the tools in `whole` it shows
    everything, of those in `brief` what a list does. `made_of` is whatever else it depends on.
    """

    kind: str
    address: str
    names: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    made_of: str = ""

    @property
    def is_public(self) -> bool:
        """Whether search engines are to know the page: it is one, and does not lead to another."""
        leads_elsewhere = self.kind == "pair" and not self.whole
        return self.address == "" or (self.address.endswith("/") and not leads_elsewhere)


class PageKind(Struct, frozen=True):
    """A kind of page: `pages` says which there are, `files` renders one, as texts by path."""

    pages: "Callable[[Contents], Iterable[SitePage]]"
    files: "Callable[[Contents, SitePage], Mapping[str, str]]"
