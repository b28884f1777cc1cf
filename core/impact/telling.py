"""A run of a draft in words and as records, for the command line and for files."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from councilkit.impact import model
from councilkit.impact.model import Table, Tables
from councilkit.impact.trying import Impact
from councilkit.law.drafts import Change
from councilkit.law.model import DatedValue, plain
from councilkit.law.provisions import facts_of, one_line
from councilkit.law.transition import Provision
from councilkit.law.wording import value_in_words
from councilkit.register.areas import area_name
from councilkit.wording import count_of

COLUMNS = ("number", "part", "area", "employer", "before", "after", "then", "state_before", "state_after", "reason")
HIDDEN = "hidden"
VIEWS = {"now": 0, "draft": 1, "with_transition": -1}


def lines(run: Impact, tables: Tables, by: str) -> Iterator[str]:
    """What a run says, in lines: the draft's own words, the columns, and the counts by one thing and by reason."""
    draft = run.trial.draft
    yield f"{draft.title} (proposed: this is not law)"
    for each in run.prepared.changes:
        yield f"  {each.parameter.title} ({each.parameter.id})"
        yield f"    now: {_now(each)}"
        for value in each.proposed:
            yield f"    proposed: {_proposed(each, value)}"
    for id in run.prepared.unread:
        yield f"  “{id}” is read by nothing that “{run.trial.event}” asks: this run cannot show what follows from it."
    for one in run.prepared.transition:
        yield f"  transition: {one_line(one)}"
    for role in run.idle:
        yield f"  Nobody on the register works as “{role}”, which the transition names: check how it is written."
    yield f"{run.trial.event}, on {run.trial.as_of}: {count_of(tables.people, 'person', 'people')} judged"
    if not tables.kinds:
        yield f"Fewer than {model.MINIMUM} people: nothing can be shown."
        return
    yield from _views(run, tables)
    for kind, people in tables.kinds.items():
        yield f"{people}  {model.label(kind)}"
    for name in (by, "reason"):
        if name in tables.tables:
            yield from _table(tables.tables[name])


def _now(change: Change) -> str:
    return value_in_words(change.now.value, change.parameter.unit) if change.now else "unknown"


def _proposed(change: Change, value: DatedValue) -> str:
    text = f"{value_in_words(value.value, change.parameter.unit)} from {value.start}"
    where = ", ".join(filter(None, (value.source.title, value.article)))
    return f"{text} ({where})" + (f". {value.note}" if value.note else "")


def _views(run: Impact, tables: Tables) -> Iterator[str]:
    """How everybody is judged now, by the draft, and with the transition."""
    for name, place in _places(run).items():
        found = tables.verdicts(place)
        told = HIDDEN if found is None else ", ".join(f"{found[each]} {_SAID[each]}" for each in model.VERDICTS)
        yield f"{name.replace('_', ' ')}: {told}"


_SAID = {model.MET: "met", model.UNMET: "not met", model.JUDGE: "for a person to judge"}


def _places(run: Impact) -> Mapping[str, int]:
    return VIEWS if run.prepared.transition else {name: place for name, place in VIEWS.items() if place >= 0}


def _table(table: Table) -> Iterator[str]:
    yield f"by {table.by}:"
    for group in table.groups:
        told = [(table.cells[group, kind], model.label(kind)) for kind in table.kinds]
        said = ", ".join(f"{HIDDEN if people is None else people} {label}" for people, label in told if people != 0)
        yield f"  {_named(area_name(group) if table.by == 'area' else group)}: {said}"


def _named(group: str) -> str:
    return f"(fewer than {model.MINIMUM} people each)" if group == model.FEW else group or "(none)"


def record(run: Impact, tables: Tables, by: str) -> dict[str, Any]:
    """The same for JSON; a count that is hidden is null."""
    trial, ready = run.trial, run.prepared
    return {
        "draft": trial.draft.code,
        "title": trial.draft.title,
        "status": "proposed",
        "event": trial.event,
        "as_of": trial.as_of.isoformat(),
        "begins": ready.begins.isoformat() if ready.begins else None,
        "requirement": trial.requirement or "all that the draft changes",
        "changes": [_change(each) for each in ready.changes],
        "not_read_by_this_event": list(ready.unread),
        "transition": [_record_of(each) for each in ready.transition],
        "roles_of_nobody": list(run.idle),
        "people": tables.people,
        "protected": tables.protected,
        "verdicts": {name: _plain(tables.verdicts(place)) for name, place in _places(run).items()},
        "changed": {name: _plain(tables.changes(place)) for name, place in _places(run).items() if place},
        "kinds": [{**_kind(run, kind), "people": people} for kind, people in tables.kinds.items()],
        "by": by,
        "counts": list(_records(run, tables.tables.get(by))),
        "reasons": list(_records(run, tables.tables.get("reason"))),
    }


def _plain(found: Mapping[str, int] | None) -> dict[str, int] | None:
    return None if found is None else {name: count for name, count in found.items() if count}


def _change(each: Change) -> dict[str, Any]:
    return {
        "id": each.parameter.id,
        "title": each.parameter.title,
        "unit": each.parameter.unit,
        "now": plain(each.now.value) if each.now else None,
        "proposed": [
            {
                "from": value.start.isoformat(),
                "value": plain(value.value),
                "source": value.source.title,
                "article": value.article,
                "note": value.note,
            }
            for value in each.proposed
        ],
    }


def _record_of(one: Provision) -> dict[str, Any]:
    texts = {name: getattr(one, name) for name in ("title", "article", "note") if getattr(one, name)}
    source = {"source": one.source.title} if one.source else {}
    return texts | {name: plain(value) for name, value in facts_of(one).items()} | source


def _kind(run: Impact, kind: model.Kind) -> dict[str, str]:
    """A kind by its columns; what was joined is called so in each."""
    return dict(zip(run.kind, kind if kind != model.JOINED else kind * len(run.kind), strict=True))


def _records(run: Impact, table: Table | None) -> Iterator[dict[str, Any]]:
    for group in table.groups if table else ():
        for kind in table.kinds if table else ():
            people = table.cells[group, kind] if table else 0
            if people != 0:
                name = _named(group) if group == model.FEW else group
                yield {table.by if table else "": name, **_kind(run, kind), "people": people}


def write(run: Impact, path: Path) -> None:
    """Every registrant of a run as a CSV file, which no spreadsheet takes for formulas."""
    import csv

    from councilkit.cells import harmless

    columns = [name for name in COLUMNS if name in run.people.columns]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(harmless(row) for row in run.people.select(columns).iter_rows())
