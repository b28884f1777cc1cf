"""Verbs about orders and removals: one officer proposes, another agrees; only then do they hold."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Conflict, Invalid, NotPermitted, Problem
from councilkit.law.model import LawLookupError
from councilkit.register import schemas, store
from councilkit.register.decisions import against_deciding, order_problems, total_problem
from councilkit.register.model import OrderKind
from councilkit.register.services import endings
from councilkit.register.services.making import NO_REGISTRATION, once, present
from councilkit.register.services.recusal import is_self
from councilkit.register.services.registrations import current, find_for, find_registration
from councilkit.register.tables import orders, proposals, registrations
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
NO_PROPOSAL = N_("This proposal is not there any more. Go back and look again.")
CHANGED_SINCE = N_("This cannot be agreed to as it stands. %(why)s Send it back, so that another can be proposed.")
BEFORE_ENTRY = N_("The registration began on %(begin)s: choose that day or a later one.")
NO_ORDER = N_("There is no such order. Go back and look again.")
HOLDS_FROM = ("on", "lifted_on", "starts_on")
DATES = ("starts_on", "ends_on", "review_on", "lifted_on", "on", "date_of_birth", "began_on")


def kinds_for(ctx: Context, part: str) -> list[OrderKind]:
    """The kinds of order that may be made in a part of the register."""
    return [kind for kind in ctx.catalogue.all(OrderKind) if part.startswith(kind.part_prefix)]


def propose_order(ctx: Context, registration_id: str, data: Row) -> str:
    """Propose an order; it holds, and is public, once a second officer agrees. Returns the proposal's id."""
    registration = find_for(ctx, "register.propose", registration_id)
    given = checked_order(ctx, registration, data)
    return _propose(ctx, registration, "order", given.pop("id"), given)


def propose_change(ctx: Context, order_id: str, data: Row) -> str:
    """Propose another version of an order; the one before stays in the history."""
    order, registration = _of_order(ctx, order_id)
    given = checked_order(ctx, registration, data, order_id)
    return _propose(ctx, registration, "change", given.pop("id"), given, order)


def propose_lift(ctx: Context, order_id: str, data: Row, id: str | None = None) -> str:
    """Propose that an order ends before its time."""
    order, registration = _of_order(ctx, order_id)
    given = schemas.checked(schemas.LiftSchema(), data, ctx.today())
    _refuse_day(order, given["lifted_on"])
    return _propose(ctx, registration, "lift", id, given, order)


def _refuse_day(order: Row, day: date) -> None:
    """Raise Problem where an order cannot be lifted from this day on."""
    if day < order["starts_on"]:
        sentence = Sentence("The order began on %(begin)s: choose that day or a later one.", begin=order["starts_on"])
        raise Problem(sentence, "lifted_on")
    if order["ends_on"] and day > order["ends_on"]:
        sentence = Sentence("The order ends on %(end)s: choose that day or an earlier one.", end=order["ends_on"])
        raise Problem(sentence, "lifted_on")


def propose_removal(ctx: Context, registration_id: str, data: Row, id: str | None = None) -> str:
    """Propose that the council removes an entry, with the reason and the rule."""
    given = endings.checked_ending(ctx, registration_id, "removal", data)
    return _propose(ctx, find_registration(ctx, registration_id), "removal", id, given)


def propose_lapse(ctx: Context, registration_id: str, data: Row, id: str | None = None) -> str:
    """Propose that a renewal which is held open past its end is held no longer, with the reason and the rule."""
    given = endings.checked_ending(ctx, registration_id, "lapse", data)
    return _propose(ctx, find_registration(ctx, registration_id), "lapse", id, given)


def propose_stay(ctx: Context, registration_id: str, data: Row) -> str:
    """Propose, with the reason, that a removal which lies ahead is taken back."""
    given = endings.checked_stay(ctx, registration_id, data)
    return _propose(ctx, find_registration(ctx, registration_id), "stay", None, given)


def checked_order(ctx: Context, registration: Row, data: Row, order_id: str = "") -> dict[str, Any]:
    """An order as it would be proposed; raises Invalid for what it may not say or how long it may not last.

    `order_id` is the order that it is another version of: what prolongs one is held against the longest in all.
    """
    given = schemas.checked(schemas.OrderSchema(), data, ctx.today())
    with ctx.reading() as connection:
        kind, problems = _held_against_law(ctx, connection, registration, given, order_id)
    if given["starts_on"] < registration["registered_on"]:
        problems["starts_on"] = [Sentence(BEFORE_ENTRY, begin=registration["registered_on"])]
    if problems:
        raise Invalid(problems)
    return given | {"effect": kind.effect}


