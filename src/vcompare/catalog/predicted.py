"""Which reviews hold predictions, without parsing those that hold none."""

from collections.abc import Iterator

from vcompare.catalog.source import Source
from vcompare.diagnostics import Diagnostic


def review_paths(source: Source, slug: str) -> Iterator[str]:
    """Yield the paths of the reviews of a tool, sorted; none where they cannot be listed."""
    for name in _names(source, f"reviews/{slug}"):
        if name.endswith(".toml"):
            yield f"reviews/{slug}/{name}"


def reviewed(source: Source) -> list[str]:
    """Return the slugs of all tools that have a folder of reviews, sorted."""
    return _names(source, "reviews")


def may_predict(content: bytes) -> bool:
    """Say whether a review may hold predictions; a key may be written with escapes."""
    return b"predictions" in content or b"\\" in content


def predicts(source: Source, slug: str) -> bool:
    """Say whether a review of a tool may hold predictions, or cannot be read."""
    contents = map(source.content, review_paths(source, slug))
    return any(isinstance(content, Diagnostic) or may_predict(content) for content in contents)


def _names(source: Source, folder: str) -> list[str]:
    names = source.names(folder)
    return [] if isinstance(names, Diagnostic) else [name for name in names if not name.startswith(".")]
