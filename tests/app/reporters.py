"""A reporter that keeps what it hears, for the tests of `app`."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


class Heard:
    """A `Reporter`: the notes and warnings, in their order, and the labels of long work."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.warnings: list[str] = []
        self.labels: list[str] = []

    def note(self, message: str) -> None:
        self.notes.append(message)

    def warn(self, message: str) -> None:
        self.warnings.append(message)

    def progress(self, items: Iterable[T], total: int, label: str) -> Iterable[T]:
        del total
        self.labels.append(label)
        return items
