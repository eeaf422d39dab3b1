"""Where each page of a site is. An address is that of a folder (`tools/modal/`), relative to the site.

Links between pages are relative and name the file, so that they work from a disk, and below any path of a
host.
"""

from urllib.parse import quote

from vcompare.publish.pairs import page_name

HOME = ""
TOOLS, COMPARE, CATEGORIES, TAGS = "tools/", "compare/", "categories/", "tags/"
DECISIONS, COSTS, DIGEST = "decisions/", "costs/", "digest/"
LIST = f"{TOOLS}index.json"
SEARCH, BOOKMARKS, NOT_FOUND = "search/", "bookmarks/", "404.html"


def tool(slug: str) -> str:
    """Return the address of a tool."""
    return f"{TOOLS}{slug}/"


def pair(first: str, second: str) -> str:
    """Return the address of two tools side by side, in whichever order they come."""
    return f"{COMPARE}{page_name(first, second, '')}/"


def category(slug: str) -> str:
    """Return the address of a category."""
    return f"{CATEGORIES}{slug}/"


def tag(slug: str) -> str:
    """Return the address of a tag."""
    return f"{TAGS}{slug}/"


def decision(name: str) -> str:
    """Return the address of a decision."""
    return f"{DECISIONS}{name}/"


def cost(workload: str) -> str:
    """Return the address of what a workload costs."""
    return f"{COSTS}{workload}/"


def week(name: str) -> str:
    """Return the address of the news of a week, as in `2026-w48`."""
    return f"{DIGEST}{name}/"


def file(address: str, name: str = "index.html") -> str:
    """Return the path of a file at an address; an address without a slash at its end is a file itself."""
    return f"{address}{name}" if address == HOME or address.endswith("/") else address


def relative(path: str, page: str) -> str:
    """Return the link to a path of the site from the page at an address."""
    path = file(path) if path == HOME or path.endswith("/") else path
    depth = page.count("/")
    here, there = page.split("/")[:depth], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return quote("../" * (depth - shared) + "/".join(there[shared:]), safe="/#?=&,-._~")
