"""All findings of a whole catalog at once: every file read, decoded and held against the rules."""

import datetime
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from vcompare.catalog.decode import decode
from vcompare.catalog.schema import TYPES
from vcompare.catalog.source import Source
from vcompare.catalog.store import read
from vcompare.catalog.walk import Entry, entries, places, unexpected
from vcompare.checks.rule import Context, File, Inventory
from vcompare.checks.rules import BY_NAME, RULES
from vcompare.checks.rules.unknown_rule import named
from vcompare.diagnostics import Diagnostic, Location, Report, Severity, found
from vcompare.errors import CatalogNotFoundError
from vcompare.model import Settings
from vcompare.parallel import spread

_PIECE = 200
_OF_KIND = {
    kind: tuple(rule.in_file for rule in RULES if rule.in_file and kind in rule.kinds) for kind in TYPES
}


class Part(msgspec.Struct):
    """What came of some of the files: findings, what to remember, and what is allowed where."""

    findings: list[Diagnostic] = []
    inventory: Inventory = msgspec.field(default_factory=Inventory)
    allowed: dict[str, list[tuple[tuple[str | int, ...], str]]] = {}


Watch = Callable[[Iterable[Part], int], Iterable[Part]]


def check(
    root: str | os.PathLike[str],
    *,
    today: datetime.date | None = None,
    watch: Watch = lambda parts, _count: parts,
) -> Report:
    """Check the catalog in the folder `root`, as of `today`.

    Severities and silence are those of the catalog. `watch` sees the parts go by, of some hundred files each,
    with their number, for a progress bar. Raises CatalogNotFoundError where there is no `catalog.toml`;
    everything else that is wrong is in the report.
    """
    source = Source(Path(root))
    if not source.exists("catalog.toml"):
        raise CatalogNotFoundError(f"no catalog in {root}: it has no catalog.toml")
    return check_source(source, today=today, watch=watch)


def check_source(
    source: Source,
    *,
    today: datetime.date | None = None,
    watch: Watch = lambda parts, _count: parts,
    reads: Callable[[str], bool] = lambda _path: True,
) -> Report:
    """Check a catalog as a source shows it, which may be as it would be after a change.

    Of a file that `reads` is false of, no more is known than that it is there.
    """
    settings, _ = read(source, "catalog.toml", Settings)
    context = Context(settings, today or datetime.date.today())  # noqa: DTZ011 - the day on the wall
    listed = places(source)
    pieces = [listed[start : start + _PIECE] for start in range(0, len(listed), _PIECE)]
    whole = Part()
    for part in watch(spread(partial(_look, source, context, reads), pieces), len(pieces)):
        whole.findings += part.findings
        whole.inventory.add(part.inventory)
        whole.allowed |= part.allowed
    return Report(len(whole.inventory.paths), tuple(sorted(_judged(whole, source, context))))


def _look(source: Source, context: Context, reads: Callable[[str], bool], listed: Iterable[str]) -> Part:
    """Read the files at some places and run the rules that need no other."""
    part = Part()
    for entry in (entry for place in listed for entry in entries(source, place)):
        if isinstance(entry, Diagnostic):
            part.findings.append(entry)
            continue
        part.inventory.paths.append(entry.path)
        if entry.kind is None:
            part.findings.append(unexpected(source, entry.path))
            continue
        _note(part.inventory, entry)
        if not reads(entry.path):
            continue
        document = source.load(entry.path)
        if isinstance(document, Diagnostic):
            part.findings.append(document)
        else:
            _inspect(part, File(entry.path, entry.kind, entry.slug, entry.reviewer, document), context)
    return part


def _inspect(part: Part, file: File, context: Context) -> None:
    _, problems = decode(file.document, TYPES[file.kind])
    part.findings.extend(problems)
    for find in _OF_KIND[file.kind]:
        part.findings.extend(find(file, context))
    _remember(part, file)


def _note(inventory: Inventory, entry: Entry) -> None:
    """Keep what a path alone says."""
    if entry.kind == "tool":
        inventory.slugs.add(entry.slug)
    elif entry.kind == "review":
        inventory.reviews.setdefault(entry.slug, []).append(entry.reviewer)
    elif entry.kind == "votes":
        inventory.votes.append(entry.slug)


def _remember(part: Part, file: File) -> None:
    """Keep what the rules across files will ask for, also of files that do not decode."""
    if file.kind in {"tool", "review"} and "allow" in file.document.data:
        part.allowed[file.path] = list(named(file))
    name, text = file.get(str, "name"), file.get(str, "text")
    if file.kind == "tool" and name and name.strip():
        aliases = enumerate(file.get(list, "aliases") or ())
        others = [(alias, ("aliases", index)) for index, alias in aliases if isinstance(alias, str)]
        part.inventory.names[file.slug] = [(name, ("name",)), *others]
    if file.kind == "tool" and "retired" in file.document.data:
        part.inventory.retired.add(file.slug)
    if file.kind == "review" and text and text.strip():
        letters = text.encode().translate(None, b" \t\r\n")
        digest = hashlib.blake2b(letters, digest_size=16).digest()
        part.inventory.texts.append((digest, file.path))


def _judged(whole: Part, source: Source, context: Context) -> Iterator[Diagnostic]:
    """Return all findings with their severities, without those that the catalog silences."""

    def locate(path: str, *keys: str | int) -> Location:
        document = source.load(path)
        return Location(path) if isinstance(document, Diagnostic) else document.value(*keys)

    for rule in RULES:
        if rule.in_catalog:
            whole.findings.extend(rule.in_catalog(whole.inventory, context, locate))
    severities = _severities(context.settings)
    for finding in (*_not_allowed(whole), *_unused(whole, locate)):
        severity = severities[finding.rule]
        if severity is not None:
            hint = finding.hint or BY_NAME[finding.rule].hint
            yield msgspec.structs.replace(finding, severity=severity, hint=hint)


def _not_allowed(whole: Part) -> Iterator[Diagnostic]:
    names = {path: {name for _, name in allowed} for path, allowed in whole.allowed.items()}
    return (finding for finding in whole.findings if finding.rule not in names.get(finding.path, ()))


def _unused(whole: Part, locate: Callable[..., Location]) -> Iterator[Diagnostic]:
    """Find the rules that a file allows and that have nothing to report there."""
    used = {(finding.path, finding.rule) for finding in whole.findings}
    for path, allowed in whole.allowed.items():
        for keys, name in () if "unused-allow" in (name for _, name in allowed) else allowed:
            if name in BY_NAME and (path, name) not in used:
                yield found("unused-allow", locate(path, *keys), f"{name} finds nothing in this file")


def _severities(settings: Settings | None) -> dict[str, Severity | None]:
    """Return each rule's severity in this catalog, None for those that it ignores."""
    severities: dict[str, Severity | None] = {rule.name: rule.severity for rule in RULES}
    if settings is not None:
        severities |= dict.fromkeys(settings.check.warn, "warning")
        severities |= dict.fromkeys(settings.check.error, "error")
        severities |= dict.fromkeys(settings.check.ignore)
    return severities
