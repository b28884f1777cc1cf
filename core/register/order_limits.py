"""What an order may say and how long it may last, by its kind and the months that the law gives it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from councilkit.law.months import add_months
from councilkit.register.model import OrderKind
from councilkit.register.terms import DAY
from councilkit.wording import N_, Plural, Sentence

Row = Mapping[str, Any]
TOO_LONG = Plural(
    "Such orders may last %(months)s month in all, and %(days)s days are spent: enter a last day up to %(limit)s.",
    "Such orders may last %(months)s months in all, and %(days)s days are spent: enter a last day up to %(limit)s.",
    "months",
)


def days_of(order: Row) -> int:
    """How many days an order lasts or lasted; 0 where it has no end, which only an unlimited kind has."""
    ends = [day for day in (order["ends_on"], order["lifted_on"] and order["lifted_on"] - DAY) if day]
    return max(0, (min(ends) - order["starts_on"]).days + 1) if ends else 0


def total_problem(data: Row, others: Sequence[Row], months: int) -> Sentence | None:
    """Why an order would last too long together with others of its family, by the days of so many months."""
    first = min([data["starts_on"], *(order["starts_on"] for order in others)])
    spent = sum(days_of(order) for order in others)
    last = data["starts_on"] + timedelta(days=(add_months(first, months) - first).days - spent - 1)
    if data["ends_on"] is not None and data["ends_on"] <= last:
        return None
    told = {"months": months, "days": spent, "limit": last}
    return Sentence(TOO_LONG, **told)


def order_problems(kind: OrderKind, data: Row, months: int | None) -> dict[str, list[str]]:
    """What is wrong with an order, by field; `months` is the longest it may last, None where no limit is known."""
    problems: dict[str, list[str]] = {}
    start, end, review = data["starts_on"], data["ends_on"], data["review_on"]
    if end and end < start:
        problems["ends_on"] = [N_("The last day must not be before the first.")]
    if review and (review < start or (end and review > end)):
        problems["review_on"] = [
            N_("Review date must be before the end date.")
            if end and review > end
            else N_("Review date must be after the start.")
        ]
    if months is not None and (end is None or end >= add_months(start, months)):
        problems["ends_on"] = [
            Sentence(
                Plural(
                    "%(kind)s may last at most %(months)s month: enter a last day before %(limit)s.",
                    "%(kind)s may last at most %(months)s months: enter a last day before %(limit)s.",
                    "months",
                ),
                kind=kind.title,
                months=months,
                limit=add_months(start, months),
            )
        ]
    if kind.reviewed and not review:
        problems["review_on"] = [N_("Enter the day of the review: the law wants one for this kind of order.")]
    if kind.public and kind.effect == "conditions" and not data["public_wording"]:
        problems["public_wording"] = [N_("Write the conditions as the public will read them.")]
    return problems
