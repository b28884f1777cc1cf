"""Verbs of the draw: promise a seed and fix who can be drawn, draw, reveal."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from councilkit.accounts.services import require
from councilkit.audits import proof, store
from councilkit.audits.frames import Eligible, Share, eligible, share
from councilkit.audits.model import STRATA, latest_reply, reply_by, stage
from councilkit.audits.sampling import Sample, commitment, digest, drawn, frame_of, frame_text, one_line
from councilkit.audits.tables import audits, cases, deadlines, frames
from councilkit.context import Context
from councilkit.errors import Conflict, NotFound, Problem
from councilkit.ledger.change import Change
from councilkit.ledger.model import Event
from councilkit.register.model import RegisterPart
from councilkit.register.services.making import once, present
from councilkit.register.store import Row, next_number
from councilkit.wording import N_, Sentence

NO_AUDIT = N_("There is no such audit. Choose one from the list.")
NO_BEACON = N_(
    "No public value was announced with the commitment, so none can be mixed in now: whoever knows the seed could "
    "choose one that draws whom they like. Draw without it."
)
TOO_LATE = N_("A draw cannot be undone. Give a day until %(latest)s to answer: check the year.")
BEACON = N_("With the commitment it was announced that this would be mixed in: %(source)s. Give its value.")


@dataclass(frozen=True)
class Plan:
    """What a draw would look like."""

    part: str
    as_of: date
    fraction: Decimal | None
    law: Share
    by: str
    eligible: Eligible


def plan(ctx: Context, part: str, fraction: Decimal | None = None, as_of: date | None = None, by: str = "") -> Plan:
    """What a draw from a part would look like; `fraction` None where neither the law nor the caller gives one."""
    require(ctx, "audits.draw")
    ctx.catalogue.get(RegisterPart, part)
    day = as_of or ctx.today()
    if by and by not in STRATA:
        raise Problem(Sentence("Strata can be by %(known)s.", known=", ".join(STRATA)), "by")
    if day > ctx.today():
        raise Problem(
            "Nobody knows yet who will be on the register on that day. Choose today or an earlier day.", "as_of"
        )
    law = share(ctx, part, day)
    if fraction is not None and law.value is not None and fraction < law.value:
        at_least = Sentence("The law asks for at least %(share)s of this part. Draw that or more.", share=law.value)
        raise Problem(at_least, "fraction")
    with ctx.reading() as connection:
        return Plan(part, day, fraction or law.value, law, by, eligible(ctx, connection, part, day, by))


def commit(ctx: Context, wanted: Plan, *, beacon: str = "", seed: str = "", id: str | None = None) -> Row:
    """Promise a seed: fix who can be drawn and publish its hash; returns the audit, its seed still secret.

    `beacon` announces a public value that nobody knows yet and that will be mixed in. `seed` is made here unless given.
    """
    require(ctx, "audits.draw")
    if wanted.fraction is None:
        why = Sentence("%(why)s Say which fraction to draw, like 0.025.", why=wanted.law.why)
        raise Problem(why, "fraction")
    if not wanted.eligible.count:
        raise Problem("Nobody of this part can be drawn on that day. Choose another part or day.", "part")
    promised = {"seed": seed or secrets.token_hex(32), "beacon_source": one_line(beacon)}
    made = once(ctx, audits, id, lambda chosen: _promise(ctx, wanted, chosen, promised))
    with ctx.reading() as connection:
        reference = present(store.audit(connection, made), NO_AUDIT)["reference"]
    return find(ctx, reference)


def _promise(ctx: Context, wanted: Plan, id: str, promised: Row) -> None:
    with ctx.change("audits.commit", id) as change:
        year = ctx.today().year
        number = next_number(change.connection, f"audit:{year}")
        about = {"id": id, "reference": f"S{year}-{number:03d}", "commitment": commitment(promised["seed"])}
        moment = {"committed_at": ctx.now(), "committed_by": ctx.actor.id}
        change.insert(audits, {**_row(wanted), **promised, **about, **moment})
        change.insert(frames, {"id": id, "content": frame_text(wanted.eligible.frame)})


def _row(wanted: Plan) -> dict[str, Any]:
    by_law = wanted.law.value is not None and wanted.fraction == wanted.law.value
    exempt = [
        {"code": e.code, "title": str(e.title), "count": e.count, "unknown": e.unknown} for e in wanted.eligible.exempt
    ]
    return {
        "part": wanted.part,
        "as_of": wanted.as_of,
        "fraction": f"{(wanted.fraction or Decimal(0)).normalize():f}",
        "fraction_from": wanted.law.parameter if by_law else "",
        "strata_by": wanted.by,
        "strata": wanted.eligible.strata(wanted.fraction or Decimal(0)),
        "exempt": exempt,
        "frame_sha256": digest(wanted.eligible.frame),
    }


def draw(ctx: Context, audit_id: str, *, beacon: str = "", due_on: date | None = None, asked: str = "") -> int:
    """Draw the sample and open a case for each who was drawn; returns how many. It can be done once."""
    require(ctx, "audits.draw")
    due = due_on or reply_by(ctx.today())
    if due <= ctx.today():
        raise Problem("Give those who are drawn a later day than today to answer.", "due_on")
    if due > latest_reply(ctx.today()):
        raise Problem(Sentence(TOO_LATE, latest=latest_reply(ctx.today())), "due_on")
    events: list[Event] = []
    with ctx.change("audits.draw", audit_id) as change:
        now = _locked(change, audit_id, "committed", N_("This audit was drawn already. Nothing was changed."))
        value = _beacon(now, one_line(beacon))
        sample = drawn(frame_of(store.frame(change.connection, audit_id)), now["seed"], value, Decimal(now["fraction"]))
        values = {"beacon": value, "asked": asked, "drawn_at": ctx.now(), "drawn_by": ctx.actor.id}
        change.update(audits, audit_id, values)
        events += _open_cases(ctx, change, now, sample, due)
    for event in events:
        ctx.council.hooks.happened(event)
    return len(events)


def _beacon(audit: Row, value: str) -> str:
    if value and not audit["beacon_source"]:
        raise Problem(Sentence(NO_BEACON), "beacon")
    if audit["beacon_source"] and not value:
        raise Problem(Sentence(BEACON, source=audit["beacon_source"]), "beacon")
    return value


def _open_cases(ctx: Context, change: Change, audit: Row, sample: Sample, due: date) -> Iterator[Event]:
    """A case for everybody drawn, each with a ledger entry of its own about the person, in the same transaction."""
    chosen = [(stratum, number) for stratum, numbers in sample.items() for number in numbers]
    known = store.registrations_numbered(change.connection, audit["part"], [number for _, number in chosen])
    for stratum, number in chosen:
        if number not in known:
            raise Conflict(
                Sentence("The register has no number %(number)s any more. Nothing was drawn.", number=number)
            )
        about = known[number]
        told = Change(change.connection, change.actor, "audits.sample", about["person_id"], ctx.today(), ctx.now())
        row = {"audit_id": audit["id"], "registration_id": about["id"], "stratum": stratum}
        id = told.insert(cases, row)
        first = {"audit_case_id": id, "due_on": due, "position": 0, "state": "set", "made_at": ctx.now()}
        told.insert(deadlines, first)
        yield told.close()


def reveal(ctx: Context, audit_id: str) -> str:
    """Let everybody know the seed of a draw; returns it."""
    require(ctx, "audits.draw")
    with ctx.change("audits.reveal", audit_id) as change:
        refusal = N_("The seed is revealed after the draw, and only once.")
        now = _locked(change, audit_id, "drawn", refusal)
        values = {"revealed": now["seed"], "revealed_at": ctx.now(), "revealed_by": ctx.actor.id}
        change.update(audits, audit_id, values)
    return str(now["seed"])


def _locked(change: Change, audit_id: str, wanted: str, otherwise: str) -> Row:
    found = present(store.audit(change.connection, audit_id, lock=True), NO_AUDIT)
    if stage(found) != wanted:
        raise Conflict(otherwise)
    return found


def find(ctx: Context, reference: str) -> Row:
    """An audit by its reference, without its seed."""
    require(ctx, "audits.read")
    with ctx.reading() as connection:
        return present(store.audit_referenced(connection, reference.strip().upper()), NO_AUDIT)


def only(ctx: Context, wanted: str) -> Row:
    """The one audit of a stage, for whoever names none; a Problem where there is none or several."""
    require(ctx, "audits.read")
    with ctx.reading() as connection:
        found = [each for each in store.every_audit(connection) if stage(each) == wanted]
    if not found:
        raise Problem(Sentence("No audit is %(stage)s and waits for this.", stage=wanted))
    if len(found) > 1:
        known = ", ".join(each["reference"] for each in found)
        raise Problem(Sentence("Several audits wait for this: %(known)s. Name one.", known=known))
    return found[0]


def proof_of(ctx: Context, audit_id: str) -> str:
    """The file by which anybody can check a draw, as JSON text; its seed is null until it is revealed."""
    require(ctx, "audits.read")
    with ctx.reading() as connection:
        audit = store.audit(connection, audit_id)
        if audit is None or not audit["drawn_at"]:
            raise NotFound("This audit is not drawn yet, so there is nothing to check. Go back and look again.")
        frame = frame_of(store.frame(connection, audit_id))
        chosen = store.cases_of_audit(connection, audit_id)
    sample: dict[str, list[str]] = {stratum: [] for stratum in sorted(frame)}
    for each in chosen:
        sample[each["stratum"]].append(each["number"])
    told = proof.as_proof(ctx.config.council_name, audit, frame, sample)
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
