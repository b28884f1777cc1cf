"""The kinds of file that can be imported, and how rows of each meet the register."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.errors import NotFound
from councilkit.imports import employment, known, learning, qualifications, registrants
from councilkit.imports.belonging import Placed
from councilkit.imports.folding import search_names
from councilkit.imports.model import Written
from councilkit.register.model import number_key
from councilkit.wording import N_, Sentence


def _with_numbers(loaded: pl.DataFrame) -> pl.DataFrame:
    """The frame with the `number` by which registrations are kept and found."""
    numbers = [number_key(number) for number in loaded["registration_number"]]
    return loaded.with_columns(pl.Series("number", numbers, pl.String))


def _registrants(loaded: pl.DataFrame) -> pl.DataFrame:
    names = search_names(loaded["given_names"], loaded["family_name"])
    return _with_numbers(loaded).with_columns(names.alias("search_name"))


@dataclass(frozen=True)
class Kind:
    """One kind of file.

    `place` says of each valid row whether it is new, and adds what `write` needs; `write` writes the new ones and gives
    their ledger entries. `key` are the columns by which two lines of one file are about the same thing (none: all of
    them); None means that lines may be alike and each counts, as with learning. `place` may remember across batches;
    `prepare` adds what the rows alone are enough for.
    """

    code: str
    title: str
    place: Callable[[Context, Connection, pl.DataFrame, dict[str, int]], Placed]
    write: Callable[[Context, Connection, pl.DataFrame], list[Written]]
    key: tuple[str, ...] | None = ()
    prepare: Callable[[pl.DataFrame], pl.DataFrame] = _with_numbers


def _plain(place: Callable[[Context, Connection, pl.DataFrame], Placed]) -> Any:
    return lambda ctx, connection, frame, _: place(ctx, connection, frame)


KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "registrants",
            N_("Registrants"),
            _plain(known.place_registrants),
            registrants.write,
            ("number", "part"),
            _registrants,
        ),
        Kind("qualifications", N_("Qualifications"), _plain(qualifications.place), qualifications.write),
        Kind("cpd", N_("Learning records"), learning.place, learning.write, None),
        Kind("employment", N_("Employment"), _plain(employment.place), employment.write),
    )
}


def kind_of(code: str) -> Kind:
    """The kind of this code; NotFound names those there are."""
    if code not in KINDS:
        known_kinds = ", ".join(KINDS)
        raise NotFound(Sentence("There is no import of “%(code)s”. There are: %(all)s.", code=code, all=known_kinds))
    return KINDS[code]
