"""Pure parts of accounts: roles and what each may do."""

from typing import Any

from councilkit.context import Actor
from councilkit.wording import N_

# role -> actions; "room.*" permits every action of the room. `own` actions also need the subject to be the actor's own.
ROLES: dict[str, tuple[str, ...]] = {
    "system": ("*",),
    "administrator": ("accounts.*", "imports.*", "ledger.verify", "register.read", "publication.read", "council.*"),
    "registrar": (
        "register.*",
        "audits.*",
        "standing.*",
        "cpd.read",
        "cpd.withdraw",
        "imports.*",
        "documents.*",
        "accounts.claim_link",
        "ledger.read",
        "ledger.redact",
        "cohorts.*",
    ),
    "assessor": ("register.read", "register.propose", "audits.read", "audits.review", "cpd.read"),
    "interviewer": ("censuses.read", "censuses.interview"),
    "analyst": ("censuses.*", "statistics.*", "publication.read", "cohorts.read", "cohorts.report"),
    "publisher": ("publication.*", "censuses.read"),
    "employer": ("own.employer", "statistics.impact"),
    "registrant": ("own.registrant",),
}

TITLES = {
    "administrator": N_("Administrator"),
    "registrar": N_("Registrar"),
    "assessor": N_("Assessor"),
    "interviewer": N_("Interviewer"),
    "analyst": N_("Analyst"),
    "publisher": N_("Publisher"),
    "employer": N_("Employer"),
    "registrant": N_("Registrant"),
}

# what a registrant may do to what is theirs: the subject is their person id
OWN: dict[str, frozenset[str]] = {
    "registrant": frozenset(
        (
            "register.read",
            "register.details",
            "register.renew",
            "register.apply",
            "audits.answer",
            "cpd.read",
            "cpd.log",
            "cpd.withdraw",
            "documents.print",
            "pathways.read",
            "pathways.write",
            "pathways.share",
            "ledger.read",
        )
    ),
}


def permitted(actor: Actor, action: str, subject: Any = None) -> bool:
    """Whether the actor's roles allow the action; `subject` is the person id that it concerns, or None."""
    return any(_role_allows(role, action) or _owns(role, actor, action, subject) for role in actor.roles)


def _role_allows(role: str, action: str) -> bool:
    room = action.partition(".")[0]
    return bool({"*", action, f"{room}.*"}.intersection(ROLES.get(role, ())))


def _owns(role: str, actor: Actor, action: str, subject: Any) -> bool:
    return action in OWN.get(role, ()) and subject is not None and subject == actor.person_id
