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
        judged: list[Fate] = []
        again: list[bool] = []
        for key, content, fate, line in zip(self._keys(frame, contents), contents, fates, lines, strict=True):
            place = self.places.get(key)
            if place is None:
                if not isinstance(fate, Fault):
                    self.places[key] = len(self.lines)
                    self.lines.append(line)
                    self.contents.append(content)
                judged.append(fate)
                again.append(False)
            elif self.contents[place] == content:
                judged.append(None if isinstance(fate, Fault) else fate)
                again.append(True)
            else:
                problem = Sentence(_TWICE, line=self.lines[place])
                judged.append(Fault(self._field, problem, Sentence(_TWICE_MEND)))
                again.append(False)
        return judged, again

    @property
    def _field(self) -> str:
        return "registration_number" if self.key else ""

    def _keys(self, frame: pl.DataFrame, contents: Sequence[int]) -> Sequence[str | int]:
        if not self.key:
            return contents
        return frame.select(pl.concat_str([pl.col(name) for name in self.key], separator="\n")).to_series().to_list()
