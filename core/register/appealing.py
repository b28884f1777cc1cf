"""The way to appeal against a decision, as far as the law of the part's own country says one."""

from datetime import date

from councilkit.law.model import DatedValue, Law, LawLookupError
from councilkit.register.model import OrderKind
from councilkit.wording import N_, Sentence

NO_WAY = N_("The law that the council's system holds names no way to appeal; ask the council or a lawyer about yours.")
YES = N_("You can appeal. %(what)s: %(number)s %(unit)s.")
NEVER = N_("This kind of decision cannot be appealed (%(source)s).")


def way_to_appeal(law: Law, part: str, on: date) -> Sentence:
    """What somebody is told of appealing against a decision about a part of the register."""
    id = f"{part.partition('.')[0]}.appeal.window"
    try:
        parameter, number = law.get(id), law.number(id, on)
    except LawLookupError:
        return Sentence(NO_WAY)
    return Sentence(YES, what=Sentence(parameter.title), number=number, unit=Sentence(parameter.unit))


def way_to_appeal_order(law: Law, part: str, kind: OrderKind | None, effect: str, on: date) -> Sentence | None:
    """The same of an order; None for one that touches no right and of which the law does not say it."""
    told = _said(law, kind, on) is not None or effect != "none"
    return against_appeal(law, kind, on) or (way_to_appeal(law, part, on) if told else None)


def against_appeal(law: Law, kind: OrderKind | None, on: date) -> Sentence | None:
    """Why nobody can appeal against a kind of order by the law of a day; None where the law does not say so."""
    said = _said(law, kind, on)
    if said is None or said.value is not False:
        return None
    return Sentence(NEVER, source=", ".join(filter(None, (said.source.title, said.article))))


def _said(law: Law, kind: OrderKind | None, on: date) -> DatedValue | None:
    try:
        return law.find(kind.appealable, on) if kind and kind.appealable else None
    except LawLookupError:
        return None
