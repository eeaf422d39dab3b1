"""Line ends of a file that is edited: CRLF stays CRLF, and is never a difference."""

from vcompare.text.seals import with_lf as with_lf  # noqa: PLC0414 - it is one of them


def with_each_line_end_of(text: str, other: str) -> str:
    """Return another text, which has LF, with the line ends of this text.

    Where that has both, a line that stays or changes keeps its own, and a new one gets the usual one.
    """
    ends, returns = text.count("\n"), text.count("\r\n")
    if returns in {0, ends}:
        return other.replace("\n", "\r\n") if returns else other
    from difflib import SequenceMatcher

    # As many of both: the first one.
    usual = returns * 2 > ends or (returns * 2 == ends and text[text.index("\n") - 1] == "\r")
    old, new = text.removeprefix("\ufeff").split("\n")[:-1], other.removeprefix("\ufeff").split("\n")
    plain = [line.removesuffix("\r") for line in old]
    with_return = [usual] * (len(new) - 1)
    for _, here, end, there, last in SequenceMatcher(None, plain, new[:-1], autojunk=False).get_opcodes():
        for at, line in zip(range(there, last), old[here:end], strict=False):
            with_return[at] = line.endswith("\r")
    ends_of_lines = ["\r\n" if one else "\n" for one in with_return]
    return "".join(map("".join, zip(other.split("\n"), [*ends_of_lines, ""], strict=True)))


def with_line_ends(old: str | None, new: str) -> str:
    """Return what an old text becomes, with its line ends, even where an editor changed them all."""
    return with_each_line_end_of(old or "", with_lf(new))
