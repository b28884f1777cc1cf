"""What pages and commands say of the catalogue, a plan and a forecast; small counts hidden for readers outside."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from councilkit.catalogue import Catalogue
from councilkit.law.drafts import ABOUT
from councilkit.law.model import DatedValue, Law, Parameter, Source
from councilkit.law.parameters import load
from councilkit.law.wording import value_in_words
from councilkit.qualifications.model import STATES, Counts, QualificationPlan, added
from councilkit.qualifications.places import Forecast, rounded_up
from councilkit.register.model import Opens, Qualification
from councilkit.statistics.protection import Rules, protect
from councilkit.wording import MONTHS, N_, Sentence

MINIMUM = Rules().minimum
WHOLE = "\x00"  # the row and the column of the sums while a table is protected
SMALLER = "\x01"  # the row of all smaller groups together
FEW = "\x02"  # the column of all states together in which few people are
MOST_SHARED = 60  # groups that are shown outside: of a small one nearly everything would be hidden
NAMED = {WHOLE: "all", SMALLER: "smaller groups together"}
TO_COME = N_("This day is to come. Registrations whose term ends before it are not counted.")
PROTECTED = N_("Counts of fewer than %(minimum)s people are hidden, and others that would betray them.")
MONTHLY = N_("Outside the office a draft is tried as it stands, on the first day of the month.")
HOW = {
    "admits": N_("Admits to this part"),
    "keeps": N_("Keeps somebody in this part"),
    "role": N_("Asked of a role, not by the register: %(role)s"),
}
CERTAIN = {
    "V": N_("Read in the source."),
    "S": N_("From a secondary source, not yet verified."),
    "M": N_("From memory, not yet verified."),
    "B": N_("Stated in a presentation, not found elsewhere."),
}


@dataclass(frozen=True)
class Told:
    """A parameter of the law for a reader: since when, where it can be read, how sure it is, and its note."""

    title: str
    value: str
    since: Sentence
    source: Source | None
    article: str
    sure: str
    note: str
    known: bool


@dataclass(frozen=True)
class Good:
    """One thing that a qualification is good for: the part, how, in place of what, and the law about it."""

    part: str
    how: Sentence
    instead_of: str
    proposed: bool
    law: Told


@dataclass(frozen=True)
class Entry:
    """One qualification of the catalogue with what it is good for, and since when it can be had (None: not told)."""

    qualification: Qualification
    goods: tuple[Good, ...]
    offered: Told | None
    sure: str


def entries(catalogue: Catalogue, law: Law, as_of: date, part: str = "") -> tuple[Entry, ...]:
    """The qualifications that a part of a register knows, all of them where none is named."""
    known = catalogue.all(Qualification)
    chosen = [each for each in known if not part or part in each.parts or any(one.part == part for one in each.opens)]
    return tuple(
        Entry(
            each,
            tuple(_good(opens, catalogue, law, as_of) for opens in each.opens),
            told(law, each.offered, as_of) if each.offered else None,
            CERTAIN.get(each.certainty or "", ""),
        )
        for each in chosen
    )


def _good(opens: Opens, catalogue: Catalogue, law: Law, as_of: date) -> Good:
    instead = catalogue.get(Qualification, opens.instead_of).title if opens.instead_of else ""
    how = HOW[opens.how]
    said = Sentence(how, role=opens.role) if "%(role)s" in how else Sentence(how)
    return Good(opens.part, said, instead, bool(opens.status), told(law, opens.basis, as_of))


def told(law: Law, id: str, as_of: date) -> Told:
    """A parameter as a page shows it."""
    parameter = law.get(id)
    unknown = parameter.unknown
    if unknown is not None:
        since = Sentence(N_("Not known."))
        return Told(parameter.title, "", since, unknown.source, unknown.article or "", "", unknown.reason, False)
    begun = [each for each in parameter.values if each.starts_by(as_of, first=each is parameter.values[0])]
    value = begun[-1] if begun else parameter.values[0]
    sure = "" if value.checked else CERTAIN.get(value.certainty or "", N_("Not yet verified."))
    words = value_in_words(value.value, parameter.unit)
    return Told(parameter.title, words, _since(value), value.source, value.article or "", sure, value.note, True)


def _since(value: DatedValue) -> Sentence:
    """Since when a value holds, no more precisely than the source says."""
    if not value.start_known:
        return Sentence(N_("As it stood when it was read on %(day)s. Its first day was not read."), day=value.start)
    year = str(value.start.year)
    if value.precision == "year":
        return Sentence(N_("From %(year)s."), year=year)
    if value.precision == "month":
        return Sentence(N_("From %(month)s %(year)s."), month=Sentence(MONTHS[value.start.month - 1]), year=year)
    return Sentence(N_("From %(day)s."), day=value.start)


def drafted(plan: QualificationPlan, catalogue: Catalogue) -> Iterator[tuple[Parameter, str | date, str]]:
    """Every parameter of a plan's draft with its last value in words, qualifications by their titles, and its note."""
    for _, parameter in sorted(load(plan.draft, without=(ABOUT,)).parameters.items()):
        last = parameter.values[-1]
        codes = last.value if isinstance(last.value, tuple) else ()
        titles = [catalogue.get(Qualification, str(c)).title for c in codes if catalogue.has(Qualification, str(c))]
        plain = last.value if isinstance(last.value, date) else value_in_words(last.value, parameter.unit)
        yield parameter, ", ".join(titles) or plain, last.note