def _held_against_law(
    ctx: Context, connection: Connection, registration: Row, given: Row, order_id: str
) -> tuple[OrderKind, dict[str, list[str]]]:
    """The kind of an order, and by field what it may not say or how long it may not last beside those made already."""
    allowed = {kind.code: kind for kind in kinds_for(ctx, registration["part"])}
    if given["kind"] not in allowed:
        raise Problem("Choose one of the kinds of order of this register.", "kind")
    kind = allowed[given["kind"]]
    prolonged = bool(order_id and kind.total)
    problems = order_problems(kind, given, None if prolonged else _months(ctx, kind.max_length, given["starts_on"]))
    in_all = _months(ctx, kind.total, given["starts_on"])
    family = _family(ctx, connection, kind, registration["id"], order_id) if in_all else []
    too_long = total_problem(given, family, in_all) if in_all else None
    if too_long and "ends_on" not in problems:
        problems["ends_on"] = [too_long]
    return kind, problems | _too_early(ctx, kind, given["starts_on"])


def _too_early(ctx: Context, kind: OrderKind, on: date) -> dict[str, list[str]]:
    """What is wrong with the first day of an order where the law did not have such orders yet."""
    if kind.exists is None:
        return {}
    began = next((each.start for each in ctx.law.get(kind.exists).values if each.value is True), None)
    if began is None or on >= began:
        return {}
    sentence = N_("The law has such orders from %(day)s on: choose that day or a later one.")
    return {"starts_on": [Sentence(sentence, day=began)]}


def _months(ctx: Context, id: str | None, on: date) -> int | None:
    """The months that a law parameter says on a day; None where it says nothing."""
    try:
        return int(ctx.law.months(id, on)) if id else None
    except LawLookupError:
        return None


def _family(ctx: Context, connection: Connection, kind: OrderKind, registration_id: str, apart: str) -> list[Row]:
    """The orders of a registration that are held against the same longest time in all."""
    family = {each.code for each in ctx.catalogue.all(OrderKind) if each.total == kind.total}
    made = store.orders_of(connection, [registration_id])
    return [order for order in made if order["kind"] in family and order["id"] != apart]


def _of_order(ctx: Context, order_id: str) -> tuple[Row, Row]:
    """An order and its registration, for an officer who may propose about it."""
    with ctx.reading() as connection:
        order = present(store.row(connection, orders, order_id), NO_ORDER)
    return order, find_for(ctx, "register.propose", order["registration_id"])


def _propose(ctx: Context, registration: Row, kind: str, id: str | None, given: Row, order: Row | None = None) -> str:
    def make(chosen: str) -> None:
        with ctx.change(f"register.propose_{kind}", registration["person_id"]) as change:
            if kind == "stay":
                endings.refuse_second_stay(change, registration["id"])
            row = {"id": chosen, "registration_id": registration["id"], "kind": kind, "details": plain(given)}
            if order:
                _refuse_second(change, order)
                row |= {"order_id": order["id"], "details": row["details"] | {"order_version": order["version"]}}
            change.insert(proposals, row | {"proposed_by": ctx.actor.id, "proposed_at": ctx.now()})

    return once(ctx, proposals, id, make)


def _refuse_second(change: Any, order: Row) -> None:
    """Raise Conflict where an order cannot be proposed about: it was touched, or another proposal waits."""
    _refuse_stale(change, order["id"], order["version"])
    if store.proposal_about(change.connection, order["id"]):
        raise Conflict("Another proposal about this order waits for a decision. Decide that one first.")


def _refuse_stale(change: Any, order_id: str, version: int | None) -> None:
    """Raise Conflict where an order is not what was looked at; without a version, where it was lifted meanwhile."""
    now = present(store.row(change.connection, orders, order_id, lock=True), NO_ORDER)
    if version is None and now["lifted_on"]:
        raise Conflict("This order is lifted already. Nothing was changed.")
    if version is not None and now["version"] != version:
        raise Conflict("This order was changed since this was proposed. Send it back and propose again.")


