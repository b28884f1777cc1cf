"""Office pages of ends: how a registration ends, what will follow, and taking an end back."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit import fields
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import Problem
from councilkit.register import ending_letters, order_letters, schemas
from councilkit.register.lapsing import notice_of, told_notice
from councilkit.register.pages.common import CheckPage, FormPage, form_page
from councilkit.register.pages.registrations import about_registration
from councilkit.register.services import applications, endings, files, orders, registrations
from councilkit.register.terms import DAY
from councilkit.web import context
from councilkit.wording import N_, Sentence

BOTH = ["GET", "POST"]
SECOND = N_("A second officer must agree before it holds.")
ENDINGS = (
    ("left", N_("The person leaves the register"), N_("At their own wish.")),
    ("died", N_("The person has died")),
    ("removal", N_("The council removes the entry"), SECOND),
    ("lapse", N_("The renewal is held open no longer"), SECOND),
)
GIVEN = ("on", "reason", "article")
CHECK = N_("Check the end – not recorded yet"), N_("Record this end")
CHECK_PROPOSED = N_("Check the end – not proposed yet"), N_("Propose this end")
FOLLOWS = {
    "left": N_("From that day on the person may not practise. Until then you can take it back."),
    "left_past": N_("The person may not practise since that day. Only two officers can take this back, as a mistake."),
    "died": N_(
        "The entry is closed since that day, and no letter goes out. "
        "Only two officers can take this back, as a mistake."
    ),
    "removal": N_("Nothing holds until another officer agrees. From that day on the person may not practise."),
    "lapse": N_("Nothing holds until another officer agrees. Until that day the person can still renew."),
}
TO = N_("This letter goes to %(name)s, %(address)s.")
NOWHERE = N_("No address of %(name)s is known, so no letter can be sent: tell the person.")
LETTER_NOW, LETTER_LATER = N_("This letter goes out now"), N_("This letter goes out once another officer agrees")
RECORDED = N_("Recorded.")
SENT = N_("Recorded. The letter is sent.")
NOT_SENT = N_("Recorded. No letter could be sent: tell the person.")
TAKE_BACK = N_("Take the end back"), N_("Take it back")
PROPOSE_BACK = N_("Propose to take the end back"), N_("Propose to take back")
AHEAD = N_("It ends on %(day)s by what is recorded. Taken back, it goes on as before.")
REMOVAL_AHEAD = N_(
    "The council removes this entry on %(day)s. Nothing changes before another officer agrees, which must be before "
    "that day. Then the registration goes on as before, and a letter tells the person."
)
ENDED = N_(
    "This entry ended on %(day)s by what is recorded. Take that back only where it was a mistake: "
    "whoever really left or was removed applies to come back. Nothing changes before another officer agrees. "
    "Then the entry stands as if it had never ended, and a letter tells the person."
)
STAYS = N_("Taken back. The registration goes on, and the letter is sent.")
STAYS_UNTOLD = N_("Taken back. The registration goes on. No letter could be sent: tell the person.")


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages of ends."""
    base = "/office/registrations/<registration_id>"
    blueprint.add_url_rule(f"{base}/end", "end", end, methods=BOTH)
    blueprint.add_url_rule(f"{base}/stay", "stay", stay, methods=BOTH)


class EndSchema(schemas.EndingSchema):
    """How a registration ends."""

    how = fields.Choice(ENDINGS, required=True, metadata={"label": N_("What happened?")})
    id = fields.Code(pattern="[0-9a-f]{32}", metadata={"widget": "hidden"})
    version = fields.Version(required=True)

    class Meta:
        fields = ("how", "on", "reason", "article", "id", "version")


@login_required
def end(registration_id: str) -> AnyResponse:
    """End a registration: left, died, or proposed; where an end lies ahead, a death alone."""
    ctx = context()
    require(ctx, "register.end")
    possible, refusal = endings.offered_endings(ctx, registration_id)
    about, row = about_registration(
        registration_id, "end", N_("End this registration"), N_("Check it"), kind="stop", intro=refusal or ""
    )
    notice = told_notice(notice_of(ctx.law, row["part"], ctx.today()))
    offered = [(*each[:2], *_hint(each, notice)) for each in ENDINGS if each[0] in possible]

    def check(data: dict[str, Any]) -> CheckPage:
        return _check(ctx, about, row, data["how"], endings.checked_ending(ctx, row["id"], data["how"], _given(data)))

    def save(data: dict[str, Any]) -> str:
        return _save(ctx, row, data)

    return form_page(
        about, EndSchema(), lambda: _fresh(ctx, registration_id), save, choices={"how": offered}, check=check
    )


