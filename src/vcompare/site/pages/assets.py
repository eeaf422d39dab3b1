"""The style sheet and the script."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from vcompare.site import templates
from vcompare.site.contents import Contents
from vcompare.site.page import SitePage

_SCRIPTS = Path(__file__).parent.parent / "static"


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield what all pages share."""
    del contents
    yield SitePage("assets", "site.css")
    yield from (SitePage("assets", name) for name in ("site.js", "ranking.js"))


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Return the style sheet or the script."""
    if page.address.endswith(".js"):
        from rjsmin import jsmin

        # Visitors need neither comments nor indents.
        return {page.address: f"{jsmin((_SCRIPTS / page.address).read_text(encoding='utf-8'))}\n"}
    sizes = " ".join(f'class="sheet of-{count}"' for count in (1, 2, 3, 4, 5, 6, "many"))
    return {page.address: templates.fill(contents, "site.css", page, body=sizes)}