def plain(given: Row) -> dict[str, Any]:
    """Loaded values as JSON keeps them: dates in ISO form."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}


def dated(details: Row) -> dict[str, Any]:
    """Values that JSON kept, with their dates back."""
    return {name: date.fromisoformat(value) if name in DATES and value else value for name, value in details.items()}


def read_proposal(ctx: Context, proposal_id: str) -> dict[str, Any]:
    """A proposal with its `registration`, `person`, `order` and the name of who proposed it."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        found = present(store.proposal(connection, proposal_id), NO_PROPOSAL)
        registration = present(store.registration(connection, found["registration_id"]), NO_REGISTRATION)
        order = store.row(connection, orders, found["order_id"]) if found["order_id"] else None
        names = store.account_names(connection, [found["proposed_by"], found["decided_by"] or ""])
        person = store.person(connection, registration["person_id"])
    return {
        **found,
        "details": dated(found["details"]),
        "registration": registration,
        "person": person,
        "order": order,
        "names": names,
    }


def decide_proposal(ctx: Context, proposal_id: str, data: Row) -> str:
    """Agree to another officer's proposal, or send it back; returns the outcome."""
    require(ctx, "register.decide")
    given = schemas.checked(schemas.DecisionSchema(), data, ctx.today())
    case = read_proposal(ctx, proposal_id)
    refusal = against_deciding(case, ctx.actor.id, own=is_self(ctx, case["registration"]["person_id"]))
    if refusal:
        raise NotPermitted(refusal)
    outcome = "agreed" if given["decision"] == "agree" else "sent_back"
    with ctx.change(f"register.{case['kind']}_{outcome}", case["registration"]["person_id"]) as change:
        _still_open(change, proposal_id)
        values = {"outcome": outcome, "note": given["note"] or "", "decided_by": ctx.actor.id, "decided_at": ctx.now()}
        change.update(proposals, proposal_id, values, version=given["version"])
        if outcome == "agreed":
            change.effective_on = next(filter(None, map(case["details"].get, HOLDS_FROM)), ctx.today())
            _carry_out(ctx, change, case)
    return outcome


def agreed(ctx: Context, proposal_id: str) -> dict[str, Any] | None:
    """A proposal that two officers agreed to, for the letter to the registrant; None while it is not."""
    case = read_proposal(ctx, proposal_id)
    return case if case["outcome"] == "agreed" else None


def _still_open(change: Any, proposal_id: str) -> None:
    now = present(store.proposal(change.connection, proposal_id, lock=True), NO_PROPOSAL)
    if now["outcome"]:
        raise Conflict("This proposal was decided already. Nothing was changed.")


def _carry_out(ctx: Context, change: Any, case: Row) -> None:
    """Write what was agreed."""
    details, registration = case["details"], current(change, case["registration_id"])
    if case["order_id"]:
        _refuse_stale(change, case["order_id"], details.get("order_version"))
    if case["kind"] in ("order", "change"):
        _refuse_grown(ctx, change, registration, case)
    if case["kind"] in endings.PROPOSED:
        endings.insert_ending(ctx, change, registration, case["kind"], details)
    elif case["kind"] == "stay":
        endings.take_back_agreed(ctx, change, registration, details)
    elif case["kind"] == "lift":
        change.update(orders, case["order_id"], {"lifted_on": details["lifted_on"]})
    elif case["kind"] == "change":
        change.update(orders, case["order_id"], _columns(details))
    else:
        change.insert(orders, _columns(details) | {"registration_id": registration["id"]})
    change.update(registrations, registration["id"], {})


def _refuse_grown(ctx: Context, change: Any, registration: Row, case: Row) -> None:
    """Raise Problem where an order would last too long beside what was agreed to since it was proposed."""
    order_id = case["order_id"] or ""
    _, problems = _held_against_law(ctx, change.connection, registration, case["details"], order_id)
    for sentences in problems.values():
        raise Problem(Sentence(CHANGED_SINCE, why=sentences[0]), "decision")


def _columns(details: Row) -> dict[str, Any]:
    kept = {name: details[name] for name in ("kind", "effect", "starts_on", "ends_on", "review_on")}
    return kept | {name: details[name] or "" for name in ("public_wording", "private_note", "decided_by")}


def withdraw_proposal(ctx: Context, proposal_id: str, version: int) -> None:
    """Take one's own proposal back."""
    require(ctx, "register.propose")
    case = read_proposal(ctx, proposal_id)
    if case["proposed_by"] != ctx.actor.id:
        raise NotPermitted("Only the officer who proposed this can take it back.")
    with ctx.change("register.withdraw_proposal", case["registration"]["person_id"]) as change:
        _still_open(change, proposal_id)
        change.update(proposals, proposal_id, {"outcome": "withdrawn"}, version=version)
