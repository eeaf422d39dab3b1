"""The workload that costs are computed for: one of the catalog, or one that is given on the spot."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from vcompare.app.arguments import as_list, one_of, refuse, wrong_value
from vcompare.app.opened import OpenCatalog
from vcompare.catalog.paths import workload_path
from vcompare.catalog.store import unreadable
from vcompare.costs import WorkloadProblem, problems
from vcompare.errors import NeedsTomlError, VcompareError
from vcompare.fields.kinds import Measure
from vcompare.model import Meter, Workload
from vcompare.text.slugs import slug_of
from vcompare.text.suggestions import did_you_mean
from vcompare.text.words import natural_list, split

Quantities = Mapping[str, float | str] | Sequence[str]
"""Quantities by meter, or texts such as `input=12k,output=600`."""

_MOST = 10**15
_BETWEEN = re.compile(r",(?=[^,=]*=)")
"""A comma in front of another meter, not one that sets thousands apart."""


class Chosen(NamedTuple):
    """A workload; `name` is None where it is none of the catalog's."""

    name: str | None
    workload: Workload


def workloads_named(opened: OpenCatalog, names: Sequence[str]) -> Mapping[str, Workload]:
    """Return the workloads that `--workload` names, by slug, each once; people may also type the label.

    Raises VcompareError for an unknown one and for one that cannot be computed, UnreadableFileError for one
    with a broken file.
    """
    typed = [name for text in as_list(names) for name in split(text) if name]
    return {name: _read(opened, name) for name in dict.fromkeys(_name(opened, one) for one in typed)}


def every_workload(opened: OpenCatalog) -> Collection[str]:
    """Return the names of all workloads. Raises VcompareError where there are none."""
    return opened.catalog.workload_names() or workloads_named(opened, ["support"])


def chosen(
    opened: OpenCatalog,
    name: str | None = None,
    requests: float | str | None = None,
    each: Quantities = (),
    month: Quantities = (),
) -> Chosen:
    """Return the workload that is named or else given, or the only one that the catalog has.

    Raises VcompareError where there is none, for one that cannot be computed, and for both at once.
    """
    asked = {"--requests": requests is not None, "--each": bool(each), "--month": bool(month)}
    given = [option for option, is_given in asked.items() if is_given]
    if name is not None and given:
        raise VcompareError(
            f"{natural_list(['--workload', *given])} contradict each other",
            "a workload has its own quantities: leave out one or the other",
        )
    if not opened.settings.meters:
        raise _no_meters()
    if given:
        return Chosen(None, _given(opened, requests, each, month))
    slug = _only(opened) if name is None else _name(opened, name)
    return Chosen(slug, _read(opened, slug))


def _name(opened: OpenCatalog, typed: str) -> str:
    known = opened.catalog.workload_names()
    by_label = {slug_of(one.label): name for name, one in opened.catalog.workloads.items()}
    for name in (typed, typed.casefold(), by_label.get(slug_of(typed) or "", "")):
        if name in known:
            return name
    if not known:
        raise _no_workloads(opened, slug_of(typed) or "support")
    raise wrong_value("--workload", one_of(known), typed, did_you_mean(typed, known))


def _only(opened: OpenCatalog) -> str:
    """Return the only workload of a catalog, with a note. Raises VcompareError where there is not one."""
    known = opened.catalog.workload_names()
    if not known:
        raise _no_workloads(opened, "support")
    if len(known) > 1:
        raise VcompareError("which workload?", f"choose with --workload: {natural_list(known, 'or')}")
    opened.reporter.note(f"the workload is {known[0]}, the only one of this catalog")
    return known[0]


def _read(opened: OpenCatalog, name: str) -> Workload:
    """Return a workload. Raises VcompareError, or a group, where it cannot be read or computed."""
    workload, findings = opened.catalog.workload(name)
    if workload is None:
        raise unreadable(opened.root, findings)
    if wrong := problems(workload, opened.settings.meters):
        path = opened.root / workload_path(name)
        said = {
            (table, meter): f"{meter} = {quantity:_}"
            for table, quantities in (("each", workload.each), ("month", workload.month))
            for meter, quantity in quantities.items()
        }
        errors = _errors(wrong, opened, lambda one: f"[{one.table}]", said)
        refuse([VcompareError(f"{path}: {error.message}", error.hint) for error in errors])
    return workload


def _given(
    opened: OpenCatalog, requests: float | str | None, each: Quantities, month: Quantities
) -> Workload:
    """Return the workload of options. Raises VcompareError, or a group, in terms of what was typed."""
    errors = list[VcompareError]()
    count = None
    if requests is not None:
        count = _number("--requests", Measure(unit="requests"), requests, errors)
    quantities, said = dict[str, dict[str, float]](), dict[tuple[str, str], str]()
    for table, typed in (("each", each), ("month", month)):
        quantities[table] = {}
        for text, value in _pairs(f"--{table}", typed, errors):
            meter = _meter(opened.settings.meters, f"--{table}", text, errors)
            if meter is None:
                continue
            unit = opened.settings.meters[meter].unit
            found = _number(f"--{table} {meter}", Measure(unit=unit), value, errors)
            if quantities[table].setdefault(meter, found) != found:
                again = VcompareError(f"--{table} was given {meter} more than once", "give it one quantity")
                errors.append(again)
            said[table, meter] = f"--{table} {meter}={value}"
    workload = Workload("", count, quantities["each"], quantities["month"])
    if not errors:
        wrong = problems(workload, opened.settings.meters)
        errors = _errors(wrong, opened, lambda one: f"--{one.table}", said)
    if not errors and not each and not month and "requests" not in opened.settings.meters:
        errors = [VcompareError("requests alone are not billed here", _for_example(opened))]
    if errors:
        refuse(errors)
    return workload


