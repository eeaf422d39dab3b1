"""YAML as data: the core schema of YAML 1.2, in which `no` and `2026-11-20` are texts, as in JSON.

It is made of PyYAML's events, so that nothing but data can come of it.
"""

import re
from typing import Any, NoReturn

import yaml

from vcompare.catalog.source import line_and_column
from vcompare.errors import VcompareError
from vcompare.importers import bounds
from vcompare.importers.bounds import OutOfRangeError, number, whole
from vcompare.text.safe import one_line

_TAG = "tag:yaml.org,2002:"
_OF_TEXTS = {f"{_TAG}str", f"{_TAG}timestamp", "!"}
_OF_OTHERS = {f"{_TAG}{name}" for name in ("null", "bool", "int", "float", "map", "seq")}
_NAMES = {"": None, "~": None, "null": None, "true": True, "false": False}
_NAMES |= {spelled: value for name, value in _NAMES.items() for spelled in (name.title(), name.upper())}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_OF_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FRACTION = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MERGE = "<<"


def from_yaml(name: str, text: str) -> Any:
    """Return the data in a text, a list if there are several documents. Numbers with a fraction are Decimal.

    Raises VcompareError with line and column, for what no JSON could hold and for repeated keys too.
    """
    if not hasattr(yaml, "CSafeLoader"):  # the parser in Python takes minutes for nested brackets
        raise VcompareError(f"{name}: YAML takes PyYAML with libyaml, which is missing", "convert it to JSON")
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.add(event)
    except yaml.MarkedYAMLError as problem:
        builder.refuse(problem.problem_mark, problem.problem or one_line(str(problem)))
    except yaml.reader.ReaderError as problem:
        offset = len(text.encode()[: problem.position].decode(errors="ignore"))
        line, column = line_and_column(text, offset)
        builder.refuse(yaml.Mark(name, offset, line - 1, column - 1, None, offset), problem.reason)
    documents = builder.documents
    return bounds.checked(name, documents[0] if len(documents) == 1 else documents)


class _Open:
    """A list or an object that has not ended; of an object, the key whose value comes next."""

    __slots__ = ("anchor", "data", "is_merging", "key", "merged")

    def __init__(self, data: Any, anchor: str | None) -> None:
        self.data = data
        self.anchor = anchor
        self.key: str | None = None
        self.is_merging = False
        self.merged: list[Any] = []
        """The objects that `<<` names, for what the object does not have itself."""

    @property
    def wants_key(self) -> bool:
        """Whether what comes next is a key."""
        return isinstance(self.data, dict) and self.key is None and not self.is_merging


class _Builder:
    """Makes data of events, one document after another."""

    def __init__(self, name: str) -> None:
        self.documents: list[Any] = []
        self._name = name
        self._open: list[_Open] = []
        self._anchors: dict[str, Any] = {}
        self._count = 0

    def add(self, event: Any) -> None:
        """Take the next event. Raises VcompareError."""
        match event:
            case yaml.ScalarEvent():
                self._add_scalar(event)
            case yaml.AliasEvent():
                if event.anchor not in self._anchors:
                    self.refuse(event.start_mark, f"nothing that has ended is called &{event.anchor}")
                self._put(self._anchors[event.anchor], event)
            case yaml.CollectionStartEvent():
                self._start(event)
            case yaml.CollectionEndEvent():
                self._end(event)
            case yaml.DocumentStartEvent():
                self._anchors.clear()

    def refuse(self, mark: Any, reason: str) -> NoReturn:
        """Raise VcompareError for what is wrong at a mark."""
        at = self._name if mark is None else f"{self._name}:{mark.line + 1}:{mark.column + 1}"
        raise VcompareError(
            f"{at}: this is not YAML: {reason}", "correct the file, or convert it to JSON"
        ) from None

    def _add_scalar(self, event: yaml.ScalarEvent) -> None:
        is_key = bool(self._open) and self._open[-1].wants_key
        if is_key and event.value == _MERGE and event.implicit[0]:
            self._open[-1].is_merging = True
            return
        value = event.value if is_key else self._value(event)
        if event.anchor:
            self._anchors[event.anchor] = value
        self._put(value, event)

    def _value(self, event: yaml.ScalarEvent) -> Any:
        text, tag = str(event.value), event.tag
        if tag is not None and tag not in _OF_TEXTS | _OF_OTHERS:
            self.refuse(event.start_mark, f"the tag {tag.replace(_TAG, '!!')} is not read")
        if tag in _OF_TEXTS or (tag is None and not event.implicit[0]):
            return text
        try:
            return _plain(text)
        except OutOfRangeError as problem:
            self.refuse(event.start_mark, str(problem))

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        if event.tag is not None and event.tag not in _OF_OTHERS:
            self.refuse(event.start_mark, f"the tag {event.tag.replace(_TAG, '!!')} is not read")
        if self._open and self._open[-1].wants_key:
            self.refuse(event.start_mark, "a key is not a text")
        data: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._open.append(_Open(data, event.anchor))

    def _end(self, event: Any) -> None:
        ended = self._open.pop()
        for one in ended.merged:
            self._counted(len(one))
            for key, value in one.items():
                ended.data.setdefault(key, value)
        if ended.anchor:
            self._anchors[ended.anchor] = ended.data
        self._put(ended.data, event)

    def _put(self, value: Any, event: Any) -> None:
        """Put a value where it belongs: into a list, under a key, or as a key."""
        self._counted(1)
        if not self._open:
            self.documents.append(value)
            return
        above = self._open[-1]
        if isinstance(above.data, list):
            above.data.append(value)
        elif above.is_merging:
            above.merged += self._merged(value, event)
            above.is_merging = False
        elif above.key is None:
            self._put_key(above, value, event)
        else:
            above.data[above.key], above.key = value, None

    def _put_key(self, above: _Open, key: Any, event: Any) -> None:
        if not isinstance(key, str):
            self.refuse(event.start_mark, "a key is not a text")
        if key in above.data:
            self.refuse(event.start_mark, str(bounds.RepeatedKeyError(key)))
        above.key = key

    def _merged(self, value: Any, event: Any) -> list[Any]:
        some = value if isinstance(value, list) else [value]
        if not all(isinstance(one, dict) for one in some):
            self.refuse(event.start_mark, f"{_MERGE} is for objects")
        return some

    def _counted(self, count: int) -> None:
        self._count += count
        if self._count > bounds.MAX_VALUES:
            raise bounds.too_many(self._name)


def _plain(text: str) -> Any:
    """Return the value of what is written without quotation marks. Raises OutOfRangeError."""
    if text in _NAMES:
        return _NAMES[text]
    if _WHOLE.fullmatch(text):
        return whole(text)
    if _OF_BASE.fullmatch(text):
        return int(text, 0) if len(text) <= bounds.POWER else whole(text)
    if _NOT_FINITE.fullmatch(text):
        raise OutOfRangeError(text)
    return number(text) if _FRACTION.fullmatch(text) else text
