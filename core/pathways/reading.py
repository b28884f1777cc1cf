"""What the pages show: a person's pathways, and what the sources leave unknown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.cpd.model import LearningFramework
from councilkit.law.model import LawLookupError, Parameter
from councilkit.pathways import store
from councilkit.pathways.model import Facts, Pathway, pathways
from councilkit.register.awards import Awards
from councilkit.register.bounds import bounds_in
from councilkit.register.model import Qualification
from councilkit.register.services.files import PersonFile, read_file
from councilkit.standing.model import standing

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Map:
    """The pathways of a person, and what was looked for and not found."""

    pathways: tuple[Pathway, ...]
    unknown: tuple[Parameter, ...]


def read_map(ctx: Context, person_id: str) -> Map:
    """The pathways of a person, for themselves."""
    require(ctx, "pathways.read", person_id)
    facts = read_facts(ctx, read_file(ctx, person_id))
    frameworks = ctx.catalogue.all(LearningFramework)
    found = pathways(frameworks, facts)
    careers = {each.career for each in found}
    ids = {id: None for each in frameworks if each.career in careers for id in each.unknown_steps}
    return Map(found, not_found(ctx, ids))


def read_facts(ctx: Context, file: PersonFile) -> Facts:
    """What the register, and the person, say of where they stand."""
    live = [row for row in file.registrations if _live(ctx, file, row)]
    ids = [row["id"] for row in file.registrations]
    with ctx.reading() as connection:
        claims = store.claims_of(connection, ids)
        conditions = store.conditions_of(connection, ids)
    return Facts(
        parts=frozenset(row["part"] for row in live),
        roles=tuple(job["role"] for job in file.work if job["role"] and _now(job, ctx)),
        awards=_told(claims) | dict.fromkeys(_held(ctx, file.qualifications), "register"),
        conditions=conditions,
        entry=tuple(row["award"] for row in file.qualifications),
    )


def _live(ctx: Context, file: PersonFile, row: Row) -> bool:
    events = [event for event in file.events if event["registration_id"] == row["id"]]
    orders = [order for order in file.orders if order["registration_id"] == row["id"]]
    bounds = bounds_in(ctx.catalogue, ctx.law, row["part"], ctx.today())
    return standing(row, events, orders, ctx.today(), bounds).on_register


def _now(job: Row, ctx: Context) -> bool:
    begun = job["starts_on"] is None or job["starts_on"] <= ctx.today()
    return begun and (job["ends_on"] is None or job["ends_on"] >= ctx.today())


def _held(ctx: Context, awards: Iterable[Row]) -> list[str]:
    """The codes of the steps that awards of the register are, by any of the words that the catalogue has for them."""
    steps = {step.code for each in ctx.catalogue.all(LearningFramework) for step in each.steps}
    known = Awards(each for each in ctx.catalogue.all(Qualification) if each.code in steps)
    return [code for row in awards if (code := known.code(row["award"], row["country"] or ""))]


def _told(claims: Iterable[Row]) -> dict[str, str]:
    """Awards that the person told of; one endorsement is enough."""
    found: dict[str, str] = {}
    for row in claims:
        if row["answer"] == "endorsed" or row["code"] not in found:
            found[row["code"]] = "endorsed" if row["answer"] == "endorsed" else "told"
    return found


def not_found(ctx: Context, ids: Iterable[str]) -> tuple[Parameter, ...]:
    """The parameters of the law that say what was looked for and not found."""
    found = []
    for id in ids:
        try:
            parameter = ctx.law.get(id)
        except LawLookupError:
            continue
        if parameter.unknown is not None:
            found.append(parameter)
    return tuple(found)
