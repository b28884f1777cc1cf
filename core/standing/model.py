"""The standing of a registration: status and right to practise on a date, from rows alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, cast

from councilkit.register.terms import Ahead, Term, in_force, term, with_removals
from councilkit.wording import N_, Sentence

Status = Literal["not_yet", "registered", "conditions", "suspended", "removed", "left", "died", "lapsed"]
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
}

MEANING: dict[str, str] = {
    "not_yet": N_("This registration has not started."),
    "registered": N_("May practise."),
    "conditions": N_("May practise, within the conditions shown."),
    "suspended": N_("May not practise while suspended. The name still shows on the register."),
    "removed": N_("May not practise. A committee or the council removed this entry."),
    "left": N_("May not practise. The person left the register; this is not a disciplinary matter."),
    "died": N_("This entry is closed."),
    "lapsed": N_("May not practise. The registration was not renewed; this is not a disciplinary matter."),
}

ENDS: dict[str, str] = {
    "removed": N_("Ends on %(day)s by decision of the council."),
    "left": N_("Ends on %(day)s at the person's own wish."),
    "died": N_("Ends on %(day)s."),
}

OWN_ENDS = ENDS | {"left": N_("Ends on %(day)s at your own wish.")}  # in words for the person themselves

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
    is held open until a person has decided; `ahead` is an end that is recorded for a day to come.
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

    @property
    def due(self) -> date | None:
        """The day by which to renew."""
        return self.until or self.kept

    @property
    def may_practise(self) -> bool:
        return self.status in ("registered", "conditions")

    @property
    def on_register(self) -> bool:
        """Whether the entry is live: a suspended person is still on the register, without the right to practise."""
        return self.may_practise or self.status == "suspended"

    @property
    def removed_by_order(self) -> bool:
        """Whether an order removed this entry, not another decision of the council, like one about a fee."""
        return self.status == "removed" and any(order["effect"] == "removed" for order in self.orders)

    @property
    def suspended_until(self) -> date | None:
        """The last day of the longest suspension in force, None when none is known."""
        ends = [order["ends_on"] for order in self.orders if order["effect"] == "suspended"]
        return None if None in ends or not ends else max(ends)

    @property
    def ending(self) -> Sentence | None:
        """The end to come, beside the state that still holds; None where none is recorded."""
        return self._ending(ENDS)

    @property
    def own_ending(self) -> Sentence | None:
        """The same in words for the person themselves."""
        return self._ending(OWN_ENDS)

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


def standing(registration: Row, events: Sequence[Row], orders: Sequence[Row], as_of: date) -> Standing:
    """The standing of one registration on a date.

    The order in force with the strongest effect decides; once the last is lifted, the standing before it is back, and
    nothing is written for that. An order cannot bring to life what has ended.
    """
    found = with_removals(term(registration, events, as_of), orders, as_of)
    live = tuple(sorted((order for order in orders if in_force(order, as_of)), key=_newest_first))
    if found is None:
        return Standing("not_yet", as_of, registration["registered_on"], registration["expires_on"], orders=live)
    status, ended_on, reason = _status(found, live)
    told = Standing(status, as_of, found.since, found.until, ended_on, reason, live, found.closing, found.kept)
    bound = tuple(order for order in live if binds(told, order["effect"]))
    return replace(told, orders=bound, ahead=found.ahead)


def binds(found: Standing, effect: str) -> bool:
    """Whether an order of an effect still says anything: who is removed has no practice that it could restrict."""
    return found.status != "removed" or effect == "removed"


def _newest_first(order: Row) -> tuple[int, str]:
    """One sequence of orders, wherever their rows were read from."""
    return -order["starts_on"].toordinal(), order["id"]


def _status(found: Term, live: Sequence[Row]) -> tuple[Status, date | None, str]:
    effects = {order["effect"] for order in live}
    if "removed" in effects:
        return "removed", min(o["starts_on"] for o in live if o["effect"] == "removed"), "order"
    if not found.running:
        return cast(Status, found.ended_by), found.ended_on, found.reason
    if "suspended" in effects:
        return "suspended", None, "order"
    return ("conditions" if "conditions" in effects else "registered"), None, ""
