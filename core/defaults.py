"""What the core itself declares, through the same hooks as a plugin."""

from collections.abc import Mapping
from typing import Any

from councilkit.api import (
    Actor,
    Asked,
    Check,
    ConditionSource,
    Config,
    Context,
    Document,
    Event,
    Link,
    Publication,
    RegisterPart,
    WorkItem,
    hookimpl,
)
from councilkit.wording import N_


@hookimpl(trylast=True)
def registration_number(part: RegisterPart, person: Any, sequence: int) -> str:
    """The part's own number format, filled with the next number of its sequence."""
    return part.number_format.format(sequence=sequence)


# (needs one of these roles, link); pages that concern nobody in particular are linked from the frame itself
_MENU = (
    ({"registrant"}, Link(N_("My page"), "standing.my", 10)),
    ({"registrant"}, Link(N_("My learning"), "cpd.learning", 20)),
    ({"registrant"}, Link(N_("My portfolio"), "pathways.portfolio", 30)),
    ({"registrant"}, Link(N_("My pathway"), "pathways.pathway", 40)),
    ({"employer"}, Link(N_("Your people"), "employers.overview", 10)),
    ({"employer"}, Link(N_("Check numbers"), "employers.check", 20)),
    ({"employer"}, Link(N_("Portfolios"), "pathways.portfolios", 30)),
    ({"registrar", "assessor", "administrator"}, Link(N_("Work"), "register.office", 10)),
    ({"registrar", "assessor", "administrator"}, Link(N_("Renewals"), "deadlines.renewals", 15)),
    ({"registrar", "assessor"}, Link(N_("Audits"), "audits.office", 20)),
    ({"publisher"}, Link(N_("Publish"), "publication.publish", 22)),
    ({"analyst", "publisher", "interviewer"}, Link(N_("Censuses"), "censuses.rounds", 25)),
    ({"registrar", "assessor", "administrator", "analyst", "employer"}, Link(N_("Draft laws"), "impact.impact", 30)),
    ({"registrar", "administrator"}, Link(N_("Imports"), "imports.imports", 40)),
    ({"registrar", "analyst"}, Link(N_("Cohorts"), "cohorts.cohorts", 55)),
    ({"administrator"}, Link(N_("Accounts"), "accounts.accounts", 70)),
)


@hookimpl
def register_publications(config: Config) -> tuple[Publication, ...]:
    """The parts of the register, the register, and totals of learning."""
    from councilkit.publication.own import OWN

    return OWN


@hookimpl
def register_documents(config: Config) -> tuple[Document, ...]:
    """The certificate of registration, and the portfolio."""
    from councilkit.documents.certificate import CERTIFICATE
    from councilkit.documents.portfolio import PORTFOLIO

    return (CERTIFICATE, PORTFOLIO)


@hookimpl
def register_conditions(config: Config) -> tuple[ConditionSource, ...]:
    """The form of an audit, for as long as it waits for its registrant."""
    from councilkit.audits.store import WAITING_FORM

    return (WAITING_FORM,)


@hookimpl
def things_asked(context: Context, person_id: str) -> list[Asked]:
    """What audits wait for from a registrant."""
    from councilkit.audits.services.reading import asked_of

    return asked_of(context, person_id)


@hookimpl
def work_waiting(context: Context) -> list[WorkItem]:
    """What audits passed on to those who decide about a registration."""
    from councilkit.audits.services.passing import waiting

    return waiting(context)


@hookimpl
def application_evidence(context: Context, application: Mapping[str, Any]) -> list[Check]:
    """What the law of renewal or of coming back finds."""
    from councilkit.standing.evidence import evidence_on

    return evidence_on(context, application)


@hookimpl
def follow_up(context: Context, event: Event) -> None:
    """Renew what was signed, where this change brought the last thing that was missing."""
    from councilkit.standing.following import follow

    follow(context, event)


@hookimpl
def menu_links(actor: Actor, request: Any) -> list[Link]:
    """The core's own menu: what this actor's roles can use."""
    return [link for roles, link in _MENU if roles & actor.roles]
