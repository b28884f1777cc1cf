"""Verbs of cohorts: make a programme and a cohort, enrol, say where a learner stands, forget who somebody is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.cohorts import schemas, store
from councilkit.cohorts.model import FINISHED, LEFT, CohortSurveys, new_pseudonym
from councilkit.cohorts.tables import cohorts, keys, learners, programmes, sites
from councilkit.context import Context
from councilkit.errors import Conflict, NotFound, Problem
from councilkit.ledger.change import Change
from councilkit.register import store as register_store
from councilkit.register.awards import Awards
from councilkit.register.model import Qualification, full_name
from councilkit.register.names import fold
from councilkit.register.schemas.common import checked
from councilkit.register.services.people import insert_organisation
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
MOST_LEARNERS = 500
NO_COHORT = N_("There is no such cohort. Choose one from the list.")
NO_LEARNER = N_("There is no such learner. Choose one from the list.")
NO_QUALIFICATION = N_(
    "“%(typed)s” is not a qualification of the catalogue. Choose one that is there, or leave this empty."
)
TOO_EARLY = N_("The cohort begins on %(begin)s: choose that day or a later one.")
TAKEN = N_("There is one with the code '%(code)s' already. Choose another code.")


@dataclass(frozen=True)
class Cohort:
    """A cohort as it stands; `known` tells who the learners are, to those who may know, while the keys are there."""

    row: Row
    surveys: CohortSurveys
    sites: Sequence[Row]
    learners: Sequence[Row] = ()
    known: Mapping[str, Row] = field(default_factory=dict)
    waves: Mapping[str, Row] = field(default_factory=dict)

    def site_name(self, id: str) -> str:
        """The name of a site by its id."""
        return next(str(site["name"]) for site in self.sites if site["id"] == id)


def surveys_of(ctx: Context, code: str) -> CohortSurveys:
    """The surveys of that code; raises NotFound while their plugin is not loaded."""
    return ctx.catalogue.get(CohortSurveys, code)


def make_programme(ctx: Context, data: Row) -> Row:
    """Make a programme; returns it."""
    require(ctx, "cohorts.change")
    given = checked(schemas.ProgrammeSchema(), data, ctx.today())
    surveys_of(ctx, given["surveys"])
    given["qualification"] = _qualification(ctx, given["qualification"] or "")
    with ctx.change("cohorts.make_programme", given["code"]) as change:
        if store.programme(change.connection, given["code"]):
            raise Problem(Sentence(TAKEN, code=given["code"]), "code")
        change.insert(programmes, given)
    return given


def _qualification(ctx: Context, typed: str) -> str:
    """The title of a qualification of the catalogue, which was given by its code, its title or other words for it."""
    if not typed:
        return ""
    known = ctx.catalogue.all(Qualification)
    found = next((each for each in known if each.code == typed), None) or Awards(known).find(typed)
    if found is None:
        raise Problem(Sentence(NO_QUALIFICATION, typed=typed[:80]), "qualification")
    return found.title


def all_programmes(ctx: Context) -> list[Row]:
    """Every programme by title."""
    require(ctx, "cohorts.read")
    with ctx.reading() as connection:
        return store.all_programmes(connection)


def make_cohort(ctx: Context, data: Row) -> Row:
    """Make a cohort with its sites, which become organisations of the register; returns what was given."""
    require(ctx, "cohorts.change")
    given = checked(schemas.CohortSchema(), data, ctx.today())
    with ctx.change("cohorts.make", given["code"]) as change:
        programme = store.programme(change.connection, given["programme"])
        if programme is None:
            raise Problem(N_("There is no such programme. Choose one from the list."), "programme")
        if store.cohort(change.connection, given["code"]):
            raise Problem(Sentence(TAKEN, code=given["code"]), "code")
        about = {name: given[name] for name in ("code", "title", "starts_on", "ends_on")}
        made = change.insert(cohorts, about | {"programme_id": programme["id"]})
        names = schemas.site_names(given["sites"])
        organisations = dict.fromkeys(insert_organisation(change, name) for name in names)
        rows = [{"cohort_id": made, "position": n, "organisation_id": id} for n, id in enumerate(organisations, 1)]
        change.insert_many(sites, rows)
    return given


def all_cohorts(ctx: Context) -> list[Row]:
    """Every cohort with its programme, the latest first."""
    require(ctx, "cohorts.read")
    with ctx.reading() as connection:
        return store.all_cohorts(connection)


def read_cohort(ctx: Context, code: str) -> Cohort:
    """A cohort: its learners for those who may see them, and who they are for those who may know that."""
    require(ctx, "cohorts.read")
    with ctx.reading() as connection:
        row = find(connection, code)
        seen, known = (permitted(ctx.actor, action) for action in ("cohorts.learners", "cohorts.keys"))
        return Cohort(
            row,
            surveys_of(ctx, row["surveys"]),
            store.sites_of(connection, row["id"]),
            store.learners_of(connection, row["id"]) if seen else (),
            store.keys_of(connection, row["id"]) if known else {},
            store.waves_of(connection, row["id"]),
        )


def find(connection: Any, code: str) -> Row:
    """A cohort; raises NotFound."""
    row = store.cohort(connection, code)
    if row is None:
        raise NotFound(NO_COHORT)
    return row


def enrol(ctx: Context, code: str, data: Row) -> str:
    """Enrol a learner; returns the mark that stands for them from now on."""
    require(ctx, "cohorts.change")
    with ctx.change("cohorts.enrol", code) as change:
        cohort = find(change.connection, code)
        given = checked(schemas.learner_of(cohort, ctx.today()), data, ctx.today())
        return enrol_one(change, cohort, given, Enrolled.of(change, cohort))


@dataclass
class Enrolled:
    """Who is in a cohort already: sites by id, persons, folded names at a site, and of these those of nobody known."""

    sites: Sequence[Row]
    count: int
    persons: set[str]
    names: set[tuple[str, str]]
    unknown: set[tuple[str, str]]

    @classmethod
    def of(cls, change: Change, cohort: Row) -> "Enrolled":
        """Those of a cohort, kept from other writers."""
        found = {row["id"]: row for row in store.learners_of(change.connection, cohort["id"], lock=True)}
        known = store.keys_of(change.connection, cohort["id"])
        names = {(found[id]["site_id"], fold(key["name"])) for id, key in known.items()}
        unknown = {(found[id]["site_id"], fold(key["name"])) for id, key in known.items() if not key["person_id"]}
        persons = {key["person_id"] for key in known.values() if key["person_id"]}
        return cls(store.sites_of(change.connection, cohort["id"]), len(found), persons, names, unknown)


def enrol_one(change: Change, cohort: Row, given: Row, there: Enrolled) -> str:
    """Enrol a learner within a change; raises Problem for somebody who is there already."""
    site = next((each["id"] for each in there.sites if each["id"] == given["site"]), None)
    if site is None:
        raise Problem(N_("This is no site of the cohort. Choose one of its sites."), "site")
    if given["started_on"] < cohort["starts_on"]:
        raise Problem(Sentence(TOO_EARLY, begin=cohort["starts_on"]), "started_on")
    if there.count >= MOST_LEARNERS:
        raise Problem(Sentence(N_("A cohort has at most %(most)s learners. Make a second one."), most=MOST_LEARNERS))
    person = _person(change, given["number"]) if given.get("number") else {}
    name = full_name(person) if person else given["name"]
    if person.get("id") in there.persons or (site, fold(name)) in (there.unknown if person else there.names):
        same_name = N_("%(name)s is enrolled here already. Add a letter to tell two people of one name apart.")
        sentence = N_("%(name)s is enrolled here already.") if person else same_name
        raise Problem(Sentence(sentence, name=name), "number" if person else "name")
    pseudonym = new_pseudonym()
    row = {"cohort_id": cohort["id"], "site_id": site, "pseudonym": pseudonym, "started_on": given["started_on"]}
    learner = change.insert(learners, row)
    email = given.get("email") or person.get("email") or ""
    change.insert(keys, {"learner_id": learner, "person_id": person.get("id"), "name": name, "email": email})
    there.count += 1
    there.names.add((site, fold(name)))
    there.persons |= {person["id"]} if person else set()
    there.unknown |= set() if person else {(site, fold(name))}
    return pseudonym


def _person(change: Change, number: str) -> Row:
    """The person with a registration number; raises Problem where that is nobody, or more than one."""
    people = {row["person_id"] for row in register_store.by_number(change.connection, number)}
    if len(people) != 1:
        nobody, several = (
            N_("Nobody on the register has the number '%(number)s'. Check it, or enter a name instead."),
            N_("Several people have the number '%(number)s'. Enter a name instead."),
        )
        raise Problem(Sentence(several if people else nobody, number=number), "number")
    return register_store.person(change.connection, people.pop()) or {}


def find_learner(ctx: Context, code: str, pseudonym: str) -> Row:
    """A learner of a cohort; raises NotFound."""
    require(ctx, "cohorts.learners")
    with ctx.reading() as connection:
        found = store.learner(connection, pseudonym)
    if found is None or found["cohort"] != code:
        raise NotFound(NO_LEARNER)
    return found


def set_status(ctx: Context, code: str, pseudonym: str, data: Row) -> None:
    """Say where a learner stands: going on, finished or left, since when and why."""
    require(ctx, "cohorts.change")
    given = checked(schemas.StatusSchema(), data, ctx.today())
    learner = find_learner(ctx, code, pseudonym)
    day, status = given.get("on"), given["status"]
    if day and day < learner["started_on"]:
        sentence = N_("They began on %(begin)s: choose that day or a later one.")
        raise Problem(Sentence(sentence, begin=learner["started_on"]), "on")
    with ctx.change("cohorts.set_status", pseudonym, day) as change:
        ends = {"finished_on": day if status == FINISHED else None, "left_on": day if status == LEFT else None}
        reason = given.get("reason") or ""
        change.update(learners, learner["id"], ends | {"left_reason": reason}, version=given["version"])


def forget(ctx: Context, code: str, pseudonym: str = "") -> int:
    """Delete the keys of a cohort, or of one learner: answers stay, and nobody can tell whose they are any more.

    Returns how many. Raises Conflict where there is none.
    """
    require(ctx, "cohorts.keys")
    with ctx.change("cohorts.forget", pseudonym or code) as change:
        cohort = find(change.connection, code)
        there = {row["id"]: row["pseudonym"] for row in store.learners_of(change.connection, cohort["id"], lock=True)}
        known = store.keys_of(change.connection, cohort["id"])
        gone = [key["id"] for id, key in known.items() if pseudonym in ("", there[id])]
        if not gone:
            raise Conflict(N_("There is no key any more. Nothing was changed."))
        for id in gone:
            change.delete(keys, id)
    return len(gone)
