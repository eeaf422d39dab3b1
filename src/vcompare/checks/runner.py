"""All findings of a whole catalog: list the files, check each, compare them, and judge what was found."""

import datetime
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

from msgspec.structs import replace

from vcompare.catalog.decode import decode
from vcompare.catalog.layers import missing_keys
from vcompare.catalog.paths import FileKind, imported_path, imports, kind_at, slug_at, tool_path
from vcompare.catalog.schema import TYPES
from vcompare.catalog.source import Document, Source
from vcompare.catalog.store import read
from vcompare.catalog.tool_file import decode_tool
from vcompare.catalog.walk import CatalogFile, file_called, files_at, top_level, unexpected
from vcompare.checks.rule import CatalogSummary, Context, FileCheck, Findings, Locate, TomlFile
from vcompare.checks.rules import BY_NAME, RULES, function
from vcompare.diagnostics import Diagnostic, Location, Report, Severity, found
from vcompare.errors import CatalogNotFoundError
from vcompare.model import Settings
from vcompare.parallel import Watch, batches, imap, unwatched
from vcompare.text import days

_BATCH = 200
_CATALOG_RULES = [rule.name for rule in RULES if rule.across_files]

BatchResult = tuple[list[Diagnostic], CatalogSummary]
Reads = Callable[[str], bool]


def check(
    root: str | os.PathLike[str],
    *,
    today: datetime.date | None = None,
    progress: Watch = unwatched,
    elsewhere: Iterable[str] = (),
) -> Report:
    """Check the catalog in the folder `root`, as of `today`.

    `elsewhere` are paths of files that belong to it and are not in the folder.

    Severities, and the rules that are ignored, are those of the catalog. `progress` sees the results of each
    batch of files pass, with the number of batches, for a progress bar. Raises CatalogNotFoundError if there
    is no `catalog.toml`; everything else that is wrong is in the report.
    """
    source = Source(Path(root))
    if not source.exists("catalog.toml"):
        raise CatalogNotFoundError(f"no catalog in {root}: it has no catalog.toml")
    return check_source(source, today=today, progress=progress, elsewhere=elsewhere)


def check_source(
    source: Source,
    *,
    today: datetime.date | None = None,
    progress: Watch = unwatched,
    reads: Reads = lambda _path: True,
    elsewhere: Iterable[str] = (),
) -> Report:
    """Check a catalog as a source shows it, which may be as it would be after a change.

    Of files that are `elsewhere`, only the paths are known. Files for which `reads` is false are listed but
    not read.
    """
    settings, _ = read(source, "catalog.toml", Settings)
    sources = imports(source, settings.imports.order if settings else ())
    context = Context(settings, today or days.local_today(), sources, source)
    pieces = batches(top_level(source), _BATCH)
    findings: list[Diagnostic] = []
    summary = CatalogSummary()
    results = imap(partial(_check_batch, source, context, reads), pieces)
    for found_here, summary_here in progress(results, len(pieces)):
        findings += found_here
        summary.merge(summary_here)
    count, others = len(summary.paths), {*elsewhere}
    for path in sorted(others):
        summary.add_path(file_called(path))
        summary.unread |= path.startswith(("tools/", "imported/"))
    # Rules across files find many things in a few files, or one in each of many.
    locate = partial(_locate, lru_cache(maxsize=256)(source.load))
    for name in _CATALOG_RULES:
        findings += function(name)(summary, context, locate)
    findings += _unused_allows(findings, summary, locate)
    in_part = {slug_at(path) for path in others if kind_at(path) == "imported"}
    findings = [one for one in findings if one.path not in others and not _may_be_there(one, in_part)]
    judged = {
        (one.path, one.line, one.column, one.rule, one.message): one
        for one in _judge(findings, summary, settings)
    }
    return Report(count, tuple(judged[key] for key in sorted(judged)))


def _may_be_there(finding: Diagnostic, in_part: Collection[str]) -> bool:
    """Say whether a finding is about a key that a tool lacks of which other files are elsewhere."""
    is_of_tool = kind_at(finding.path) in {"tool", "imported"}
    return finding.rule == "missing-key" and is_of_tool and slug_at(finding.path) in in_part


def _check_batch(source: Source, context: Context, reads: Reads, paths: Sequence[str]) -> BatchResult:
    """Check the files at some paths of `top_level`, each by itself."""
    summary = CatalogSummary()
    files = (file for path in paths for file in files_at(source, path))
    return [one for file in files for one in _check_file(source, context, reads, summary, file)], summary


