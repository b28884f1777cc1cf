"""From the cells of a batch to rows that the schema takes and refusals of the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from marshmallow import ValidationError

from councilkit.imports.columns import Cleaned, Columns
from councilkit.imports.model import Fault
from councilkit.imports.schemas import Row
from councilkit.imports.screen import column_value, dtype_of, screen
from councilkit.imports.suggestions import suggest


@dataclass(frozen=True)
class Judged:
    """The rows that the schema takes, as columns with their `row` in the batch, and the faults of the others."""

    loaded: pl.DataFrame
    faults: Mapping[int, list[Fault]]


class Judge:
    """One schema at work on many batches: the screen first, the schema for what the screen is not sure of."""

    def __init__(self, schema: Row, columns: Columns) -> None:
        self.schema = schema
        self.columns = columns
        self.dtypes = {name: dtype_of(field) for name, field in schema.load_fields.items()}

    def __call__(self, cleaned: Cleaned) -> Judged:
        """Judge the rows of a batch that are not to be left out."""
        faults = cleaned.faults
        text = pl.DataFrame(cleaned.columns)
        said = [pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in text.columns]
        frame = text.select(said).with_row_index("row")
        if cleaned.skipped:
            frame = frame.filter(~pl.col("row").is_in(list(cleaned.skipped)))
        screened = screen(self.schema, frame.drop("row"))
        passed = screened.passed & ~frame["row"].is_in(list(faults)) if faults else screened.passed
        loaded = screened.loaded.with_columns(frame["row"].filter(screened.passed))
        if faults:
            loaded = loaded.filter(~pl.col("row").is_in(list(faults)))
        if passed.all():
            return Judged(loaded, {})
        taken, refused = self._one_by_one(frame.filter(~passed), faults)
        return Judged(pl.concat([loaded, taken]).sort("row"), refused)

    def _one_by_one(
        self, frame: pl.DataFrame, faults: Mapping[int, list[Fault]]
    ) -> tuple[pl.DataFrame, dict[int, list[Fault]]]:
        taken: list[dict[str, Any]] = []
        refused: dict[int, list[Fault]] = {}
        for row in frame.iter_rows(named=True):
            number = row.pop("row")
            found = faults.get(number, [])
            known = {fault.field for fault in found}
            try:
                loaded = self.schema.load({name: cell for name, cell in row.items() if cell is not None})
            except ValidationError as error:
                more = self._faults(dict(error.messages_dict), row, known)
                refused[number] = [*self._labelled(found), *more]
                continue
            if found:
                refused[number] = self._labelled(found)
            else:
                taken.append({**self._columns(loaded), "row": number})
        return pl.DataFrame(taken, schema={**self.dtypes, "row": pl.UInt32}), refused

    def _columns(self, loaded: Mapping[str, Any]) -> dict[str, Any]:
        return {name: column_value(field, loaded.get(name)) for name, field in self.schema.load_fields.items()}

    def _labelled(self, faults: Iterable[Fault]) -> list[Fault]:
        return [Fault(self.columns.label(fault.field), fault.problem, fault.suggestion) for fault in faults]

    def _faults(self, messages: Mapping[str, Any], row: Mapping[str, str | None], known: set[str]) -> list[Fault]:
        found = []
        for name, sentences in messages.items():
            if name in known:
                continue
            for sentence in _flat(sentences):
                field = self.schema.load_fields.get(name)
                mend = suggest(field, row.get(name), mapped=bool(self.columns.layout.columns)) if field else ""
                found.append(Fault(self.columns.label(name), sentence, mend, row.get(name) or ""))
        return found


def _flat(found: Any) -> list[str]:
    if isinstance(found, dict):
        return [sentence for inner in found.values() for sentence in _flat(inner)]
    return list(found) if isinstance(found, list) else [str(found)]
