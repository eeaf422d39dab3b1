"""Predictions through commits: what each was when it was first committed, and what was changed since.

Pure computation on what commits hold; `history/predictions.py` reads that. Every commit counts, on whatever
branch: a prediction is as it was first committed, and a merge changes it only if the outcome is that of no
parent.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

KEYS = ("says", "probability", "made", "due", "settled_by")
"""What of a prediction is never changed once it is committed."""

Value = tuple[Any, ...]
"""The values of `KEYS`, None for one that is not there."""


class PredictionPlace(NamedTuple):
    """Where a prediction is: about which tool, by whom, and under which key."""

    slug: str
    reviewer: str
    key: str


class Step(NamedTuple):
    """What a commit changed in a prediction: one of `KEYS`, the `reviewer`, or the key of the `prediction`.

    A prediction that was removed has no key after that. Files that are not committed have no commit.
    """

    what: str
    before: Any
    after: Any
    commit: str | None


class Lineage(NamedTuple):
    """A prediction: where and what it was when it was first committed, and where and what it is now.

    `origin` numbers the commit that brought it. One that is `gone` is what it was last.
    """

    origin: int
    first: PredictionPlace
    first_value: Value
    place: PredictionPlace
    value: Value
    gone: bool = False
    steps: tuple[Step, ...] = ()

    def is_restored(self, step: Step) -> bool:
        """Say whether what a step changed is as it was first."""
        if self.gone:
            return False
        if step.what in KEYS:
            at = KEYS.index(step.what)
            return same(self.value[at], self.first_value[at])
        at = 1 if step.what == "reviewer" else 2
        return self.place[at] == self.first[at]

    def followed(self, place: PredictionPlace, value: Value, commit: "Commit") -> "Lineage":
        """Return it at a place, maybe another one, and with a value."""
        steps = [
            *_renamed(self, place, commit),
            *(
                Step(key, old, new, commit.name)
                for key, old, new in zip(KEYS, self.value, value, strict=True)
                if not same(old, new)
            ),
        ]
        return self._replace(place=place, value=value, gone=False, steps=(*self.steps, *steps))

    def removed(self, commit: str | None) -> "Lineage":
        """Return it as one that is gone."""
        step = Step("prediction", self.place.key, None, commit)
        return self._replace(gone=True, steps=(*self.steps, step))


State = Mapping[PredictionPlace, Lineage]
"""The predictions that there are at a commit, or were before it, by where they are or were."""


class Commit(NamedTuple):
    """What the next commit holds: its number and name, the states of its parents, and what it changed.

    `reviews` are those that it changed against its first parent, by tool and reviewer, with what they predict
    since, by key. `is_tool` says whether a tool has facts in it, and `is_renamed` whether one panelist left
    the panel in it, and another one joined.
    """

    number: int
    name: str | None
    parents: Sequence[State]
    reviews: Mapping[tuple[str, str], Mapping[str, Value]]
    is_tool: Callable[[str], bool]
    is_renamed: Callable[[str, str], bool]

    def now(self, place: PredictionPlace) -> Value | None:
        """Return the prediction at a place, None where there is none."""
        review = self.reviews.get(place[:2])
        if review is not None:
            return review.get(place.key)
        known = self.parents[0].get(place) if self.parents else None
        return known.value if known and not known.gone else None


def advanced(commit: Commit) -> State:
    """Return the predictions at a commit."""
    before = _merged(commit) if len(commit.parents) > 1 else dict(*commit.parents)
    here = {PredictionPlace(*review, key) for review, made in commit.reviews.items() for key in made}
    touched = {place for place in before if place[:2] in commit.reviews} | here
    if len(commit.parents) > 1:
        touched |= before.keys()
    elif not touched and commit.parents:
        return commit.parents[0]
    after = {place: value for place in sorted(touched) if (value := commit.now(place)) is not None}
    come = [place for place in after if place not in before]
    for place in sorted(touched & before.keys()):
        known = before[place]
        if place in after:
            before[place] = known.followed(place, after[place], commit)
        elif not known.gone:
            _follow(commit, before, known, come, after)
    for place in come:
        before[place] = Lineage(commit.number, place, after[place], place, after[place])
    return before


def _follow(
    commit: Commit,
    state: dict[PredictionPlace, Lineage],
    known: Lineage,
    come: list[PredictionPlace],
    after: Mapping[PredictionPlace, Value],
) -> None:
    """Follow a prediction that is not where it was to one that came in the commit, if there is one."""
    new = _moved(commit, known, come, after)
    if new is None:
        state[known.place] = known.removed(commit.name)
    else:
        come.remove(new)
        del state[known.place]
        state[new] = known.followed(new, after[new], commit)


def _moved(
    commit: Commit, known: Lineage, come: Collection[PredictionPlace], after: Mapping[PredictionPlace, Value]
) -> PredictionPlace | None:
    """Return where a prediction is now: with its renamed tool or panelist, or where the same is predicted.

    It is not followed to another tool while its own is still there.
    """
    if not come:
        return None
    slug, reviewer, key = known.place
    is_left = not commit.is_tool(slug)
    near = [place for place in come if is_left or place.slug == slug]
    is_alike = {place: all(map(same, after[place], known.value)) for place in near}

    def is_its(place: PredictionPlace) -> bool:
        return place.reviewer == reviewer or commit.is_renamed(reviewer, place.reviewer)

    renamed = [place for place in near if place.key == key and is_its(place)]
    alike = [place for place in near if is_alike[place]]
    return min(
        renamed or alike, key=lambda one: (not is_alike[one], one.reviewer != reviewer, one), default=None
    )


def _renamed(known: Lineage, place: PredictionPlace, commit: Commit) -> Iterator[Step]:
    """Yield what is changed of a prediction that is at another place now, or is back."""
    old, new = known.place, place
    if old.reviewer != new.reviewer and not commit.is_renamed(old.reviewer, new.reviewer):
        yield Step("reviewer", old.reviewer, new.reviewer, commit.name)
    if known.gone or old.key != new.key:
        yield Step("prediction", None if known.gone else old.key, new.key, commit.name)


def _merged(commit: Commit) -> dict[PredictionPlace, Lineage]:
    """Return what several parents hold: of each prediction what the merge has, if a parent has that.

    Where branches brought different ones to one place, the first of them counts.
    """
    by_place = dict[PredictionPlace, list[Lineage]]()
    for parent in commit.parents:
        for place, lineage in parent.items():
            by_place.setdefault(place, []).append(lineage)
    found = {place: _chosen(several, commit.now(place)) for place, several in by_place.items()}
    by_origin = dict[tuple[int, PredictionPlace], list[PredictionPlace]]()
    for place, lineage in found.items():
        by_origin.setdefault((lineage.origin, lineage.first), []).append(place)
    for places in by_origin.values():  # a branch may not know that another one moved it
        here = [place for place in places if commit.now(place) is not None] or places[-1:]
        for place in places:
            if place not in here:
                del found[place]
    return found


def _chosen(several: Sequence[Lineage], now: Value | None) -> Lineage:
    first = min(several, key=lambda one: one.origin)
    alike = (one for one in several if one.origin == first.origin and _is_now(one, now))
    return next(alike, first)


def _is_now(lineage: Lineage, now: Value | None) -> bool:
    if now is None or lineage.gone:
        return lineage.gone and now is None
    return all(map(same, lineage.value, now))


def same(one: Any, other: Any) -> bool:
    """Say whether two values of TOML are the same: 1 is 1.0, and true is neither."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def steps(of: Iterable[Lineage]) -> Iterator[tuple[Lineage, Step]]:
    """Yield every step of predictions, in the order of their places, each with what it was a step of."""
    for lineage in sorted(of, key=lambda one: one.place):
        yield from ((lineage, step) for step in lineage.steps)
