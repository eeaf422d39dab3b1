"""A message that a mail program can send (RFC 5322), with the post as text and as a page."""

import datetime
from collections.abc import Sequence
from contextlib import suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses

from vcompare.errors import VcompareError
from vcompare.render import html, terminal
from vcompare.text.safe import one_line
from vcompare.views.blocks import Post

_LONGEST = 200
_LONGEST_ADDRESS = 400
"""An address has at most 254 characters (RFC 5321), and a name in front of it."""
_WIDTH = 72
"""The line length that RFC 3676 recommends for text."""


def message(
    post: Post, *, key: str, sender: Address | None = None, recipients: Sequence[Address] = ()
) -> str:
    """Return a post as a message of its day, with the line ends of mail; `key` tells it from all others.

    Without a sender or without recipients it says that it was not sent yet, so that a mail program asks.
    """
    mail = EmailMessage(policy=SMTP)
    # The library reads encoded words (RFC 2047) in what it is given, line ends and all.
    mail["Subject"] = one_line(post.title)[:_LONGEST].replace("=?", "= ?")
    mail["Date"] = datetime.datetime.combine(post.date, datetime.time(), datetime.UTC)
    mail["Message-ID"] = f"<{key}@vcompare.invalid>"
    if sender:
        mail["From"] = sender
    if recipients:
        mail["To"] = tuple(recipients)
    if not (sender and recipients):
        mail["X-Unsent"] = "1"
    mail.set_content(terminal.render(post.blocks, _WIDTH, color=False), cte="quoted-printable")
    page = html.page(post.title, post.description, html.render(post.blocks))
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"=={key}==")
    return mail.as_bytes().decode("ascii")


def address(text: str) -> Address:
    """Return an address as mail writes it. Raises VcompareError for what is none."""
    found = getaddresses([text]) if text.isprintable() and len(text) <= _LONGEST_ADDRESS else []
    with suppress(MessageError, ValueError, IndexError):
        [(name, plain)] = found
        if plain.isascii() and "@" in plain and plain in text:
            return Address(name, addr_spec=plain)
    raise VcompareError(f'"{text}" is not an address', "write it as ana@example.com or Ana <ana@example.com>")
