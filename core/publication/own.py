"""What the core itself publishes: the parts of the register, the register, and totals of learning without persons."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from unicodedata import category

from councilkit.context import Context
from councilkit.publication import store
from councilkit.publication.model import Column, Counts, ForeignKey, Open, Publication, Question
from councilkit.publication.performance import PERFORMANCE
from councilkit.register.bounds import bounds_in
from councilkit.register.model import RegisterPart, full_name
from councilkit.register.store import events_of, orders_of
from councilkit.standing.model import standing
from councilkit.wording import N_

Values = Iterator[Mapping[str, Any]]
PEOPLE_STEP = 5
STEPS = {"people": PEOPLE_STEP, "entries": 10, "amount": 10}


def parts(ctx: Context, as_of: date) -> Values:
    """Every part of the register that a plugin declares."""
    for part in ctx.catalogue.all(RegisterPart):
        yield {
            "code": part.code,
            "title": part.title,
            "authority": part.authority,
            "country": part.country,
            "opened": part.opened,
            "closed": part.closed,
            "protected_title": part.protected_title,
            "source": part.source or None,
            "checked": part.checked,
        }


def register(ctx: Context, as_of: date) -> Values:
    """Everybody on the register on the day, with their standing then; who has left it is not published in bulk."""
    with ctx.reading() as connection:
        for chunk in store.registrations_with_people(connection):
            ids, people = [row["id"] for row in chunk], [row["person_id"] for row in chunk]
            events = store.grouped(events_of(connection, ids), "registration_id")
            orders = store.grouped(orders_of(connection, ids), "registration_id")
            awards = store.qualifications_of(connection, people)
            scripts = store.script_names_of(connection, people)
            areas = store.areas_of_work(connection, people, as_of)
            for row in chunk:
                bounds = bounds_in(ctx.catalogue, ctx.law, row["part"], as_of)
                found = standing(row, events.get(row["id"], ()), orders.get(row["id"], ()), as_of, bounds)
                if found.on_register and ctx.catalogue.has(RegisterPart, row["part"]):
                    owner = row["person_id"]
                    area = areas.get(owner, row["area_code"])
                    yield _entry(row, found, area, awards.get(owner, []), scripts.get(owner, []))


def _entry(row: Mapping[str, Any], found: Any, area: str, awards: list[Any], scripts: list[Any]) -> Mapping[str, Any]:
    return {
        "public_id": row["public_id"],
        "name": full_name(row),
        "name_other_scripts": "; ".join(full_name(name) for name in scripts) or None,
        "number": row["number"],
        "part": row["part"],
        "status": found.words,
        "may_practise": found.may_practise,
        "registered_since": found.registered_since,
        "registered_until": found.until,
        "area": area or None,
        "qualification": awards[0]["award"] if awards else None,
        "qualification_country": (awards[0]["country"] or None) if awards else None,
        "name_plain": plain(row["search_name"]),
    }


def plain(name: str) -> str:
    """A name with nothing in it but letters, digits and single blanks."""
    return " ".join("".join(sign if category(sign)[0] in "LMN" else " " for sign in name).split())


def learning(ctx: Context, as_of: date) -> Values:
    """Learning logged by part, year and unit, in steps: else two releases would tell what one person added between."""
    with ctx.reading() as connection:
        for row in store.learning_by_part_and_year(connection, as_of):
            few = row["people"] < PEOPLE_STEP  # hidden whole, by the count as it is
            told = {name: _stepped(float(row[name]), step) for name, step in STEPS.items()}
            yield {**row, **({} if few else told), "year": int(row["year"]), "flag": None}


def _stepped(value: float, step: int) -> int:
    """A number to the nearest step, at least one step."""
    return max(step, int(value / step + 0.5) * step)


PARTS = Publication(
    "register_parts",
    N_("Parts of the register"),
    "Each part of the register: who keeps it, in which country, and where that is laid down.",
    (
        Column("code", "text", "Code of the part: country, then part"),
        Column("title", "text", "Title of the part"),
        Column("authority", "text", "Who keeps this part"),
        Column("country", "text", "Country (ISO 3166-1)"),
        Column("opened", "date", "Day on which the part was opened, where it is known"),
        Column("closed", "date", "Day from which the part takes nobody any more"),
        Column("protected_title", "text", "Title that only people in this part may use"),
        Column("source", "text", "Where the part is laid down"),
        Column("checked", "date", "Day on which this was last compared with the source; empty when it was not yet"),
    ),
    parts,
    key=("code",),
    protection=Open("it describes no person"),
    label="title",
    sort="title",
    order=20,
)

REGISTER = Publication(
    "register",
    N_("The register"),
    "Everybody who was on the register on the day of the release; each row is one registration. "
    "For how an entry stands today, look it up on the register itself.",
    (
        Column("name", "text", "Name on the register"),
        Column("number", "text", "Registration number"),
        Column("status", "text", "Standing on the day of the release, in words"),
        Column("may_practise", "flag", "1 when the person may practise, 0 when not"),
        Column("registered_since", "date", "First day of the registration"),
        Column("registered_until", "date", "Last day of the current term, where an end is known"),
        Column("part", "text", "Part of the register"),
        Column("area", "text", "Area of work on the register (ISO 3166-2)"),
        Column("qualification", "text", "Latest qualification on the register"),
        Column("qualification_country", "text", "Country of that qualification (ISO 3166-1)"),
        Column("public_id", "text", "Public identifier of the person; the address of the entry ends with it"),
        Column("name_plain", "text", "Name in plain small letters without accents, for sorting and searching"),
        Column("name_other_scripts", "text", "The name in other scripts"),
    ),
    register,
    key=("part", "number"),
    protection=Open("the register is public by law: it protects those who use the services"),
    foreign_keys=(ForeignKey("part", "register_parts"),),
    facets=("part", "status", "area", "qualification_country"),
    search=("name", "name_other_scripts", "name_plain", "number"),
    sort="name_plain",
    questions=(
        Question(
            "registered_by_part",
            "How many people are on each part of the register?",
            "select p.title as part, count(*) as registrations, sum(r.may_practise) as may_practise\n"
            "from register r join register_parts p on p.code = r.part\n"
            "group by p.title order by registrations desc, part",
            "Registrations and how many of them may practise",
        ),
        Question(
            "registered_by_year",
            "How many of them were registered in which year?",
            "select substr(registered_since, 1, 4) as year, count(*) as registrations\n"
            "from register group by year order by year desc",
            "By the year in which the registration began",
        ),
    ),
    order=10,
)

LEARNING = Publication(
    "learning_totals",
    N_("Learning logged, by part and year"),
    "How much continuing learning people logged, by part of the register, calendar year and unit: people in steps of "
    "five, entries and amounts in steps of ten, so that no two releases tell what one person added.",
    (
        Column("part", "text", "Part of the register"),
        Column("year", "integer", "Calendar year of the learning"),
        Column("unit", "text", "Unit of the amount: hour, credit, piece or day"),
        Column("people", "integer", "People who logged learning", unit="people"),
        Column("entries", "integer", "Entries logged", unit="entries"),
        Column("amount", "number", "Amount logged, in the unit of the row"),
        Column("flag", "text", "c: hidden to protect people"),
    ),
    learning,
    key=("part", "year", "unit"),
    protection=Counts("people", by=("part", "year", "unit"), flag="flag", also=("entries", "amount")),
    foreign_keys=(ForeignKey("part", "register_parts"),),
    facets=("part", "year", "unit"),
    sort="-year",
    questions=(
        Question(
            "learning_by_year",
            "How much learning was logged each year?",
            "select year, unit, sum(people) as people, round(sum(amount) / sum(people), 1) as amount_a_person\n"
            "from learning_totals where flag is null group by year, unit order by year desc, unit",
            "Amount a person, over the parts that are shown",
        ),
    ),
    order=30,
)

OWN = (PARTS, REGISTER, LEARNING, PERFORMANCE)
