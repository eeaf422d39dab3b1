"""Bring a folder up to date with a catalog: make the pages that changed, and write the files that differ."""

import gc
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from msgspec import Struct

from vcompare import __version__
from vcompare.editing import files
from vcompare.errors import VcompareError
from vcompare.parallel import batches, imap
from vcompare.publish import existing
from vcompare.publish.existing import Output
from vcompare.site import addresses, manifest
from vcompare.site.contents import Contents
from vcompare.site.manifest import Built, Manifest, checksum
from vcompare.site.page import SitePage
from vcompare.site.pages import KINDS, kind
from vcompare.text import seals

_FEWEST, _MOST, _PARTS = 25, 250, 16
"""Pages are made in pieces: about so many, each of so many pages.

Pages of a piece are about the same tools as far as can be, so that what is worked out of a tool serves many.
"""
_SEAL = "site"
_COMMENTS = {
    **dict.fromkeys(("html", "xml", "atom", "llms.txt"), seals.PAGE),
    **dict.fromkeys(("css", "js"), seals.CODE),
    "robots.txt": seals.TOML,
}
"""How the language of a file writes comments, by its suffix or its path."""


class Target(Struct, frozen=True):
    """Where a site goes, and what may happen to what is there.

    With `check` nothing is written or removed; with `keep` nothing is removed while something is broken.
    """

    folder: Path
    check: bool = False
    force: bool = False
    keep: bool = False


def plan(contents: Contents) -> list[SitePage]:
    """Return all pages of a site, one per address."""
    for name in KINDS:
        taken = {page.address for page in contents.pages}
        contents.pages += [page for page in kind(name).pages(contents) if page.address not in taken]
    return contents.pages


def build(
    contents: Contents, pages: Sequence[SitePage], target: Target, known: Manifest | None
) -> Iterator[Output]:
    """Bring the folder up to date and yield what became of each file that is not as it was.

    Only pages that are made from something else than when they were built are made again, and only files with
    another text are written. What was built before and belongs to no page any more is removed, unless
    somebody edited it. `known` is the manifest of the build before. Raises VcompareError where a file cannot
    be written.
    """
    before = known or Manifest()
    inputs = _inputs(contents, pages)
    built = {
        page.address: before.pages[page.address]
        for page in pages
        if _is_current(page, inputs[page.address], before, target)
    }
    pending = [page for page in pages if page.address not in built]
    _try(contents, pending)
    if not target.check:
        _remove_drafts({target.folder / addresses.file(page.address) for page in pending})
    try:
        for address, made, outputs in _made(contents, pending, target, before):
            # A page of which a file could not be written is made again the next time.
            is_whole = not any(one.status in {"edited", "blocked"} for one in outputs)
            built[address] = Built(inputs[address] if is_whole else "", made)
            yield from outputs
    except BaseException:
        _manifest(contents, {**before.pages, **built}, target)
        raise
    if target.keep and contents.problems:
        built = {**before.pages, **built}
    yield from _gone(before, built, target)
    if not target.check:
        yield _manifest(contents, built, target)


def _remove_drafts(paths: Iterable[Path]) -> None:
    """Remove what a killed build has left beside files that are made again: a host would publish it."""
    for folder in {path.parent for path in paths if not path.parent.is_symlink()}:
        for draft in files.drafts(folder):
            with suppress(OSError):
                draft.unlink()


def _try(contents: Contents, pages: Sequence[SitePage]) -> None:
    """Make one page of each sort before anything is written, where the catalog has templates of its own.

    What is wrong with a template is wrong with all pages that it makes, or with most.
    """
    if contents.own_templates:
        sorts = {
            (page.kind, page.address.partition("/")[0], page.address.count("/"), bool(page.whole)): page
            for page in pages
        }
        for page in sorts.values():
            kind(page.kind).files(contents, page)