def _pairs(option: str, typed: Quantities, errors: list[VcompareError]) -> Iterator[tuple[str, float | str]]:
    """Yield what stands on both sides of the equals signs."""
    if isinstance(typed, Mapping):
        yield from typed.items()
        return
    for text in (part.strip() for one in as_list(typed) for part in _BETWEEN.split(one)):
        meter, _, quantity = (part.strip() for part in text.partition("="))
        if not (meter and quantity.rstrip(",")):
            errors.append(wrong_value(option, "METER=NUMBER, as in input=12k", text))
        else:
            yield meter, quantity.rstrip(",")


def _meter(meters: Mapping[str, Meter], option: str, typed: str, errors: list[VcompareError]) -> str | None:
    """Return the meter that was typed: its key, in whatever case, or its label."""
    by_label = {slug_of(meter.label): key for key, meter in meters.items()}
    slug = slug_of(typed) or ""
    for name in (typed, slug, by_label.get(slug, "")):
        if name in meters:
            return name
    hint = did_you_mean(typed, meters) or f"use one of {', '.join(meters)}"
    errors.append(VcompareError(f'{option}: this catalog has no meter "{typed}"', hint))
    return None


def _number(called: str, kind: Measure, typed: float | str, errors: list[VcompareError]) -> float:
    """Return the number that somebody typed, 0 where it is none, which is an error then."""
    number = kind.parse(typed) if isinstance(typed, str) else typed
    if isinstance(number, str | bool) or not 0 <= number <= _MOST:
        wanted = "a number from 0 up, such as 600, 12k or 1.5M"
        errors.append(wrong_value(called, wanted, str(typed)))
        return 0
    found: float = number
    return found


def _errors(
    wrong: Sequence[WorkloadProblem],
    opened: OpenCatalog,
    place: Callable[[WorkloadProblem], str],
    said: Mapping[tuple[str, str], str],
) -> list[VcompareError]:
    """Return why a workload cannot be computed, what several meters have in common once."""
    errors = [_problem(one, opened, place, said) for one in wrong]
    return [*{error.message: error for error in errors}.values()]


def _problem(
    of: WorkloadProblem,
    opened: OpenCatalog,
    place: Callable[[WorkloadProblem], str],
    said: Mapping[tuple[str, str], str],
) -> VcompareError:
    """Return why a workload cannot be computed; `said` has what was written of each meter, by table."""
    meters, where = opened.settings.meters, place(of)
    if of.kind == "undeclared":
        hint = did_you_mean(of.meter, meters) or f"use one of {', '.join(meters)}"
        return VcompareError(f'{where}: this catalog has no meter "{of.meter}"', hint)
    if of.kind == "counted":
        return VcompareError(f"{where} cannot have requests: each request is one", "give their number only")
    if of.kind == "circle":
        several = f"the meters {natural_list(of.parts)} are parts of each other"
        message = several if len(of.parts) > 1 else f"the meter {of.parts[0]} is a part of itself"
        return VcompareError(message, "remove `part_of` from one of them in catalog.toml")
    parts = natural_list([said[of.table, part] for part in of.parts])
    if (of.table, of.meter) not in said:
        verb = "is" if len(of.parts) == 1 else "are"
        message = f"{parts} {verb} part of {of.meter}, of which there is nothing in {where}"
        return VcompareError(message, f"add {of.meter}: all of it, with its parts")
    whole = said[of.table, of.meter]
    if len(of.parts) == 1:
        message = f"{parts} is more than {whole}, which it is part of"
    else:
        message = f"{parts} are more than {whole}, which they are parts of"
    return VcompareError(message, f"{of.meter} counts all of it, with its parts")


def _no_meters() -> VcompareError:
    error = NeedsTomlError(
        "this catalog has no meters, so there is nothing to compute with",
        "declare what is billed in catalog.toml, then give tools `pricing.rates`",
    )
    error.block = '[meters.input]\nlabel = "Input"\nunit = "tokens"\nper = 1_000_000'
    return error


def _no_workloads(opened: OpenCatalog, name: str) -> VcompareError:
    if not opened.settings.meters:
        return _no_meters()
    where = opened.root / workload_path(name)
    error = NeedsTomlError(
        "this catalog has no workloads yet", f"write one to {where}; without one, {_for_example(opened)}"
    )
    each, month = _examples(opened)
    lines = [f'label = "{name.replace("-", " ").capitalize()}"', "requests = 10_000"]
    for table, quantities in (("each", each), ("month", month)):
        if quantities:
            lines += ["", f"[{table}]", *(f"{meter} = {number:_}" for meter, number in quantities.items())]
    error.block = "\n".join(lines)
    return error


def _for_example(opened: OpenCatalog) -> str:
    each, month = _examples(opened)
    options = [
        f" --{table} {','.join(f'{meter}={Measure().short(number)}' for meter, number in quantities.items())}"
        for table, quantities in (("each", each), ("month", month))
        if quantities
    ]
    return f"`vcompare cost{''.join(options)}` computes at once"


def _examples(opened: OpenCatalog) -> tuple[dict[str, int], dict[str, int]]:
    """Return quantities of the first meters of a catalog, in a request and besides."""
    each, month = dict[str, int](), dict[str, int]()
    for key, meter in opened.settings.meters.items():
        if meter.unit.endswith("month"):
            month[key] = 5
        elif key != "requests" and not meter.part_of and len(each) < 2:  # noqa: PLR2004
            each[key] = 1 if meter.per < 1_000 else 600 if each else 12_000  # noqa: PLR2004
    return each, month
