"""Letters about what two officers agreed to: an order, its change or lifting, the end of a registration."""

from councilkit.context import Context
from councilkit.register import store
from councilkit.register.appealing import way_to_appeal_order
from councilkit.register.ending_letters import lapsing, removed, staying
from councilkit.register.letters import Say, about_own, part_title, post, say_to
from councilkit.register.model import OrderKind
from councilkit.register.returning import way_back
from councilkit.register.store import Row
from councilkit.register.terms import in_force
from councilkit.wording import N_, Sentence

MEANS = {
    "none": N_("It does not change your right to practise."),
    "conditions": N_("You may practise, within these conditions."),
    "suspended": N_("You may not practise while it lasts. Your name still shows on the register."),
    "removed": N_("You are removed from the register and may not practise."),
}
STILL_HELD = N_("Another order about your registration %(number)s (%(part)s) still holds: %(kind)s.")
ABOUT_REGISTRATION = N_("A decision about your registration %(number)s")
PUBLIC_WORDS = N_("Its public words:")


def order_letter(ctx: Context, case: Row) -> str:
    """The words of a letter about what two officers agreed to: an order, its change or lifting, an end."""
    say = say_to(ctx, person_id=case["registration"]["person_id"])
    words = {"lift": _lifted, "removal": removed, "lapse": lapsing, "stay": staying}.get(case["kind"], _ordered)
    return about_own(ctx, case["person"], words(ctx, case, say), say)


def _ordered(ctx: Context, case: Row, say: Say) -> list[str]:
    order = case["details"]
    kind = ctx.catalogue.get(OrderKind, order["kind"]) if ctx.catalogue.has(OrderKind, order["kind"]) else None
    made = N_("An order was made about your registration %(number)s (%(part)s): %(kind)s.")
    lines = [
        say(_about(ctx, case, made, order["kind"])),
        say(Sentence(N_("Decided by: %(who)s"), who=order["decided_by"])),
        say(_holds(order)),
        say(MEANS[order["effect"]]),
    ]
    if kind and kind.public and order["public_wording"]:
        lines.append(f"{say(PUBLIC_WORDS)}\n{order['public_wording']}")
    part = case["registration"]["part"]
    appeal = way_to_appeal_order(ctx.law, part, kind, order["effect"], ctx.today())
    back = way_back(ctx.law, part, order["starts_on"], by_order=True) if order["effect"] == "removed" else None
    return [*lines, *(say(each) for each in (appeal, back) if each)]


def _lifted(ctx: Context, case: Row, say: Say) -> list[str]:
    lifted = N_("An order about your registration %(number)s (%(part)s) is lifted: %(kind)s.")
    without = Sentence(N_("It no longer holds from %(day)s."), day=case["details"]["lifted_on"])
    return [say(_about(ctx, case, lifted, case["order"]["kind"])), say(without), *_still_held(ctx, case, say)]


def _still_held(ctx: Context, case: Row, say: Say) -> list[str]:
    """The other orders that hold once one is lifted, so that nobody takes themselves for free."""
    day = max(ctx.today(), case["details"]["lifted_on"])
    with ctx.reading() as connection:
        made = store.orders_of(connection, [case["registration"]["id"]])
    others = [order for order in made if order["id"] != case["order"]["id"] and in_force(order, day)]
    return [say(_about(ctx, case, STILL_HELD, order["kind"])) for order in others]


def _about(ctx: Context, case: Row, words: str, kind: str) -> Sentence:
    title = ctx.catalogue.get(OrderKind, kind).title if ctx.catalogue.has(OrderKind, kind) else kind
    registration = case["registration"]
    return Sentence(
        words, number=registration["number"], part=part_title(ctx, case["registration"]), kind=Sentence(title)
    )


def _holds(order: Row) -> Sentence:
    starts = order["starts_on"]
    if order["ends_on"]:
        return Sentence(N_("It holds from %(starts)s until %(ends)s."), starts=starts, ends=order["ends_on"])
    return Sentence(N_("It holds from %(starts)s until further notice."), starts=starts)


def send_order(ctx: Context, case: Row) -> bool:
    """Send the letter about what two officers agreed to; returns whether it went out."""
    number = case["registration"]["number"]
    subject = say_to(ctx, person_id=case["registration"]["person_id"])(Sentence(ABOUT_REGISTRATION, number=number))
    return post(ctx, case["person"]["email"], subject, order_letter(ctx, case), f"proposal {case['id'][:8]}")
