"""YAML as a tree that remembers its lines, without the traps of YAML 1.1.

Read by hand from PyYAML's nodes: no tags, no aliases, no repeated keys, and a plain ``NO``, ``on``
or ``012`` is refused instead of quietly becoming False, True or 10.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LARGEST_FILE = 2_000_000
DEEPEST = 12
YEARS = range(1800, 2200)  # of a law or a life; beyond, a date is a slip and breaks the sums with days

Key: TypeAlias = str | date
Leaf: TypeAlias = bool | int | float | str | date | None

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_WORDS: dict[str, Leaf] = {"true": True, "false": False, "null": None, "": None}


class LawError(ValueError):
    """A law file that cannot be used, with the place and the mend."""

    def __init__(self, message: str, file: str, line: int) -> None:
        super().__init__(f"{file}, line {line}: {message}" if line else f"{file}: {message}")
        self.message, self.file, self.line = message, file, line


@dataclass(frozen=True)
class Entry:
    """A piece of a YAML file and the line of its key, or the line it begins on."""

    value: Leaf | dict[Key, Entry] | list[Entry]
    line: int


def files(folder: Path) -> list[Path]:
    """The YAML files of a folder and its folders; raises LawError for one that would be passed over by its ending."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yaml":
            raise LawError("a file is read only where its name ends in .yaml; rename it.", str(path), 0)
    return sorted(folder.rglob("*.yaml"))


def read(path: Path) -> Entry | None:
    """The tree of a YAML file, None when it holds nothing; raises LawError."""
    text = _text(path)
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        message, line = _broken(error, text)
        raise LawError(message, str(path), line) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise LawError(f"this is not YAML: {error}.", str(path), 0) from None
    return None if node is None else _Reader(str(path)).entry(node, 1)


def _broken(error: yaml.MarkedYAMLError, text: str) -> tuple[str, int]:
    """Why a text is no YAML, with the mend, and the line: where a bracket or quote opens rather than the file's end."""
    context, problem = error.context or "", error.problem or ""
    begun, mark = error.context_mark, error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    if begun and "flow" in context:
        return "a bracket or brace that opens here is not closed, or a comma is missing.", begun.line + 1
    if begun and "quoted" in context:
        return "a quotation mark that opens here is not closed.", begun.line + 1
    if "\t" in "".join(text.split("\n")[line - 1 : line]) and ("tab" in problem or "token" in problem):
        return "there is a tab; write blanks instead.", line
    if "mapping values" in problem:
        return "a second colon is not expected here; put a text that holds “: ” in quotes, or mend the blanks.", line
    return f"this is not YAML: {problem or context}.", line


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LawError(f"the file cannot be read: {error.strerror}.", str(path), 0) from None
    if len(content) > LARGEST_FILE:
        raise LawError("the file is larger than 2 MB; split it.", str(path), 0)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise LawError("the file is not UTF-8; save it as UTF-8.", str(path), line) from None
    strange = next((n for n, sign in enumerate(text) if sign < " " and sign not in "\t\r\n"), None)
    if strange is not None:
        line = text.count("\n", 0, strange) + 1
        raise LawError("there is a control character, as in no text; save the file as text.", str(path), line)
    if re.search(r"(?:[\[{]\s*){40}|(?:- ){40}", text):
        raise LawError("lists are nested too deeply; write them flat.", str(path), 0)
    return text


class _Reader:
    """Turns nodes into entries; a node met twice is an alias."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.seen: set[int] = set()

    def entry(self, node: yaml.Node, depth: int) -> Entry:
        line = node.start_mark.line + 1
        if id(node) in self.seen:
            raise LawError("YAML aliases (*name) are not used here; write the value out.", self.file, line)
        self.seen.add(id(node))
        if depth > DEEPEST:
            raise LawError("values are nested too deeply.", self.file, line)
        if isinstance(node, yaml.MappingNode):
            return Entry(self._mapping(node, depth), line)
        if isinstance(node, yaml.SequenceNode):
            self._no_tag(node, "tag:yaml.org,2002:seq")
            return Entry([self.entry(item, depth + 1) for item in node.value], line)
        assert isinstance(node, yaml.ScalarNode)
        return Entry(self._scalar(node), line)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[Key, Entry]:
        self._no_tag(node, "tag:yaml.org,2002:map")
        entries: dict[Key, Entry] = {}
        lines: dict[Key, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self._key(key_node)
            if key in entries:
                raise LawError(
                    f"“{key}” is written twice (first on line {lines[key]}); remove one of them.", self.file, line
                )
            entries[key] = Entry(self.entry(value_node, depth + 1).value, line)
            lines[key] = line
        return entries

    def _key(self, node: yaml.Node) -> Key:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.ScalarNode):
            raise LawError("a key must be a word or a date.", self.file, line)
        key = self._scalar(node)
        if isinstance(key, str | date):
            return key
        raise LawError(f"the key “{node.value}” is not a word or a date; put it in quotes.", self.file, line)

    def _scalar(self, node: yaml.ScalarNode) -> Leaf:
        line = node.start_mark.line + 1
        if node.style:  # quoted or a block
            self._no_tag(node, "tag:yaml.org,2002:str")
            return str(node.value)
        kind, text = node.tag.rpartition(":")[2], node.value
        if text in _WORDS:
            return _WORDS[text]
        if _DATE.match(text):
            return self._date(text, line)
        if _INT.match(text) and len(text) <= 15:
            return int(text)
        if _FLOAT.match(text) and math.isfinite(float(text)):
            return float(text)
        if kind == "str" and not node.tag.startswith("!"):
            return str(text)
        raise LawError(self._trap(text, kind), self.file, line)

    def _date(self, text: str, line: int) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise LawError(f"“{text}” is not a day of the calendar; mend it.", self.file, line) from None
        if day.year not in YEARS:
            raise LawError(f"the year of “{text}” cannot be right; mend it.", self.file, line)
        return day

    @staticmethod
    def _trap(text: str, kind: str) -> str:
        if kind == "bool":
            return f"YAML would read “{text}” as true or false; write true or false, or put it in quotes."
        if kind in ("int", "float"):
            return f"“{text}” is not a plain number; write it like 12 or 1.5, or put it in quotes."
        if kind == "timestamp":
            return f"“{text}” is not a date like 2017-04-01; put it in quotes when it is text."
        return f"“{text}” has a YAML tag or meaning that is not used here; put it in quotes."

    def _no_tag(self, node: yaml.Node, expected: str) -> None:
        if node.tag != expected:
            raise LawError("YAML tags (!name) are not used here; remove it.", self.file, node.start_mark.line + 1)
