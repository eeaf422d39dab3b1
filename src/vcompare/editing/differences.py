"""Show how a text changes."""

from pathlib import Path

from vcompare.text.safe import visible


def difference(path: Path, old: str | None, new: str | None) -> str:
    r"""Return a unified diff of two texts that is safe to show, "" where they are the same.

    `old` is None for a new file, `new` for one that is removed. Only `\n` ends a line, so that a carriage
    return shows, as `\r`, and so does a last line without an end.
    """
    from difflib import unified_diff

    if old == new:
        return ""
    name = visible(str(path))
    heads = ("/dev/null" if old is None else name, "/dev/null" if new is None else name)
    diff = list(unified_diff(_lines(old), _lines(new), *heads)) or [f"--- {heads[0]}\n", f"+++ {heads[1]}\n"]
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in (visible(line, lines=True) for line in diff)
    )


def _lines(text: str | None) -> list[str]:
    *whole, rest = (text or "").split("\n")
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])