def states_of(groups: Mapping[str, Counts]) -> list[str]:
    """The states to show: always the usual ones, exempt and not asked only where somebody is."""
    total = added(groups.values())
    return [state for state in STATES if state not in ("exempt", "free") or total.get(state)]


Shown = Mapping[str, Mapping[str, int | None]]


def whole_counts(groups: Mapping[str, Counts]) -> Shown:
    """The counts of each group by state, with their sum as the state ""; the whole is the group `WHOLE`."""
    rows = {**groups, WHOLE: added(groups.values())}
    states = states_of(groups)
    return {
        group: {"": sum(counts.values()), **{state: counts.get(state, 0) for state in states}}
        for group, counts in rows.items()
    }


def protected(groups: Mapping[str, Counts]) -> Shown:
    """The same for readers outside the office: counts of 1 to 4, and what would give them away, are None.

    The largest groups stand alone, all others together. Tables by part, employer and area share the sums of the states,
    so those with few people are hidden in all of them alike: no table tells what another one hides.
    """
    ordered = list(groups.items())
    others = [counts for _, counts in ordered[MOST_SHARED:]]
    shown = whole_counts(dict(ordered[:MOST_SHARED]) | ({SMALLER: added(others)} if others else {}))
    few = _few({state: count or 0 for state, count in shown[WHOLE].items() if state and count})
    table: Counter[tuple[str, str]] = Counter()
    for group, row in shown.items():
        for state, count in row.items():
            table[group, FEW if state in few else state or WHOLE] += count or 0
    if 0 < table[WHOLE, WHOLE] < MINIMUM:
        return {group: dict.fromkeys(row) for group, row in shown.items()}
    hidden = protect({"": table}, Rules(MINIMUM, WHOLE, shared=True)).tables[""]
    return {
        group: {state: None if state in few else hidden[group, state or WHOLE] for state in row}
        for group, row in shown.items()
    }


def _few(sums: Mapping[str, int]) -> list[str]:
    """The states with few people, and the next larger ones until nobody can tell them apart."""
    few = [state for state, count in sums.items() if count < MINIMUM]
    for state in sorted(sums, key=lambda each: (sums[each], each)):
        if few and state not in few and (len(few) < 2 or sum(sums[each] for each in few) < MINIMUM):
            few.append(state)
    return few


def table_rows(shown: Shown, forecast: Forecast | None, title: str, names: Mapping[str, str]) -> list[Sequence[object]]:
    """A file: one row a group, the whole last; with a forecast the places of each year, rounded up."""
    states = list(next(iter(shown.values())))
    years = forecast.whole if forecast else ()
    head = [title, *[state or "all" for state in states], *[f"places_year_{year.number}" for year in years]]
    rows: list[Sequence[object]] = [head]
    for group, counts in shown.items():
        of_group = (forecast.whole if group == WHOLE else forecast.groups[group]) if forecast else ()
        cells = ["hidden" if counts[state] is None else counts[state] for state in states]
        name = NAMED.get(group) or names.get(group, group)
        rows.append([name, *cells, *[rounded_up(year.places) for year in of_group]])
    return rows
