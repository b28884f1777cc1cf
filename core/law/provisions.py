"""Transitional provisions in words: whom each gives time, how long, for what, and where that is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from councilkit.law.transition import DAYS, EVERYBODY, LISTS, MONTHS, Provision
from councilkit.wording import N_, Plural, Sentence

MONTHS_OF = {
    "role": Plural("%(n)s month from the first day of the job", "%(n)s months from the first day of the job", "n"),
    "registration": Plural("%(n)s month from registration", "%(n)s months from registration", "n"),
}


@dataclass(frozen=True)
class Told:
    """A provision in words; `requirements` empty for all that the draft changes, `source` empty where it was typed."""

    title: str
    who: Sequence[Sentence]
    time: Sentence
    requirements: Sequence[Sentence]
    source: str
    note: str


def told(one: Provision, titles: Mapping[str, str]) -> Told:
    """A provision in words; `titles` are those of requirements by their codes."""
    source = ", ".join(filter(None, (one.source.title if one.source else "", one.article)))
    who = list(_who(one)) or [Sentence(N_("Everybody"))]
    about = [Sentence(titles.get(code, code)) for code in one.requirements]
    return Told(one.title, who, _time(one), about, source, one.note)


def _who(one: Provision) -> Iterator[Sentence]:
    if one.in_post_before:
        yield Sentence(N_("Present job began before %(day)s"), day=one.in_post_before)
    if one.joined_before:
        yield Sentence(N_("First registered before %(day)s"), day=one.joined_before)
    if one.tenure_from:
        yield Sentence(Plural("Registered for %(n)s month", "Registered for %(n)s months", "n"), n=one.tenure_from)
    if one.roles:
        yield Sentence(N_("Works as %(roles)s"), roles=", ".join(one.roles))


def _time(one: Provision) -> Sentence:
    if one.qualify_by:
        return Sentence(N_("Until %(day)s"), day=one.qualify_by)
    return Sentence(MONTHS_OF[one.since], n=one.within)


def facts_of(one: Provision) -> dict[str, Any]:
    """What a provision says, by the names that it is written with; what it leaves open is left out."""
    found = {name: value for name in (*LISTS, *DAYS, *MONTHS) if (value := getattr(one, name))}
    found |= {EVERYBODY: True} if one.everybody else {}
    return found | ({"since": one.since} if one.within else {})


def one_line(one: Provision) -> str:
    """A provision in one line of plain text, for the command line."""
    values = {name: " or ".join(value) if name in LISTS else value for name, value in facts_of(one).items()}
    said = (name if value is True else f"{name} {value}" for name, value in values.items())
    return ": ".join(filter(None, (one.title, ", ".join(said))))
