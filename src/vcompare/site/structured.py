"""A tool as search engines read it: JSON-LD with the vocabulary of schema.org."""

from typing import Any

from markupsafe import Markup

from vcompare.comparison import Card, Opinion
from vcompare.render.payloads import json_bytes


def structured(card: Card, address: str) -> Markup:
    """Return the JSON-LD of a tool, to put into a script element; of its reviews, those with a score."""
    tool = card.tool
    of: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "SoftwareApplication",
        "name": card.name,
        "description": tool.tagline,
        "applicationCategory": tool.category,
        **({"alternateName": [*tool.aliases]} if tool.aliases else {}),
        **({"url": address} if address else {}),
        **({"author": {"@type": "Organization", "name": tool.vendor}} if tool.vendor else {}),
    }
    if reviews := [_review(one) for one in card.reviews if one.score is not None]:
        of["review"] = reviews
    # Nothing in it may end the element, or begin a comment.
    text = json_bytes(of).decode().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(text.rstrip())  # noqa: S704 - see above


def _review(of: Opinion) -> dict[str, Any]:
    rating = {"@type": "Rating", "ratingValue": of.score, "bestRating": 100, "worstRating": 0}
    dated = {"datePublished": of.date.isoformat()} if of.date else {}
    return {
        "@type": "Review",
        "author": {"@type": "Person", "name": of.name},
        "reviewRating": rating,
        **dated,
    }