def _check_file(
    source: Source, context: Context, reads: Reads, summary: CatalogSummary, file: CatalogFile | Diagnostic
) -> Findings:
    """Check a file by itself, and add to the summary what the rules across files need of it."""
    if isinstance(file, Diagnostic):
        return (file,)
    summary.add_path(file)
    if file.kind is None:
        return (unexpected(source, file.path),)
    document = source.load(file.path) if reads(file.path) else None
    summary.unread |= file.kind in {"tool", "imported"} and not isinstance(document, Document)
    if document is None:
        return ()
    if isinstance(document, Diagnostic):
        return (document,)
    toml = TomlFile(file.path, file.kind, file.slug, file.reviewer, document, *_others(source, context, file))
    summary.add_content(toml)
    findings = _decoding(toml, context)
    text = document.text
    for signs, look in _rules(file.kind, tuple(document.data)):
        if not signs or any(map(text.__contains__, signs)):
            findings += look(toml, context)
    return findings


@lru_cache(maxsize=256)
def _rules(kind: FileKind, keys: tuple[str, ...]) -> list[tuple[tuple[str, ...], FileCheck]]:
    """Return the rules that may find something in a file with these keys, with the signs that they need."""
    return [
        (rule.signs, function(rule.name))
        for rule in RULES
        if kind in rule.kinds and (not rule.needs or not set(rule.needs).isdisjoint(keys))
    ]


def _others(source: Source, context: Context, file: CatalogFile) -> tuple[Sequence[str], Sequence[Document]]:
    """Return the paths of the files of a tool that win over one of them, and the files that it wins over."""
    if file.kind not in {"tool", "imported"} or not context.imports:
        return (), ()
    paths = [tool_path(file.slug), *(imported_path(one, file.slug) for one in context.imports)]
    at = paths.index(file.path) if file.path in paths else len(paths)
    above = [path for path in paths[:at] if source.exists(path)]
    below = (source.load(path) for path in paths[at + 1 :] if not above and source.exists(path))
    return above, [document for document in below if isinstance(document, Document)]


def _decoding(file: TomlFile, context: Context) -> list[Diagnostic]:
    """Return what is found while a file is decoded."""
    if file.kind not in {"tool", "imported"} or not context.settings:
        return list(decode(file.document, TYPES[file.kind])[1])
    if file.kind == "tool" and not file.below:
        return list(decode_tool(file.document, context.fields)[1])
    layers, findings = file.layers(context.fields)
    return [*findings, *(missing_keys(layers) if layers and not file.above else ())]


def _locate(load: Callable[[str], Document | Diagnostic], path: str, *keys: str | int) -> Location:
    document = load(path)
    return Location(path) if isinstance(document, Diagnostic) else document.value(*keys)


def _unused_allows(findings: Findings, summary: CatalogSummary, locate: Locate) -> list[Diagnostic]:
    """Find the rules that a file allows and that find nothing there."""
    used = {(_allowing(finding.path), finding.rule) for finding in findings}
    return [
        found("unused-allow", locate(path, *keys), f"{name} finds nothing in this file")
        for path, allowed in summary.allowed.items()
        for keys, name in allowed
        if name in BY_NAME and (path, name) not in used
    ]


def _allowing(path: str) -> str:
    """Return the file that allows what is found in a file: of imported facts, the tool's own."""
    return tool_path(slug_at(path)) if kind_at(path) == "imported" else path


def _judge(findings: Findings, summary: CatalogSummary, settings: Settings | None) -> Iterator[Diagnostic]:
    """Return the findings that the catalog neither ignores nor allows, with their severities and hints."""
    allowed = {path: {name for _, name in names} for path, names in summary.allowed.items()}
    severities = _severities(settings)
    for finding in findings:
        severity = severities[finding.rule]
        if severity and finding.rule not in allowed.get(_allowing(finding.path), ()):
            yield replace(finding, severity=severity, hint=finding.hint or BY_NAME[finding.rule].hint)


def _severities(settings: Settings | None) -> dict[str, Severity | None]:
    """Return the severity of each rule in this catalog, None for those that it ignores."""
    severities: dict[str, Severity | None] = {rule.name: rule.severity for rule in RULES}
    if settings is not None:
        severities |= dict.fromkeys(settings.check.warn, "warning")
        severities |= dict.fromkeys(settings.check.error, "error")
        severities |= dict.fromkeys(settings.check.ignore)
    return severities
