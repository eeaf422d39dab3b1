"""Why a name fits what was typed, or does not, in phrases."""

from collections.abc import Iterator, Sequence

from vcompare.match.fit import Fit, Found, in_order

_HOW = {
    "exact": '"{typed}" is there',
    "apart": '"{typed}" is "{name}" written apart',
    "joined": '"{typed}" is "{name}" written as one',
    "initials": '"{typed}" are the initials of "{name}"',
    "slip": '"{typed}" is "{name}" with a slip',
    "prefix": '"{typed}" is like "{name}" but begins otherwise',
    "beginning": '"{typed}" is only the beginning of "{name}"',
    "missing": '"{typed}" is not in it',
}


def reasons(fit: Fit) -> tuple[str, ...]:
    """Return a phrase for every typed word, then what else speaks against the name."""
    return (*(_reason(found, fit) for found in fit.found), *_against(fit))


def _reason(found: Found, fit: Fit) -> str:
    if found.how == "exact" and all(place < fit.text.own for place in found.at):
        return f'"{found.typed}" is its vendor'
    name = " ".join(fit.text.words[place] for place in found.at)
    return _HOW[found.how].format(typed=found.typed, name=name)


def _against(fit: Fit) -> Iterator[str]:
    if not in_order(fit.found, fit.text):
        yield "its numbers stand in another order"
    used = {place for found in fit.found for place in found.at}
    left = [word for place, word in enumerate(fit.text.words) if place >= fit.text.own and place not in used]
    if left and fit.fits:
        yield f"{_listed(left)} may {'' if fit.spare else 'not '}be left out"
    elif left and used:
        yield f"{_listed(left)} {'is' if len(left) == 1 else 'are'} left over"


def _listed(words: Sequence[str]) -> str:
    quoted = [f'"{word}"' for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
