"""Which lines of one file are about the same thing."""

from array import array
from collections.abc import Sequence

import polars as pl

from councilkit.imports.model import Fate, Fault
from councilkit.wording import N_, Sentence

_TWICE = N_("Line %(line)s of this file has the same number with other data.")
_TWICE_MEND = N_("Find out which of the two lines is right, and correct the other.")


class Seen:
    """Remembers what earlier lines said, in little room: a million lines take some 200 MB."""

    def __init__(self, key: tuple[str, ...] | None) -> None:
        self.key = key
        self.places: dict[str | int, int] = {}
        self.lines = array("Q")
        self.contents = array("Q")

    def judge(self, frame: pl.DataFrame, fates: Sequence[Fate], lines: Sequence[int]) -> tuple[list[Fate], list[bool]]:
        """The fates, with a fault where an earlier line has the same key with other data, and which lines stand again.

        Refused lines are not remembered, so that a later one that is right may go in.
        """
        said = [name for name in frame.columns if name != "row" and frame.schema[name] != pl.Object]
        contents = frame.select(said).hash_rows().to_list()
        keys = self._keys(frame, contents)
        if not any(fates) and self._all_new(keys):
            self.places.update(zip(keys, range(len(self.lines), len(self.lines) + len(keys)), strict=True))
            self.lines.extend(lines)
            self.contents.extend(contents)
            return list(fates), [False] * len(keys)
        judged = [self._judge(*one) for one in zip(keys, contents, fates, lines, strict=True)]
        return [fate for fate, _ in judged], [again for _, again in judged]

    def _all_new(self, keys: Sequence[str | int]) -> bool:
        apart = set(keys)
        return len(apart) == len(keys) and self.places.keys().isdisjoint(apart)

    def _judge(self, key: str | int, content: int, fate: Fate, line: int) -> tuple[Fate, bool]:
        place = self.places.get(key)
        if place is None:
            if not isinstance(fate, Fault):
                self.places[key] = len(self.lines)
                self.lines.append(line)
                self.contents.append(content)
            return fate, False
        if self.contents[place] == content:
            return None if isinstance(fate, Fault) else fate, True
        problem = Sentence(_TWICE, line=self.lines[place])
        return Fault(self._field, problem, Sentence(_TWICE_MEND)), False

    @property
    def _field(self) -> str:
        return "registration_number" if self.key else ""

    def _keys(self, frame: pl.DataFrame, contents: Sequence[int]) -> Sequence[str | int]:
        if not self.key:
            return contents
        return frame.select(pl.concat_str([pl.col(name) for name in self.key], separator="\n")).to_series().to_list()
