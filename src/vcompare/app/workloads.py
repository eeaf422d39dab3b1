"""The workloads of a catalog, by name."""

from collections.abc import Collection, Mapping, Sequence

from vcompare.app.arguments import as_list, one_of, wrong_value
from vcompare.app.opened import OpenCatalog
from vcompare.catalog.paths import workload_path
from vcompare.catalog.store import unreadable
from vcompare.errors import VcompareError
from vcompare.model import Workload
from vcompare.text.slugs import slug_of
from vcompare.text.suggestions import did_you_mean
from vcompare.text.words import split


def workloads_named(opened: OpenCatalog, names: Sequence[str]) -> Mapping[str, Workload]:
    """Return the workloads that `--workload` names, by slug, each once; people may also type the label.

    Raises VcompareError for an unknown one, UnreadableFileError for one with a broken file.
    """
    typed = [name for text in as_list(names) for name in split(text) if name]
    return {name: _read(opened, name) for name in dict.fromkeys(_name(opened, one) for one in typed)}


def every_workload(opened: OpenCatalog) -> Collection[str]:
    """Return the names of all workloads. Raises VcompareError where there are none."""
    return opened.catalog.workload_names() or workloads_named(opened, ["support"])


def _name(opened: OpenCatalog, typed: str) -> str:
    known = opened.catalog.workload_names()
    by_label = {slug_of(one.label): name for name, one in opened.catalog.workloads.items()}
    for name in (typed, typed.casefold(), by_label.get(slug_of(typed) or "", "")):
        if name in known:
            return name
    if not known:
        where = opened.root / workload_path(slug_of(typed) or "support")
        hint = f"write one to {where}: `label`, `requests`, and what is in [each] of them"
        raise VcompareError("this catalog has no workloads yet", hint)
    raise wrong_value("--workload", one_of(known), typed, did_you_mean(typed, known))


def _read(opened: OpenCatalog, name: str) -> Workload:
    workload, findings = opened.catalog.workload(name)
    if workload is None:
        raise unreadable(opened.root, findings)
    return workload
