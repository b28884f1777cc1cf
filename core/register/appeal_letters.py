"""The letter about what came of an appeal, in its reader's language: the outcome, and what follows from it."""

from councilkit.context import Context
from councilkit.register import store
from councilkit.register.letters import own_letter, say_to, send_about, send_own, to_applicant
from councilkit.register.schemas import OUTCOMES
from councilkit.register.services.appeals import Appeal
from councilkit.register.services.making import NO_REGISTRATION, present
from councilkit.register.services.reading import NO_APPLICATION
from councilkit.register.store.appeals import OVERTURNED
from councilkit.wording import N_, Sentence

SUBJECT = N_("What came of your appeal")
OVER = N_("Your appeal (%(against)s) is over since %(day)s.")
OUTCOME = N_("Outcome: %(outcome)s.")
REFERENCE = N_("Reference of the tribunal or court: %(reference)s.")
HOLDS = N_("The decision of the council holds.")
CARRIED_OUT = N_(
    "The council now does what follows from it. Where that changes your registration, we write to you again."
)
AGAIN = N_("The council decides your application again. You need not send it again.")
RENEWAL_AGAIN = N_("The council decides your renewal again. You need not send it again.")


def told(ctx: Context, appeal: Appeal) -> bool:
    """Tell whoever appealed what came of it; returns whether the letter went out."""
    row = appeal.row
    with ctx.reading() as connection:
        if row["application_id"]:
            application = present(store.application(connection, row["application_id"]), NO_APPLICATION)
        else:
            registration = present(store.registration(connection, row["registration_id"]), NO_REGISTRATION)
    if row["application_id"]:
        lines = _lines(appeal, RENEWAL_AGAIN if application["kind"] == "renewal" else AGAIN)
        return send_about(ctx, application, SUBJECT, to_applicant(ctx, application, lines))
    say, lines = say_to(ctx, person_id=appeal.person_id), _lines(appeal, CARRIED_OUT)
    return send_own(ctx, registration, SUBJECT, own_letter(ctx, registration, [say(each) for each in lines], say))


def _lines(appeal: Appeal, follows: str) -> list[str]:
    row = appeal.row
    outcome = dict(OUTCOMES)[row["outcome"]]
    reference = Sentence(REFERENCE, reference=row["reference"]) if row["reference"] else None
    return [
        Sentence(OVER, against=row["against"], day=row["outcome_on"]),
        Sentence(OUTCOME, outcome=Sentence(outcome)),
        *filter(None, [reference]),
        follows if row["outcome"] in OVERTURNED else HOLDS,
    ]
