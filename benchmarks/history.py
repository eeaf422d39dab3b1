"""Write a made-up Git repository with a catalog that changes: `python -m benchmarks.history DIR`.

The catalog lies in `catalog/`, and a commit is made every six hours. Verdicts flip, scores and prices move,
people vote, tools are added, renamed and retired, files are formatted, and some of it happens on a branch
that is merged. At its end the catalog keeps every rule, and the same seed gives the same commits.
"""

import argparse
import datetime
import os
import random
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from benchmarks.generate import files, price, written

_EPOCH = datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC)
_STEP = datetime.timedelta(hours=6)
_WHO = "Catalog Keeper <keeper@catalog.example>"
_KINDS = {"verdict": 25, "score": 25, "price": 20, "vote": 15, "layout": 8, "retire": 4, "rename": 3}
"""How often each kind of change is made, of a hundred, besides the tools that are added."""

_PARTED, _MERGED = 0.1, 0.25
"""The share of commits with which a branch begins where there is none, and ends where there is one."""

Changes = dict[str, str | None]
"""What a commit writes, path and text; None removes a file."""


class _Catalog:
    """The files as they are, by tool, and the changes that can be made to them.

    A tool that was changed while a branch is open is left alone until the branch is merged, so that a merge
    holds what either side made.
    """

    def __init__(self, rng: random.Random, everything: Mapping[str, str]) -> None:
        self.rng = rng
        self.files = dict(everything)
        self.slugs = [path[6:-5] for path in everything if path.startswith("tools/")]
        self.untouched = dict.fromkeys(self.slugs)

    def change(self, kind: str, day: datetime.date) -> tuple[str, Changes]:
        """Make a change of a kind to some tool that it can be made to: what is said of it, and the files."""
        while True:
            slug = self.rng.choice(self.slugs)
            changes: Changes = getattr(self, f"_{kind}")(slug, day) if slug in self.untouched else {}
            if changes:
                self.keep(changes)
                del self.untouched[slug]
                return f"{kind.title()} of {slug}", changes

    def keep(self, changes: Changes) -> None:
        """Take changes over, and with them what tools there are."""
        for path, text in changes.items():
            place, _, slug = path.removesuffix(".toml").partition("/")
            if text is None:
                del self.files[path]
            else:
                self.files[path] = text
            if place == "tools" and text is None:
                self.slugs.remove(slug)
            elif place == "tools" and slug not in self.slugs:
                self.slugs.append(slug)

    def release(self) -> None:
        """Let every tool be changed again."""
        self.untouched = dict.fromkeys(self.slugs)

    def _verdict(self, slug: str, day: datetime.date) -> Changes:
        path = self._review_of(slug)
        text = self.files[path]
        verdict = "skip" if 'verdict = "ship"' in text else "ship"
        text = re.sub(r"(?m)^verdict = .*", f'verdict = "{verdict}"', text)
        text = re.sub(r"(?m)^score = (\d+)", lambda found: f"score = {99 - int(found[1])}", text)
        return {path: _dated(text, "date", day)}

    def _score(self, slug: str, day: datetime.date) -> Changes:
        path = self._review_of(slug)
        found = re.search(r"(?m)^score = (\d+)", self.files[path])
        if not found:
            return {}
        least, most = (50, 99) if int(found[1]) >= 50 else (1, 49)
        score = self.rng.choice([other for other in range(least, most) if other != int(found[1])])
        text = self.files[path].replace(found[0], f"score = {score}")
        return {path: _dated(text, "date", day)}

    def _price(self, slug: str, day: datetime.date) -> Changes:
        path = f"tools/{slug}.toml"
        head, table, tail = self.files[path].partition("[pricing]\n")
        summary = written({"summary": price(self.rng)}).strip()
        changed = re.sub(r"(?m)^summary = .*", lambda _: summary, tail)
        return {path: head + table + _dated(changed, "checked", day)} if table and changed != tail else {}

    def _vote(self, slug: str, _day: datetime.date) -> Changes:
        path = f"votes/{slug}.toml"
        ballots = tomllib.loads(self.files.get(path, "")).get("ballots", {})
        ballots[f"reader {self.rng.randrange(1000)}"] = self.rng.choice(("ship", "ship", "skip"))
        text = written({"ballots": dict(sorted(ballots.items()))})
        return {path: text} if text != self.files.get(path) else {}

    def _layout(self, slug: str, _day: datetime.date) -> Changes:
        """Write the tool and its reviews with long texts on one line, or back on several: the same data."""
        paths = [f"tools/{slug}.toml", *self._reviews(slug)]
        return {
            path: written(tomllib.loads(text), several='"""' not in text)
            for path, text in ((path, self.files[path]) for path in paths)
        }

    def _retire(self, slug: str, day: datetime.date) -> Changes:
        path = f"tools/{slug}.toml"
        data = tomllib.loads(self.files[path])
        if "retired" in data or data["added"] > day:
            return {}
        retired = f"added = {data['added']}\nretired = {day}"
        return {path: self.files[path].replace(f"added = {data['added']}", retired)}

    def _rename(self, slug: str, _day: datetime.date) -> Changes:
        if slug.endswith("-next"):
            return {}
        new = f"{slug}-next"
        moved: Changes = {}
        for path in (f"tools/{slug}.toml", f"votes/{slug}.toml", *self._reviews(slug)):
            if path in self.files:
                moved |= {path: None, path.replace(f"/{slug}", f"/{new}", 1): self.files[path]}
        tool = re.sub(r'(?m)^name = "(.*)"', r'name = "\1 Next"', self.files[f"tools/{slug}.toml"], count=1)
        return moved | {f"tools/{new}.toml": tool}

    def _review_of(self, slug: str) -> str:
        return self.rng.choice(self._reviews(slug))

    def _reviews(self, slug: str) -> list[str]:
        paths = (f"reviews/{slug}/{who}.toml" for who in ("builder", "skeptic", "futurist", "founder"))
        return [path for path in paths if path in self.files]


