"""What pages and files show of a run: lines of tables by name, sentences, warnings, and the draft's own words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.impact import model
from councilkit.impact.model import Kind, Table, Tables
from councilkit.impact.trials import in_office, offered, read_draft
from councilkit.impact.trying import Impact
from councilkit.law.drafts import Change
from councilkit.law.model import DatedValue, Value
from councilkit.law.wording import value_in_words
from councilkit.register.areas import area_name
from councilkit.register.letters import DAY
from councilkit.register.model import Qualification
from councilkit.register.pages.common import part_title
from councilkit.wording import N_, Plural, Sentence

Say = Callable[[str], str]
TITLES = {
    "part": N_("By part of the register"),
    "area": N_("By area"),
    "employer": N_("By employer"),
    "reason": N_("What they would lack"),
}
HEADS = {
    "part": N_("Part"),
    "area": N_("Area"),
    "employer": N_("Employer"),
    "reason": N_("Requirement"),
}
VIEWS = {"now": N_("Law now"), "draft": N_("The draft"), "then": N_("Draft with the transition")}
_PLACES = {"now": 0, "draft": 1, "then": -1}
_NOBODY = {"area": N_("Area not known"), "employer": N_("No employer known"), "reason": N_("Not told apart")}
FEW_EACH = N_("All with fewer than %(minimum)s people, together")
HIDDEN = N_("hidden")
NOT_YET = N_("On this day the draft does not hold yet. It begins on %(day)s.")
TO_COME = N_("This day is to come. Registrations whose term ends before it are not counted.")
UNREAD = N_("Nothing that this event asks reads “%(title)s”. What follows from it is not shown.")
UNTOUCHED = Plural(
    "%(count)s person is in parts of the register that the draft leaves as they are.",
    "%(count)s people are in parts of the register that the draft leaves as they are.",
    "count",
)
CHANGED_ONLY = N_("Only what the draft changes is looked at. The whole verdict may fail by other things as well.")
MEANWHILE = N_("Those with time are judged by the law as it is now, until their time ends.")
NOBODY_WORKS = N_("The transition names the role “%(role)s”. Nobody works in it. Check how it is written.")
NO_JOB = N_("A job whose first day the register does not know counts as begun too late.")
PROTECTED = N_("Counts of fewer than %(minimum)s people are hidden, and others that would betray them.")
MONTHLY = N_("Outside the office a draft is tried as it stands, on the first day of the month.")
JUDGED = Plural("%(count)s person was judged.", "%(count)s people were judged.", "count")
LOSE = Plural("%(count)s of them would lose.", "%(count)s of them would lose.", "count")
THEN = Plural("With the transition it would be %(count)s.", "With the transition it would be %(count)s.", "count")
TO_JUDGE = Plural(
    "%(count)s of them would be for a person to judge.", "%(count)s of them would be for a person to judge.", "count"
)
TOO_FEW = N_("So few people are concerned that nothing can be shown.")


def draft_title(ctx: Context, code: str) -> str:
    """What a draft is called; its name where it cannot be read."""
    try:
        return read_draft(offered(ctx)[code], code).title
    except Problem:  # whoever chooses it is told what is wrong with it
        return code


def group_name(run: Impact, by: str, group: str) -> str:
    """A line of a table by its name."""
    if group == model.FEW:
        return Sentence(FEW_EACH, minimum=model.MINIMUM)
    if not group:
        return Sentence(_NOBODY.get(by, ""))
    if by == "part":
        return part_title(group)
    if by == "area":
        return area_name(group)
    return reason(run, group) if by == "reason" else group


def reason(run: Impact, group: str) -> str:
    """The requirements of a reason by their titles."""
    titles = run.prepared.titles
    found: str = ""
    for code in model.reasons_of(group):
        title = Sentence(titles.get(code, code))
        found = Sentence(N_("%(first)s, and: %(second)s"), first=found, second=title) if found else title
    return found


def lines(run: Impact, table: Table, *, protected: bool) -> list[tuple[str, str]]:
    """Group and name of each line: those who lose most first; by name where that order would tell too much."""
    named = sorted(((group, group_name(run, table.by, group)) for group in table.groups), key=_by_name)
    if protected:
        return named
    worse = [kind for kind in table.kinds if model.change(kind[0], kind[1]) == "loses"]
    return sorted(named, key=lambda each: -sum(table.cells[each[0], kind] or 0 for kind in worse))


def _by_name(each: tuple[str, str]) -> tuple[bool, str]:
    return each[0] in ("", model.FEW), each[1].casefold()


def views(run: Impact, tables: Tables) -> list[tuple[str, Mapping[str, int] | None]]:
    """The columns law now, draft and draft with its transition: how many are judged how; None where it is hidden."""
    names = VIEWS if run.prepared.transition else {name: VIEWS[name] for name in ("now", "draft")}
    return [(title, tables.verdicts(_PLACES[name])) for name, title in names.items()]


def sentences(run: Impact, tables: Tables) -> Iterator[Sentence]:
    """What came out, in a few words."""
    if not tables.kinds:
        yield Sentence(TOO_FEW)
        return
    yield Sentence(JUDGED, count=tables.people)
    found, then = tables.changes(1), tables.changes(-1)
    if found is not None and then is not None:
        yield Sentence(LOSE, count=found["loses"])
        if run.prepared.transition:
            yield Sentence(THEN, count=then["loses"])
        if found["judge"]:
            yield Sentence(TO_JUDGE, count=found["judge"])
            if run.prepared.transition:
                yield Sentence(THEN, count=then["judge"])


def warnings(ctx: Context, run: Impact, tables: Tables) -> Iterator[Sentence]:
    """What whoever reads the figures must know."""
    trial, ready = run.trial, run.prepared
    if ready.begins is not None and ready.begins > trial.as_of:
        yield Sentence(NOT_YET, day=ready.begins)
    if trial.as_of > ctx.today():
        yield Sentence(TO_COME)
    titles = {each.parameter.id: each.parameter.title for each in ready.changes}
    for id in ready.unread:
        yield Sentence(UNREAD, title=titles[id])
    if not trial.requirement:
        yield Sentence(CHANGED_ONLY)
    if ready.transition:
        yield Sentence(MEANWHILE)
    if any(one.in_post_before for one in ready.transition):
        yield Sentence(NO_JOB)
    if in_office(ctx):
        yield from (Sentence(NOBODY_WORKS, role=role) for role in run.idle)
    if run.untouched >= model.MINIMUM or (run.untouched and not tables.protected):
        yield Sentence(UNTOUCHED, count=run.untouched)
    if tables.protected:
        yield Sentence(PROTECTED, minimum=model.MINIMUM)
    if not in_office(ctx):
        yield Sentence(MONTHLY)


def changes(ctx: Context, run: Impact) -> list[dict[str, Any]]:
    """What the draft says: each value now, as it is proposed, and where that can be read."""
    return [
        {
            "title": each.parameter.title,
            "now": _shown(ctx, each, each.now.value) if each.now else None,
            "proposed": [(value, _shown(ctx, each, value.value), _source(value)) for value in each.proposed],
        }
        for each in run.prepared.changes
    ]


def _shown(ctx: Context, change: Change, value: Value) -> Any:
    if isinstance(value, bool):
        return Sentence(N_("Yes") if value else N_("No"))
    if isinstance(value, date):
        return Sentence(DAY, day=value)
    if isinstance(value, tuple):
        return ", ".join(_code(ctx, str(each)) for each in value)
    return value_in_words(value, change.parameter.unit)


def _code(ctx: Context, code: str) -> str:
    known = ctx.catalogue.has(Qualification, code)
    return ctx.catalogue.get(Qualification, code).title if known else code


def _source(value: DatedValue) -> str:
    return ", ".join(filter(None, (value.source.title, value.article)))


def as_rows(run: Impact, people: Sequence[Mapping[str, Any]], say: Say) -> Iterator[list[Any]]:
    """People as the rows of a file, the names of the columns first."""
    told = ["number", "name", "part", "area", "employer", "now", "draft"]
    yield [*told, *(["draft_with_transition"] if run.prepared.transition else []), "would_lack"]
    for row in people:
        verdicts = [row[name] for name in run.kind]
        about = [row["number"], row["name"], row["part"], area_name(row["area"]), row["employer"]]
        yield [*about, *verdicts, say(reason(run, row["reason"]))]


def table_rows(run: Impact, tables: Tables, by: str, say: Say) -> Iterator[list[Any]]:
    """A table as the rows of a file; what is hidden is said so."""
    table = tables.tables[by]
    yield [by, "name", *(say(model.label(kind)) for kind in table.kinds), say(N_("All"))]
    for group, name in lines(run, table, protected=tables.protected):
        cells = [_cell(table, group, kind, say) for kind in table.kinds]
        code = "" if group == model.FEW else group
        yield [code, say(name), *cells, _told(table.totals[group], say)]


def _cell(table: Table, group: str, kind: Kind, say: Say) -> int | str:
    return _told(table.cells[group, kind], say)


def _told(count: int | None, say: Say) -> int | str:
    return say(HIDDEN) if count is None else count
