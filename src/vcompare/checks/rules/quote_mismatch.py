"""`quote-mismatch`: a quote without the number that it is to prove."""

from typing import Any

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.fields.kinds import Measure
from vcompare.fields.meant import fits


def check(file: TomlFile, context: Context) -> Findings:
    """Look for the value, or for both bounds, of each quantity in the words that it quotes."""
    if "quote" not in file.document.text:
        return
    for key, raw in (file.get(dict, "specs") or {}).items():
        if not isinstance(raw, dict) or not isinstance(quote := raw.get("quote"), str):
            continue
        field = context.fields.specs.get(key)
        if field and isinstance(field.kind, Measure):
            from vcompare.text.numerals import holds

            missing = [one for one in _numbers(raw, field.kind) if not holds(quote, one, field.kind.unit)]
            if missing:
                at = file.document.value("specs", key, "quote")
                yield found("quote-mismatch", at, _message(key, quote, missing))


def _numbers(raw: dict[str, Any], kind: Measure) -> list[float]:
    """Return the numbers of a value. A lower bound of 0 goes without saying where there is an upper one."""
    values = [raw[name] for name in ("value", "at_least", "at_most") if name in raw]
    numbers = [value for value in values if fits(kind, value)]
    return numbers[1:] if len(numbers) > 1 and numbers[0] == 0 else numbers


def _message(key: str, quote: str, missing: list[float]) -> str:
    from vcompare.text.numerals import mentioned
    from vcompare.text.words import natural_list

    wanted = natural_list([f"{number:,}" for number in missing], "or")
    has = natural_list(list(dict.fromkeys(mentioned(quote)))[:3])
    return f"the quote of `{key}` does not have {wanted}{f'; it has {has}' if has else ''}"
