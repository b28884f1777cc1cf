"""The standing of a registration: status and right to practise on a date, from rows alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, cast

from councilkit.register.bounds import BOUNDLESS, Bounds, PartEnd, bounded
from councilkit.register.terms import DAY, Ahead, Term, by_death, in_force, term, with_removals
from councilkit.wording import N_, Sentence

Status = Literal["not_yet", "registered", "conditions", "suspended", "removed", "left", "died", "lapsed", "closed"]
Row = Mapping[str, Any]

WORDS: dict[str, str] = {
    "not_yet": N_("Not registered yet"),
    "registered": N_("Registered"),
    "conditions": N_("Registered with conditions"),
    "suspended": N_("Suspended"),
    "removed": N_("Removed from the register"),
    "left": N_("Not registered: left the register"),
    "died": N_("Not registered"),
    "lapsed": N_("Not registered: registration ended"),
    "closed": N_("Not registered: this part of the register ended"),
}

MEANING: dict[str, str] = {
    "not_yet": N_("This registration has not started."),
    "registered": N_("May practise."),
    "conditions": N_("May practise, within the conditions shown."),
    "suspended": N_("May not practise while suspended. The name still shows on the register."),
    "removed": N_("May not practise. A committee or the council removed this entry."),
    "left": N_("May not practise. The person left the register. That alone is no disciplinary matter."),
    "died": N_("This entry is closed."),
    "lapsed": N_("May not practise. The registration was not renewed. That alone is no disciplinary matter."),
    "closed": N_("May not practise by this entry. The law ended this part of the register."),
}

ENDS: dict[str, str] = {
    "removed": N_("Ends on %(day)s by decision of the council."),
    "left": N_("Ends on %(day)s at the person's own wish."),
    "died": N_("Ends on %(day)s."),
}

BEYOND = {  # an end that lies beyond the term: until then there is something to renew for
    "removed": N_("Renewed or not, it ends on %(day)s by decision of the council."),
    "left": N_("Renewed or not, it ends on %(day)s at the person's own wish."),
}

OWN_BEYOND = BEYOND | {"left": N_("Renewed or not, it ends on %(day)s at your own wish.")}
OWN_ENDS = ENDS | {"left": N_("Ends on %(day)s at your own wish.")}  # in words for the person themselves

PART_ENDED = N_("The law ended this part of the register on %(by)s.")
PART_ENDED_UNREAD = N_("The law ended this part of the register. The day is not known: on %(by)s it was there no more.")
DOUBT = N_(
    "Whether this part of the register was still there on that day is not known: "
    "it was there on %(after)s and no more on %(by)s."
)

TAGS: dict[str, str] = {
    "registered": "done",
    "conditions": "conditions",
    "suspended": "stopped",
    "removed": "stopped",
    "not_yet": "waiting",
}


@dataclass(frozen=True)
class Standing:
    """Status on a date, its reason, the term in force and what is open.

    `until` None means that no expiry is known; `ended_on` is the first day without registration; `orders` are in force;
    `closing` says that the term ends early, by an end that is recorded already; `kept` is the end that a term had which
    is held open until a person has decided; `ahead` is an end that is recorded for a day to come. `stood` are the
    orders in force on the last day of a registration that was left or not renewed. `gone` is the end of the part, where
    that ended the registration or where it is not known whether it had by that day.
    """

    status: Status
    as_of: date
    registered_since: date
    until: date | None
    ended_on: date | None = None
    reason: str = ""
    orders: tuple[Row, ...] = ()
    closing: bool = False
    kept: date | None = None
    ahead: Ahead | None = None
    stood: tuple[Row, ...] = ()
    gone: PartEnd | None = None

    @property
    def due(self) -> date | None:
        """The day by which to renew."""
        return self.until or self.kept

    @property
    def may_practise(self) -> bool:
        return self.status in ("registered", "conditions")

    @property
    def may_return(self) -> bool:
        """Whether somebody may ask to come back to this registration."""
        return self.status in ("removed", "left", "lapsed")

    @property
    def doubt(self) -> Sentence | None:
        """That it is not known whether the part was still there on the day; None where it is."""
        if self.gone is None or not self.on_register:
            return None
        return Sentence(DOUBT, after=self.gone.after, by=self.gone.by)

    @property
    def part_ended(self) -> Sentence | None:
        """That the law ended the part, where that ended this registration; and that the day is not known, where so."""
        if self.gone is None or self.on_register:
            return None
        return Sentence(PART_ENDED if self.ended_on else PART_ENDED_UNREAD, by=self.gone.by)

    @property
    def on_register(self) -> bool:
        """Whether the entry is live: a suspended person is still on the register, without the right to practise."""
        return self.may_practise or self.status == "suspended"

    @property
    def removed_by_order(self) -> bool:
        """Whether an order removed this entry, not another decision of the council, like one about a fee."""
        return self.status == "removed" and any(order["effect"] == "removed" for order in self.orders)

    @property
    def barred_until(self) -> date | None:
        """The last day of the time before which nobody may ask to come back, None where no order says one."""
        ends = [order["ends_on"] for order in self.orders if order["effect"] == "removed"]
        return None if None in ends or not ends else max(ends)

    @property
    def suspended_until(self) -> date | None:
        """The last day of the longest suspension in force, None when none is known."""
        ends = [order["ends_on"] for order in self.orders if order["effect"] == "suspended"]
        return None if None in ends or not ends else max(ends)

    @property
    def ending(self) -> Sentence | None:
        """The end to come, beside the state that still holds; None where none is recorded."""
        return self._ending(ENDS if self.closing else BEYOND)

    @property
    def own_ending(self) -> Sentence | None:
        """The same in words for the person themselves."""
        return self._ending(OWN_ENDS if self.closing else OWN_BEYOND)

    def _ending(self, words: Mapping[str, str]) -> Sentence | None:
        return Sentence(words[self.ahead.by], day=self.ahead.on) if self.ahead and self.on_register else None

    @property
    def words(self) -> str:
        return WORDS[self.status]

    @property
    def meaning(self) -> str:
        return MEANING[self.status]

    @property
    def tag(self) -> str:
        return TAGS.get(self.status, "ended")


def standing(
    registration: Row, events: Sequence[Row], orders: Sequence[Row], as_of: date, bounds: Bounds = BOUNDLESS
) -> Standing:
    """The standing of one registration on a date.

    The order in force with the strongest effect decides; once the last is lifted, the standing before it is back, and
    nothing is written for that. An order cannot bring to life what has ended, and nothing comes after a death.
    """
    orders = by_death(orders, events)
    begun = bounded(term(registration, events, as_of), registration, events, bounds, as_of)
    found = with_removals(begun, orders, as_of)
    live = tuple(sorted((order for order in orders if in_force(order, as_of)), key=_newest_first))
    if found is None:
        return Standing("not_yet", as_of, registration["registered_on"], registration["expires_on"], orders=live)
    status, ended_on, reason = _status(found, live)
    told = Standing(status, as_of, found.since, found.until, ended_on, reason, live, found.closing, found.kept)
    bound = tuple(order for order in live if binds(told, order["effect"]))
    told = replace(told, orders=bound, ahead=found.ahead, stood=_stood(told, orders))
    return _by_part(told, bounds.gone)


def _by_part(told: Standing, gone: PartEnd | None) -> Standing:
    """The standing with what is known of the end of its part: a day that is not known is not told."""
    if gone is None or not (told.status == "closed" or (told.on_register and gone.doubtful(told.as_of))):
        return told
    known = told.status != "closed" or gone.after is None
    return replace(told, gone=gone, ended_on=told.ended_on if known else None)


def _stood(told: Standing, orders: Sequence[Row]) -> tuple[Row, ...]:
    """The orders in force on the last day of a registration that was left or not renewed."""
    if told.status not in ("left", "lapsed") or told.ended_on is None:
        return ()
    last = told.ended_on - DAY
    return tuple(sorted((order for order in orders if in_force(order, last)), key=_newest_first))


def binds(found: Standing, effect: str) -> bool:
    """Whether an order of an effect still says anything: who is removed has no practice that it could restrict."""
    return found.status != "removed" or effect == "removed"


def _newest_first(order: Row) -> tuple[int, str]:
    """One sequence of orders, wherever their rows were read from."""
    return -order["starts_on"].toordinal(), order["id"]


def _status(found: Term, live: Sequence[Row]) -> tuple[Status, date | None, str]:
    effects = {order["effect"] for order in live}
    removed_on = min((o["starts_on"] for o in live if o["effect"] == "removed"), default=None)
    if found.ended_by == "died":
        return "died", min(filter(None, (removed_on, found.ended_on))), found.reason
    if removed_on:
        return "removed", removed_on, "order"
    if not found.running:
        return cast(Status, found.ended_by), found.ended_on, found.reason
    if "suspended" in effects:
        return "suspended", None, "order"
    return ("conditions" if "conditions" in effects else "registered"), None, ""