def _dated(text: str, key: str, day: datetime.date) -> str:
    return re.sub(rf"(?m)^{key} = .*", f"{key} = {day}", text)


class _Story:
    """The commits, one after the other, in the language of `git fast-import`."""

    def __init__(self, tools: int, commits: int, seed: int) -> None:
        first, self.later = _parted(tools, seed)
        self.rng = random.Random(seed)
        self.catalog = _Catalog(self.rng, first)
        self.commits, self.adds = commits, len(self.later)
        self.main, self.side = 1, 0
        """The last commit of each branch; 0 where there is no other one."""
        self.on_branch: Changes = {}
        """What the other branch changed, for the merge to take over."""

    def commands(self) -> Iterator[bytes]:
        """Return every commit."""
        yield _commit(1, "Begin the catalog", dict(self.catalog.files), [])
        for number in range(2, self.commits + 1):
            is_last = number == self.commits
            if self.side and (is_last or self.rng.random() < _MERGED):
                yield self._merged(number)
            else:
                yield self._changed(number, may_part=not is_last)

    def _merged(self, number: int) -> bytes:
        commit = _commit(number, "Merge what was on a branch", self.on_branch, [self.main, self.side])
        self.main, self.side, self.on_branch = number, 0, {}
        self.catalog.release()
        return commit

    def _changed(self, number: int, *, may_part: bool) -> bytes:
        message, changes = self._next(number)
        if may_part and self.rng.random() < (0.5 if self.side else _PARTED):
            commit = _commit(number, message, changes, [self.side or self.main], "side")
            self.side, self.on_branch = number, self.on_branch | changes
        else:
            commit = _commit(number, message, changes, [self.main])
            self.main = number
        if not self.side:
            self.catalog.release()
        return commit

    def _next(self, number: int) -> tuple[str, Changes]:
        """Add a tool where one is due, all of them a little before the end; make some other change if not."""
        if self.later and len(self.later) > self.adds * (1 - 1.05 * number / self.commits):
            changes = self.later.pop(0)
            self.catalog.keep(changes)
            return "Add a tool", changes
        (kind,) = self.rng.choices(list(_KINDS), list(_KINDS.values()))
        return self.catalog.change(kind, (_EPOCH + number * _STEP).date())


def repository(folder: Path, tools: int = 1_000, commits: int = 2_000, seed: int = 1) -> None:
    """Make a repository of `commits` commits in `folder`, new or empty, that comes to have `tools` tools.

    Raises FileExistsError where the folder holds something.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "fast-import", "--quiet", given=b"".join(_Story(tools, commits, seed).commands()))
    _git(folder, "update-ref", "-d", "refs/heads/side")
    _git(folder, "gc", "--quiet")
    _git(folder, "reset", "--quiet", "--hard")


def _parted(tools: int, seed: int) -> tuple[dict[str, str], list[Changes]]:
    """Return the files that are there at first, and for each of the last tenth of the tools its own."""
    *of_tools, settings = files(tools, seed)
    starts = [number for number, (path, _) in enumerate(of_tools) if path.startswith("tools/")]
    ends = [*starts[tools - tools // 10 :], len(of_tools)]
    later: list[Changes] = [dict(of_tools[start:end]) for start, end in pairwise(ends)]
    return dict([*of_tools[: ends[0]], settings]), later


def _commit(number: int, message: str, changes: Changes, parents: list[int], branch: str = "main") -> bytes:
    seconds = int((_EPOCH + number * _STEP).timestamp())
    lines = [f"commit refs/heads/{branch}\nmark :{number}\ncommitter {_WHO} {seconds} +0000\n".encode()]
    lines.append(_data(message + "\n"))
    lines += [
        f"{word} :{parent}\n".encode() for word, parent in zip(("from", "merge"), parents, strict=False)
    ]
    for path, text in changes.items():
        if text is None:
            lines.append(f"D catalog/{path}\n".encode())
        else:
            lines += [f"M 100644 inline catalog/{path}\n".encode(), _data(text)]
    return b"".join(lines) + b"\n"


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%b\n" % (len(content), content)


def _git(folder: Path, *arguments: str, given: bytes = b"") -> None:
    """Run Git as on a machine where nobody has configured it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ("git", *arguments),  # noqa: S607 - whichever is here
        cwd=folder,
        env=environment | plain,
        input=given,
        check=True,
    )


def main() -> None:
    """Read the arguments and make the repository."""
    parser = argparse.ArgumentParser(description="Write a made-up Git repository of a catalog.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or an empty folder")
    parser.add_argument("--tools", type=int, default=1_000, help="how many tools (default: %(default)s)")
    parser.add_argument("--commits", type=int, default=2_000, help="how many commits (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another history")
    options = parser.parse_args()
    try:
        repository(options.folder, options.tools, options.commits, options.seed)
    except OSError as problem:
        parser.error(str(problem))
    print(f"{options.commits:,} commits over {options.tools:,} tools: {options.folder / 'catalog'}")


if __name__ == "__main__":
    main()
