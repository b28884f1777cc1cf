"""Check numbers: up to a hundred registration numbers or public ids at once, in the words of the public entry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.employers import schemas, store
from councilkit.employers.model import stopped, stopped_after
from councilkit.errors import Problem
from councilkit.register.model import number_key
from councilkit.standing.entries import Entry, ShownRegistration
from councilkit.standing.search import reader, typed_public_id
from councilkit.standing.store import facts_by_ids
from councilkit.wording import Sentence

MOST = 100


@dataclass(frozen=True)
class Answer:
    """What the register says of a number or public id that was typed; `found` is None where it has no such one."""

    number: str
    entry: Entry | None = None
    found: ShownRegistration | None = None


def check_numbers(ctx: Context, text: str, language: str = "en") -> list[Answer]:
    """An answer for each number, in the order typed; for each part, where parts number alike, or of a public id.

    What the council stopped in another part of the same entry is answered too, whichever number was typed.
    Numbers are parted by commas, blanks or new lines; a number that is typed twice is answered once.
    """
    require(ctx, "own.employer")
    numbers = _numbers(text)
    named = {number: typed_public_id(number) for number in numbers}
    with ctx.reading() as connection:
        holders = store.holders(connection, numbers)
        owners = store.owners(connection, named.values())
        ids = {id for theirs in holders.values() for id in theirs} | set(owners.values())
        entries = reader(ctx, language).entries(facts_by_ids(connection, ids)) if ids else {}
    found: list[Answer] = []
    for number in numbers:
        owner = owners.get(named[number])
        theirs = [entries[id] for id in holders.get(number, ())]
        found += _answers(number, theirs) if theirs or owner is None else _of_public_id(named[number], entries[owner])
    return found


def _numbers(text: str) -> list[str]:
    typed = [number_key(each) for each in re.split(r"[\s,;]+", text) if each]
    numbers = list(dict.fromkeys(typed))
    if not numbers:
        raise Problem(schemas.NO_NUMBER, "numbers")
    if len(numbers) > MOST:
        many = Sentence("These are %(count)s numbers. Check %(most)s at a time.", count=len(numbers), most=MOST)
        raise Problem(many, "numbers")
    return numbers


def _answers(number: str, entries: list[Entry]) -> Iterator[Answer]:
    if not entries:
        yield Answer(number)
    for entry in entries:
        theirs = [each for each in entry.registrations if each.number == number]
        more = [each for each in entry.registrations if each not in theirs and _counts_beside(each, theirs)]
        yield from (Answer(number, entry, each) for each in theirs + more)


def _counts_beside(shown: ShownRegistration, asked: list[ShownRegistration]) -> bool:
    begun = [each.standing.registered_since for each in asked if each.part == shown.part]
    return stopped_after(shown.standing, min(begun)) if begun else stopped(shown.standing)


def _of_public_id(number: str, entry: Entry) -> Iterator[Answer]:
    """An answer for each part of somebody's entry; none to show is as if there were no such person."""
    yield from [Answer(number, entry, each) for each in entry.registrations] or [Answer(number)]