def _fresh(ctx: Context, registration_id: str) -> dict[str, Any]:
    return {"version": registrations.find_registration(ctx, registration_id)["version"], "id": new_id()}


def _hint(ending: tuple[str, ...], notice: Sentence) -> tuple[str, ...]:
    """What stands below a way to end: of a lapse also the notice that the law wants."""
    if ending[0] != "lapse":
        return ending[2:]
    return (Sentence(N_("%(second)s %(notice)s"), second=Sentence(SECOND), notice=notice),)


def _given(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in GIVEN}


def _save(ctx: Context, row: Any, data: dict[str, Any]) -> str:
    how, given = data["how"], _given(data)
    if how in endings.PROPOSED:
        propose = orders.propose_removal if how == "removal" else orders.propose_lapse
        return url_for("register.proposal", proposal_id=propose(ctx, row["id"], given, data["id"]))
    if how == "left":
        endings.leave(ctx, row["id"], given, data["version"])
        flash(SENT if ending_letters.send_leaving(ctx, row, given) else NOT_SENT, "done")
    else:
        endings.record_death(ctx, row["id"], given, data["version"])
        flash(RECORDED, "done")
    return url_for("standing.person", person_id=row["person_id"])


def _check(ctx: Context, about: FormPage, row: Any, how: str, given: dict[str, Any]) -> CheckPage:
    """What will follow for whom: the kind of end, its day, and the letter with whom it goes to."""
    person = files.read_person(ctx, row["person_id"])
    past = how == "left" and given["on"] <= ctx.today()
    title, button = CHECK_PROPOSED if how in endings.PROPOSED else CHECK
    name = about.shown["identity"][0]
    shown = {
        "kind": next(each[1] for each in ENDINGS if each[0] == how),
        "given": given,
        "last": given["on"] - DAY,
        "follows": FOLLOWS["left_past" if past else how],
        "undone": endings.undone_by_death(ctx, row["id"], given["on"]) if how == "died" else [],
        "notice": told_notice(notice_of(ctx.law, row["part"], ctx.today())) if how == "lapse" else "",
        "letter": _letter(ctx, row, person, how, given),
        "letter_when": LETTER_LATER if how in endings.PROPOSED else LETTER_NOW,
        "to": Sentence(TO, name=name, address=person["email"]) if person["email"] else Sentence(NOWHERE, name=name),
    }
    return CheckPage("register/end_check.html", title, button, shown, "stop")


def _letter(ctx: Context, row: Any, person: Any, how: str, given: dict[str, Any]) -> str:
    if how == "died":
        return ""
    if how == "left":
        return ending_letters.leaving_letter(ctx, row, given)
    return order_letters.order_letter(ctx, {"kind": how, "details": given, "registration": row, "person": person})


def _taking_back(recorded: Any) -> Sentence | str:
    """What taking an end back does; nothing where somebody else has done it meanwhile."""
    if recorded is None:
        return ""
    said = ENDED if recorded["past"] else REMOVAL_AHEAD if recorded["by_two"] else AHEAD
    return Sentence(said, day=recorded["effective_on"])


@login_required
def stay(registration_id: str) -> AnyResponse:
    """Take an end back, with the reason, or propose that where it needs two officers."""
    ctx = context()
    require(ctx, "register.end")
    recorded = endings.recorded_end(ctx, registration_id)
    if recorded is None and request.method == "GET":
        raise Problem(endings.NO_END)
    by_two = bool(recorded and recorded["by_two"])
    about, row = about_registration(registration_id, "stay", *(PROPOSE_BACK if by_two else TAKE_BACK))
    about = replace(about, intro=applications.also_open(ctx, row, _taking_back(recorded)))

    def save(data: dict[str, Any]) -> str:
        if by_two:
            return url_for("register.proposal", proposal_id=orders.propose_stay(ctx, registration_id, data))
        taken_back = endings.take_back_ending(ctx, registration_id, data)
        flash(STAYS if ending_letters.send_taken_back(ctx, row, taken_back) else STAYS_UNTOLD, "done")
        return url_for("standing.person", person_id=row["person_id"])

    return form_page(about, schemas.TakingBackSchema(), lambda: _fresh(ctx, registration_id), save)
