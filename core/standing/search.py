"""The public search: a number, a public id, or names in any order, with or without accents, former names too."""

from dataclasses import dataclass, replace
from typing import Any

from councilkit.context import Context
from councilkit.errors import NotFound
from councilkit.register.model import number_key
from councilkit.register.names import fold
from councilkit.standing import store
from councilkit.standing.entries import Entry, Reader
from councilkit.wording import N_

PAGE = 20
MOST = 60
LONGEST = 100
NOBODY = N_("There is no entry with this address. Check it letter by letter, or search by name or number.")


@dataclass(frozen=True)
class Found:
    """A page of results: how many match in all, how many of them by a former name; `too_many` shows none."""

    text: str
    total: int = 0
    former: int = 0
    too_many: bool = False
    page: int = 1
    entries: tuple[Entry, ...] = ()

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def reader(ctx: Context, language: str = "en") -> Reader:
    """A reader of entries for today."""
    return Reader(ctx.catalogue, ctx.law, ctx.today(), language)


def entry(ctx: Context, public_id: str, language: str = "en") -> Entry:
    """The entry of exactly this public id, or of the person it was merged into; NotFound otherwise."""
    found = _only(ctx, store.facts_by_public_id(ctx.database, typed_public_id(public_id)), language)
    if found is not None and found.merged_into is not None:
        found = _kept(ctx, found, language)
    if found is None or not found.registrations:
        raise NotFound(NOBODY)
    return found


def _kept(ctx: Context, found: Entry | None, language: str) -> Entry | None:
    """The entry that this one was merged into, however many merges lie between."""
    with ctx.reading() as connection:
        for _ in range(20):
            if found is None or found.merged_into is None:
                break
            found = _only(ctx, store.facts_by_ids(connection, [found.merged_into]), language)
    return found


def _only(ctx: Context, facts: Any, language: str) -> Entry | None:
    return next(iter(reader(ctx, language).entries(facts).values()), None)


def typed_public_id(text: str) -> str:
    """A public id as it is kept, however it was typed: small letters, blanks, O for 0, I or L for 1."""
    parts = text.upper().replace("-", " ").split()
    if len(parts) != 3:
        return text.strip().upper()
    return "-".join((parts[0], *(part.translate(str.maketrans("OIL", "011")) for part in parts[1:])))


def search(
    ctx: Context, text: str, *, page: int = 1, part: str = "", area: str = "", ended: bool = True, language: str = "en"
) -> Found:
    """Who matches; at most MOST people, PAGE of them a page; `ended` includes people no longer registered."""
    text = text.strip()[:LONGEST]
    words = fold(text).split()
    if not words:
        return Found(text)
    with ctx.reading() as connection:
        former = _matches(connection, text, words, part, area)
        if len(former) > MOST:
            return Found(text, len(former), too_many=True)
        facts = store.facts_by_ids(connection, former) if former else []
    entries = [
        replace(e, matched=former[id]) for id, e in reader(ctx, language).entries(facts).items() if e.registrations
    ]
    shown = sorted(
        (e for e in entries if ended or e.current), key=lambda e: (bool(e.matched), fold(e.name), e.public_id)
    )
    page = min(max(page, 1), max(1, -(-len(shown) // PAGE)))
    by_former = sum(bool(e.matched) for e in shown)
    return Found(text, len(shown), by_former, False, page, tuple(shown[(page - 1) * PAGE : page * PAGE]))


def _matches(connection: Any, text: str, words: list[str], part: str, area: str) -> dict[str, str]:
    """Person ids with the former name that matched, or "" where the present one did."""
    if any(character.isdecimal() for character in text):
        exact = store.numbered(connection, number_key(text), typed_public_id(text))
        if exact:
            return dict.fromkeys(exact, "")
    found: dict[str, str] = {}
    for id, former in store.named(connection, words, part, area, 3 * MOST):
        found[id] = "" if not former else found.get(id, former)
    return found
