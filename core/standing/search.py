"""The public search: a number, a public id, or names in any order and spelling, former names too."""

from collections.abc import Iterable, Mapping
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
    """A page of results: how many match in all, how many of them by sound or a former name; `too_many` shows none.

    `more_alike` says that so many other names sound like it that only those spelled so are shown; `misspelled` that
    nobody is called so, and that these names are spelled almost so.
    """

    text: str
    total: int = 0
    otherwise: int = 0
    too_many: bool = False
    page: int = 1
    entries: tuple[Entry, ...] = ()
    more_alike: bool = False
    misspelled: bool = False

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
        spelled = _matches(connection, text, words, part, area)
        if len(spelled) > MOST:
            return Found(text, len(spelled), too_many=True)
        sounding = _sounding(connection, text, words, part, area, spelled)
        near = {} if spelled or sounding else _near(connection, text, words, part, area)
        more_alike = len(spelled) + len(sounding) + len(near) > MOST
        if more_alike and not spelled:
            return Found(text, len(sounding or near), too_many=True, misspelled=bool(near))
        matched = spelled | ({} if more_alike else sounding) | near
        facts = store.facts_by_ids(connection, matched) if matched else []
    found = [(id, e) for id, e in reader(ctx, language).entries(facts).items() if e.registrations]
    entries = [replace(e, matched=matched[id], by_sound=id in sounding, by_spelling=id in near) for id, e in found]
    answer = Found(text, more_alike=more_alike, misspelled=bool(near))
    return _paged(answer, [e for e in entries if ended or e.current], page)


def _paged(found: Found, entries: Iterable[Entry], page: int) -> Found:
    """The answer with one page of these entries."""
    shown = sorted(entries, key=_order)
    page = min(max(page, 1), max(1, -(-len(shown) // PAGE)))
    otherwise = 0 if found.misspelled else sum(e.by_sound or bool(e.matched) for e in shown)
    chosen = tuple(shown[(page - 1) * PAGE : page * PAGE])
    return replace(found, total=len(shown), otherwise=otherwise, page=page, entries=chosen)


def _order(entry: Entry) -> tuple[bool, bool, str, str]:
    """Who is called so first, then former names, then what only sounds so."""
    return entry.by_sound, bool(entry.matched), fold(entry.name), entry.public_id


def _matches(connection: Any, text: str, words: list[str], part: str, area: str) -> dict[str, str]:
    """Person ids with the former name that matched, or "" where the present one did."""
    if _numeric(text):
        exact = store.numbered(connection, number_key(text), typed_public_id(text))
        if exact:
            return dict.fromkeys(exact, "")
    return _first_names(store.named(connection, words, part, area, 3 * MOST))


def _sounding(
    connection: Any, text: str, words: list[str], part: str, area: str, spelled: Mapping[str, str]
) -> dict[str, str]:
    """The same of people whose name only sounds like what was typed; numbers have no sound."""
    if _numeric(text):
        return {}
    found = _first_names(store.named(connection, words, part, area, 3 * MOST, by_sound=True))
    return {id: former for id, former in found.items() if id not in spelled}


def _near(connection: Any, text: str, words: list[str], part: str, area: str) -> dict[str, str]:
    """The same of people whose name is spelled almost so; a number is right or wrong."""
    return {} if _numeric(text) else _first_names(store.misspelled_as(connection, words, part, area, 3 * MOST))


def _numeric(text: str) -> bool:
    return any(character.isdecimal() for character in text)


def _first_names(matches: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for id, former in matches:
        found[id] = "" if not former else found.get(id, former)
    return found