def _made(
    contents: Contents, pages: Sequence[SitePage], target: Target, before: Manifest
) -> Iterator[tuple[str, dict[str, str], list[Output]]]:
    def make(batch: Sequence[SitePage]) -> list[tuple[str, dict[str, str], list[Output]]]:
        made = [_make(contents, page, target, before) for page in batch]
        gc.collect()  # templates leave cycles behind, for which the program itself looks too seldom here
        return made

    ordered = sorted(pages, key=contents.neighborhood)
    size = max(_FEWEST, min(_MOST, len(ordered) // _PARTS))
    if len(ordered) > _MOST:  # load what it takes for a page before processes are forked, which then share it
        kind(ordered[0].kind).files(contents, ordered[0])
        gc.freeze()
    for made in imap(make, batches(ordered, size)):
        yield from made


def _make(
    contents: Contents, page: SitePage, target: Target, before: Manifest
) -> tuple[str, dict[str, str], list[Output]]:
    """Make the files of a page; return its address, their checksums by name, and what became of them."""
    if (folder := (target.folder / addresses.file(page.address)).parent).is_symlink():
        hint = "remove it: a site is written into its own folder only"
        return page.address, {}, [Output(folder, "", "blocked", None, f"{folder} is a symbolic link", hint)]
    texts = {path: _sealed(path, text) for path, text in kind(page.kind).files(contents, page).items()}
    known = before.pages[page.address].files if page.address in before.pages else {}
    beside = addresses.file(page.address) if len(texts) > 1 else None
    outputs = [_output(target, path, text, known, beside) for path, text in texts.items()]
    if not target.check:
        _write([one for one in outputs if one.status == "changed"])
    changed = [_without_texts(one) if not target.check else one for one in outputs if one.status != "same"]
    ours = [path for path, one in zip(texts, outputs, strict=True) if one.status in {"same", "changed"}]
    return page.address, {path: checksum(texts[path]) for path in ours}, changed


def _output(target: Target, path: str, text: str, known: Mapping[str, str], beside: str | None) -> Output:
    """Compare a text with its file.

    It is ours to overwrite if it has our seal or holds what was built. JSON and Markdown have no seals: they
    are ours if the page that they lie `beside`, of which none is written yet, is.
    """
    comment = _comment(path)
    found = existing.compare(target.folder / path, text, force=target.force, comment=comment or seals.PAGE)
    if found.status != "edited" or found.before is None:
        return found
    is_ours = known.get(path) == checksum(found.before)
    if comment is None and beside and (path in known or not known):
        is_ours = is_ours or _is_page_of_ours(target.folder / beside)
    return existing.compare(found.path, text, force=True) if is_ours else found


def _comment(path: str) -> seals.Comment | None:
    """Return how a seal is written in a file, None where there is no place for one."""
    suffix = path.rpartition(".")[2]
    return _COMMENTS.get(path, _COMMENTS.get(suffix))


def _write(outputs: Iterable[Output]) -> None:
    for output in outputs:
        with files.explained(output.path, "created"):
            output.path.parent.mkdir(parents=True, exist_ok=True)
        files.write_all({output.path: output.text}, expected={output.path: output.before}, sync=False)


def _without_texts(output: Output) -> Output:
    return output._replace(text="", before=None)


def _sealed(path: str, text: str) -> str:
    comment = _comment(path)
    return seals.sealed(text, _SEAL, comment) if comment else text


def _inputs(contents: Contents, pages: Iterable[SitePage]) -> dict[str, str]:
    """Return what tells whether a page would be another one, by its address."""
    everywhere = "\0".join((
        _program(),
        contents.url,
        repr(contents.opened.settings),
        repr(contents.own_templates),
        *(str(kinds) for kinds in (contents.workloads, contents.decisions)),
    ))  # fmt: skip
    shared = checksum(everywhere)
    brief = cache(contents.brief)

    def of(page: SitePage) -> str:
        whole = (contents.digests[slug] for slug in page.whole)
        return checksum("\0".join((shared, repr(page), *whole, *map(brief, (*page.whole, *page.brief)))))

    return {page.address: of(page) for page in pages}


@cache
def _program() -> str:
    """Return what tells this program from one that would write other pages."""
    folder = Path(__file__).parent.parent
    sources = sorted(path for suffix in ("py", "jinja", "js") for path in folder.rglob(f"*.{suffix}"))
    return checksum("\0".join((__version__, *(path.read_text("utf-8") for path in sources))))


def _is_current(page: SitePage, inputs: str, before: Manifest, target: Target) -> bool:
    """Say whether a page need not be made: it was made from the same, and its files are there."""
    known = before.pages.get(page.address)
    if known is None or known.inputs != inputs:
        return False
    if target.check or target.force:
        return all(_holds(target.folder / path, of) for path, of in known.files.items())
    return all(_is_file(os.path.join(target.folder, path)) for path in known.files)  # noqa: PTH118


def _is_file(path: str) -> bool:
    """Say whether a path is that of a file, without making a Path of it: there are tens of thousands."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _holds(path: Path, of: str) -> bool:
    text = _text(path)
    return text is not None and checksum(text) == of


def _gone(before: Manifest, built: Mapping[str, Built], target: Target) -> Iterator[Output]:
    """Remove what was built before and is no part of the site any more, unless somebody edited it."""
    here = {path for page in built.values() for path in page.files}
    there = {path: of for page in before.pages.values() for path, of in page.files.items()}
    for name in sorted(there.keys() - here):
        path = target.folder / name
        is_inside = not ({"..", "/"} & {*Path(name).parts} or path.parent.is_symlink())
        text = _text(path) if is_inside else None
        if text is None:
            continue
        is_ours = checksum(text) == there[name] or _is_intact(text)
        if is_ours and not target.check:
            files.write_all({path: None}, expected={path: text}, sync=False)
            _remove_empty(path.parent, target.folder)
        yield Output(path, "", "removed" if is_ours else "stale", text if target.check else None)


def _remove_empty(folder: Path, top: Path) -> None:
    with suppress(OSError):  # something of others is in it
        while folder != top:
            folder.rmdir()
            folder = folder.parent


def _manifest(contents: Contents, built: Mapping[str, Built], target: Target) -> Output:
    path = target.folder / manifest.NAME
    newest = contents.newest
    found = existing.compare(
        path, manifest.text(Manifest(pages=dict(built), newest=dict(newest))), force=True
    )
    _write([found] if found.status == "changed" else [])
    return _without_texts(found)


def _is_page_of_ours(path: Path) -> bool:
    text = _text(path)
    return text is not None and _is_intact(text)


def _is_intact(text: str) -> bool:
    seal = seals.seal(text)
    return seal is not None and seal.intact and seal.command == _SEAL


def _text(path: Path) -> str | None:
    """Return what a file holds, None where it cannot be read, as it is not ours then."""
    with suppress(VcompareError):
        return files.current(path)
    return None
