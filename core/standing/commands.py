"""``councilkit status``: a registration's status on a day, as known at a moment, and why."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from councilkit.cli import pass_council
from councilkit.options import AS_OF, Moment, declared

if TYPE_CHECKING:
    from councilkit.context import Context, Council
    from councilkit.standing.services import Found


@click.command()
@click.argument("number", metavar="NUMBER")
@AS_OF
@click.option("--known-at", type=Moment(), help="Answer with what was known then (the council's time).")
@click.option("--part", help="The part of the register, where several have this number.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_council
def status(
    council: Council, number: str, as_of: date | None, known_at: datetime | None, part: str | None, as_json: bool
) -> None:
    """Show a registration's status and why. Exit 0: may practise; 1: may not, or there is no such number.

    Example: councilkit status 104223 --as-of 2026-05-03 --known-at 2026-05-03T18:00
    """
    from councilkit.context import SYSTEM
    from councilkit.register.model import RegisterPart

    declared(council, RegisterPart, part, "--part")
    ctx = council.acting(SYSTEM)
    day = as_of or ctx.today()
    moment = _moment(ctx, known_at)
    found = _found(ctx, number, day, moment, part)
    if as_json:
        records = [_record(ctx, each, day, moment) for each in found]
        click.echo(json.dumps(records[0] if len(records) == 1 else records, ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(_in_words(ctx, each, day, moment) for each in found))
    if not any(each.standing.may_practise for each in found):
        raise SystemExit(1)


def _moment(ctx: Context, known_at: datetime | None) -> datetime | None:
    """A moment of the council in UTC; wrong use for a day to come, of which nothing is known."""
    if known_at and known_at.date() > ctx.today():
        raise click.BadParameter(
            "Nothing is known of a day to come. Name today or an earlier day.", param_hint="--known-at"
        )
    return known_at.replace(tzinfo=ctx.config.zone).astimezone(UTC) if known_at else None


def _found(ctx: Context, number: str, day: Any, moment: datetime | None, part: str | None) -> list[Found]:
    """The registrations of this number with their standing; raises NotFound when nothing was known then."""
    from councilkit.errors import NotFound
    from councilkit.standing import services

    rows = [row for row in services.registrations_numbered(ctx, number) if part in (None, row["part"])]
    known = [each for row in rows for each in services.standings_of(ctx, row["person_id"], day, moment)]
    wanted = {row["id"] for row in rows}
    found = list({f.registration["id"]: f for f in known if f.registration["id"] in wanted}.values())
    if not found:
        raise NotFound(services.NOT_KNOWN_THEN if moment else services.NO_REGISTRATION)
    return found


def _record(ctx: Context, each: Found, day: Any, moment: datetime | None) -> dict[str, Any]:
    standing = each.standing
    return {
        "number": each.registration["number"],
        "part": each.registration["part"],
        "as_of": day.isoformat(),
        "known_at": moment.isoformat() if moment else None,
        "status": standing.status,
        "may_practise": standing.may_practise,
        "words": standing.words,
        "why": str(_why(ctx, each)),
        "registered_since": standing.registered_since.isoformat(),
        "until": standing.until.isoformat() if standing.until else None,
        "ended_on": standing.ended_on.isoformat() if standing.ended_on else None,
        "orders": [_order(order) for order in standing.orders],
    }


def _order(order: Any) -> dict[str, Any]:
    days = {name: order[name].isoformat() if order[name] else None for name in ("starts_on", "ends_on", "review_on")}
    return {"kind": order["kind"], "effect": order["effect"], **days}


def _why(ctx: Context, each: Found) -> str:
    from councilkit.register.model import RegisterPart
    from councilkit.standing.answers import profession_of, public_sentence

    code = each.registration["part"]
    part = ctx.catalogue.get(RegisterPart, code) if ctx.catalogue.has(RegisterPart, code) else None
    return public_sentence(each.standing, profession_of(part, code))


def _in_words(ctx: Context, each: Found, day: Any, moment: datetime | None) -> str:
    from councilkit.wording import english_date

    standing = each.standing
    lines = [f"{each.registration['number']} ({each.registration['part']}), on {english_date(day)}: {standing.words}"]
    if moment:
        local = moment.astimezone(ctx.config.zone)
        lines[0] += f" (as known on {english_date(local.date())}, {local:%H:%M})"
    lines.append(str(_why(ctx, each)))
    lines.append(f"Registered since {english_date(standing.registered_since)}.")
    if standing.until:
        lines.append(f"The term ends on {english_date(standing.until)}.")
    if standing.reason and standing.reason != "order":
        lines.append(f"Reason: {standing.reason}")
    lines += [_order_in_words(order) for order in standing.orders]
    return "\n".join(lines)


def _order_in_words(order: Any) -> str:
    from councilkit.wording import english_date

    ends_on = order["ends_on"]
    end = f" to {english_date(ends_on)}" if ends_on else ""
    if ends_on and order["effect"] == "removed":  # it does not end by itself
        end = f", may ask to come back from {english_date(ends_on + timedelta(days=1))}"
    return f"Order {order['kind']} ({order['effect']}), from {english_date(order['starts_on'])}{end}."
