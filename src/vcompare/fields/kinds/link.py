"""The address of a page."""

from vcompare.fields.kinds.kind import Kind


class Link(Kind, frozen=True):
    """The address of a page, which outputs that can have links make one."""

    name = "link"
    style = "link"
    wraps = True
    metavar = "URL"
