"""A YAML file as plain data that still knows on which line each part was written.

    read_document(path) -> Document
        .data     None | bool | int | float | str | list | dict, or BROKEN where it cannot be read
        .faults   what is wrong whatever the file is meant to be: duplicate keys, odd numbers, tags
        .line(("groups", 1, "inputs", "image"))   the line of that part, or of what holds it

A place is the path of keys and indices from the top. A file that is not YAML at all raises
PackError with one fault. Aliases, tags and merge keys are refused: they buy little in a file
that teachers read, and cost surprises.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import yaml
from msgspec import Struct

from grader.errors import Fault, PackError
from grader.load.yaml_words import plain_words

__all__ = ["BROKEN", "MAX_BYTES", "MAX_DEPTH", "Document", "Place", "read_document"]

Place = tuple[str | int, ...]

MAX_BYTES: Final = 1_000_000
"""The largest YAML file that is read."""
MAX_DEPTH: Final = 32
"""The deepest nesting that is read; libyaml itself overflows the stack at a few thousand."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG: Final = "tag:yaml.org,2002:"
_TRUTH: Final = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_WHOLE: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_SPECIAL: Final = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}


class Broken:
    """Stands where something could not be read; a fault says why."""

    def __repr__(self) -> str:
        return "BROKEN"


BROKEN: Final = Broken()


class Document(Struct, frozen=True):
    """The data of one YAML file, and where each part of it is."""

    path: Path
    data: object
    root: yaml.Node
    faults: tuple[Fault, ...] = ()

    def line(self, place: Place = ()) -> int:
        """Return the line of a part; of the nearest part around it if it is not there."""
        node, line = self.root, self.root.start_mark.line + 1
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line

    def written(self, place: Place) -> str:
        """Return how a scalar is written in the file: `no` where the data says False."""
        node = self._node(place)
        return str(node.value) if isinstance(node, yaml.ScalarNode) else ""

    def code_line(self, place: Place, number: int) -> int:
        """Return the line in the file of line `number` (from 1) of a text."""
        node = self._node(place)
        if node is None or getattr(node, "style", None) not in ("|", ">"):
            return self.line(place)
        return int(node.start_mark.line) + 1 + number

    def fault(self, place: Place, what: str, fix: str = "") -> Fault:
        """Return a fault of this file at a place."""
        return Fault(self.path, self.line(place), what, fix)

    def _node(self, place: Place) -> yaml.Node | None:
        node: yaml.Node | None = self.root
        for step in place:
            found = _child(node, step)
            node = found[1] if found else None
        return node


def read_document(path: Path, shown: Path | None = None) -> Document:
    """Return the document in a file; `shown` is the path that faults name.

    Raises PackError, with one fault, where there is no YAML to be had from it.
    """
    shown = shown or path
    text = _read_text(path, shown)
    try:
        aliases = _scan(text, shown)
        root = None if aliases else yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise PackError((plain_words(error, text, shown),)) from None
    if aliases:
        raise PackError(aliases)
    if root is None:
        raise PackError((Fault(shown, 1, "the file is empty", "write 'key: value' lines"),))
    reader = _Reader(shown)
    data = reader.value(root)
    return Document(shown, data, root, tuple(reader.faults))


