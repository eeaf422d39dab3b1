"""What is wrong with a catalog, or with some of its files."""

import datetime
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from vcompare.app.arguments import as_list
from vcompare.app.catalogs import as_typed
from vcompare.app.opened import Reporter, Silent
from vcompare.diagnostics import Report
from vcompare.errors import VcompareError


def check(
    root: str | os.PathLike[str],
    *,
    paths: Sequence[str | os.PathLike[str]] = (),
    here: Path = Path(),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    today: datetime.date | None = None,
    reporter: Reporter | None = None,
) -> Report:
    """Check the catalog in a folder, as of `today`, and return the findings, in order.

    `paths`, seen from `here` or else from the catalog, limit them to these files and what is below them;
    `select` and `ignore` name rules; a single one may be passed as a string. Rules across files look at the
    whole catalog in any case.

    Raises CatalogNotFoundError where there is no catalog, VcompareError for a path outside it and an
    unknown rule.
    """
    from vcompare.app import checkout
    from vcompare.checks import runner

    chosen, ignored = rule_names(as_list(select)), rule_names(as_list(ignore))
    covers = cover(Path(root), [Path(path) for path in as_list(paths)], here)
    reporter = reporter or Silent()
    progress = partial(reporter.progress, label="checking")
    elsewhere = checkout.left_out(Path(root))
    if count := checkout.tools(elsewhere):
        reporter.note(checkout.remark(count, "checked"))
    return runner.check(root, today=today, progress=progress, elsewhere=elsewhere).only(
        chosen, ignored, covers
    )


def joined(reports: Mapping[Path, Report], here: Path) -> tuple[Path, Report]:
    """Return the reports on catalogs, by their folders, as one, and the folder at which its paths begin."""
    if len(reports) == 1:
        return next(iter(reports.items()))
    roots = [root.resolve() for root in reports]
    top = Path(os.path.commonpath(roots))
    seen = [
        report if root == top else report.below(root.relative_to(top).as_posix())
        for root, report in zip(roots, reports.values(), strict=True)
    ]
    findings = tuple(finding for report in seen for finding in report.diagnostics)
    return as_typed(top, here), Report(sum(report.files for report in seen), findings)


def rule_names(names: Sequence[str]) -> list[str]:
    """Return the rules that are named, singly or with commas between them.

    Raises VcompareError for one that does not exist, and where there are names and none names a rule.
    """
    rules = [rule_name(name.strip()) for item in names for name in item.split(",") if name.strip()]
    if names and not rules:
        raise VcompareError("an option names no rule", "`vcompare explain` lists the rules")
    return rules


def rule_name(name: str) -> str:
    """Return the name of a rule, whatever its case. Raises VcompareError where there is no such rule."""
    from vcompare.checks.rules import BY_NAME
    from vcompare.text.suggestions import did_you_mean

    if name.lower() not in BY_NAME:
        hint = did_you_mean(name, BY_NAME) or "`vcompare explain` lists the rules"
        raise VcompareError(f'there is no rule "{name}"', hint)
    return name.lower()


def cover(root: Path, paths: Sequence[Path], here: Path) -> Callable[[str], bool]:
    """Return the test whether a path of the catalog is among `paths` or below one; without any, all are."""
    if not paths:
        return lambda _path: True
    base = root.resolve()
    wanted = [_inside(path, base, here) for path in paths]
    return lambda path: any(PurePosixPath(path).is_relative_to(one) for one in wanted)


def _inside(path: Path, base: Path, here: Path) -> PurePosixPath:
    for candidate in (here / path, base / path):
        if os.path.lexists(candidate):
            place = candidate.parent.resolve() / candidate.name
            if base.is_relative_to(place.resolve()):
                return PurePosixPath()
            if place.is_relative_to(base):
                return PurePosixPath(place.relative_to(base).as_posix())
            raise VcompareError(f"{path} is not in the catalog {base}", "name files of the catalog")
    raise VcompareError(
        f"{path} does not exist", "name files of the catalog, seen from here or from its folder"
    )