def _read_text(path: Path, shown: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise PackError((Fault(shown, None, f"cannot be read: {why}"),)) from None
    if len(raw) > MAX_BYTES:
        what = f"the file is over {MAX_BYTES:,} bytes"
        raise PackError((Fault(shown, None, what, "draw large inputs with expressions"),))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        fault = Fault(shown, line, "the file is not UTF-8", "save it with the encoding UTF-8")
        raise PackError((fault,)) from None


def _scan(text: str, shown: Path) -> tuple[Fault, ...]:
    """Return a fault for each alias; raise PackError where it is nested too deeply.

    Comes before composing, which recurses in C and would overflow the stack.
    """
    depth, aliases = 0, []
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            what = f"'*{event.anchor}' is a YAML alias, which is not read here"
            fix = "write the value out, or put text that starts with * in quotes"
            aliases.append(Fault(shown, _event_line(event), what, fix))
        if depth > MAX_DEPTH:
            what = f"nested deeper than {MAX_DEPTH} levels"
            raise PackError((Fault(shown, _event_line(event), what),))
    return tuple(aliases)


def _event_line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == step:
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    return None


class _Reader:
    """Turns nodes into plain data, collecting what is wrong on the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[Fault] = []

    def value(self, node: yaml.Node) -> object:
        tag = node.tag.removeprefix(_TAG)
        if isinstance(node, yaml.MappingNode) and tag == "map":
            return self.mapping(node)
        if isinstance(node, yaml.SequenceNode) and tag == "seq":
            return [self.value(item) for item in node.value]
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(tag, str(node.value), node)
        return self.broken(node, f"the tag {_shown_tag(node.tag)} is not read here", "remove it")

    def mapping(self, node: yaml.MappingNode) -> dict[str, object]:
        entries: dict[str, object] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key, value = self.key(key_node), self.value(value_node)
            if key is None:
                continue
            if key in entries:
                what = f"duplicate key '{key}', already on line {lines[key]}"
                self.broken(key_node, what, "keep one of them")
                continue
            entries[key], lines[key] = value, key_node.start_mark.line + 1
        return entries

    def key(self, node: yaml.Node) -> str | None:
        tag = node.tag.removeprefix(_TAG)
        if not isinstance(node, yaml.ScalarNode):
            self.broken(node, "a list or mapping is used as a key", "write one word as the key")
            return None
        text = str(node.value)
        if tag == "str":
            return text
        if tag == "merge":
            self.broken(node, "'<<' merges are not read here", "write the entries out")
            return None
        readings = {"bool": _reading(text), "null": "nothing"}
        what = f"YAML reads the key '{text}' as {readings.get(tag, 'a ' + _noun(tag))}, not as text"
        self.broken(node, what, f"put it in quotes: '{text}'")
        return None

    def scalar(self, tag: str, text: str, node: yaml.Node) -> object:
        if tag == "str":
            return text
        if tag == "null" and text in ("", "~", "null", "Null", "NULL"):
            return None
        if tag == "bool" and text.lower() in _TRUTH:
            return _TRUTH[text.lower()]
        if tag in ("int", "float"):
            return self.number(tag, text, node)
        if tag in ("timestamp", "value"):
            what = f"YAML reads '{text}' as a {_noun(tag)}"
            return self.broken(node, what, f"put it in quotes: '{text}'")
        return self.broken(node, f"the tag {_shown_tag(node.tag)} is not read here", "remove it")

    def number(self, tag: str, text: str, node: yaml.Node) -> object:
        if tag == "float" and text.lower() in _SPECIAL:
            return float(_SPECIAL[text.lower()])
        if tag == "float" and re.fullmatch(r"[-+]?[0-9]*\.?[0-9]*([eE][-+]?[0-9]+)?", text):
            return float(text)
        if tag == "int" and _WHOLE.fullmatch(text):
            return self.whole(text, node)
        what = f"YAML reads '{text}' as a number that is not what it looks like"
        return self.broken(node, what, "write plain digits, or put it in quotes if it is text")

    def whole(self, text: str, node: yaml.Node) -> object:
        if len(text) < 21 and -(2**63) <= int(text) < 2**63:
            return int(text)
        return self.broken(node, "a whole number of more than 64 bits", "write a smaller one")

    def broken(self, node: yaml.Node, what: str, fix: str) -> Broken:
        self.faults.append(Fault(self.path, node.start_mark.line + 1, what, fix))
        return BROKEN


def _reading(text: str) -> str:
    return "true" if _TRUTH.get(text.lower()) else "false"


def _noun(tag: str) -> str:
    return {"int": "number", "float": "number", "timestamp": "date", "value": "special mark"}.get(
        tag, tag
    )


def _shown_tag(tag: str) -> str:
    return "!!" + tag.removeprefix(_TAG) if tag.startswith(_TAG) else tag
