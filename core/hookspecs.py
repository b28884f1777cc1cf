"""The whole contract of a plugin: every hook, its arguments and what it returns.

Three shapes only. `register_*` returns a list of value objects, collected once at start-up into a frozen catalogue.
Questions (`firstresult`) are asked where exactly one answer is meant. Happenings run after the commit; what they return
is ignored. Arguments of an implementation never have defaults; results are ordered by code, never by load order.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    import click
    from flask import Blueprint, Flask, Request

    from councilkit.api import (
        Actor,
        Asked,
        AuditRule,
        CensusDesign,
        Check,
        CohortSurveys,
        ConditionSource,
        Config,
        Context,
        Document,
        Event,
        Law,
        LearningFramework,
        Link,
        OrderKind,
        PluginInfo,
        Publication,
        Qualification,
        QualificationPlan,
        RegisterPart,
        RequirementSet,
        SeedContext,
        WorkItem,
    )

API = 1

hookspec = pluggy.HookspecMarker("councilkit")
hookimpl = pluggy.HookimplMarker("councilkit")


@hookspec
def plugin_info(config: "Config") -> "PluginInfo":
    """Say who the plugin is: its code, title, country, languages, and the `api` number it was written for."""


@hookspec
def register_registers(config: "Config") -> "Sequence[RegisterPart]":
    """Declare the parts of the registers that the plugin brings, with their authority and period."""


@hookspec
def register_qualifications(config: "Config") -> "Sequence[Qualification]":
    """Declare the qualifications that the plugin knows, with level, source and the date it was checked."""


@hookspec
def register_learning_frameworks(law: "Law") -> "Sequence[LearningFramework]":
    """Declare what continuing learning is asked of which part, and the steps of a career with what opens each."""


@hookspec
def register_requirements(law: "Law") -> "Sequence[RequirementSet]":
    """Declare what the law asks of a part at an event: requirements composed of the core's shapes, figures by id."""


@hookspec
def register_qualification_plans(law: "Law") -> "Sequence[QualificationPlan]":
    """Declare registers that would ask for qualifications, each a draft law that is tried against the register."""


@hookspec
def register_audits(law: "Law") -> "Sequence[AuditRule]":
    """Declare what the law says of the audits of a part: the fraction that is drawn, and who is exempt."""


@hookspec
def register_conditions(config: "Config") -> "Sequence[ConditionSource]":
    """Declare where conditions of a kind are kept that the law of renewal may ask after, besides those of officers."""


@hookspec
def register_order_kinds(config: "Config") -> "Sequence[OrderKind]":
    """Declare the kinds of order that a committee may make and what each does to the right to practise."""


@hookspec
def register_censuses(config: "Config") -> "Sequence[CensusDesign]":
    """Declare census designs: their questionnaires, tables and publications."""


@hookspec
def register_cohort_surveys(config: "Config") -> "Sequence[CohortSurveys]":
    """Declare the surveys of cohorts and pilots: their waves, and the scales on which change is shown."""


@hookspec
def register_publications(config: "Config") -> "Sequence[Publication]":
    """Declare tables that may be published, column by column; what nobody declares is never published."""


@hookspec
def register_documents(config: "Config") -> "Sequence[Document]":
    """Declare documents that can be printed as PDF."""


@hookspec
def register_blueprints(app: "Flask") -> "Sequence[Blueprint]":
    """Bring pages; each blueprint is mounted under `/<plugin code>/`."""


@hookspec
def register_commands(cli: "click.Group") -> "click.Group":
    """Bring one command group, named after the plugin."""


@hookspec
def menu_links(actor: "Actor", request: "Request") -> "Sequence[Link]":
    """Offer links for the menu of this actor."""


@hookspec
def things_asked(context: "Context", person_id: str) -> "Sequence[Asked]":
    """Say what the council waits for from a registrant, so that it stands on their own page with its date."""


@hookspec
def work_waiting(context: "Context") -> "Sequence[WorkItem]":
    """Say what else waits for officers, so that it stands in Work with its date; nothing for who may not see it."""


@hookspec
def application_evidence(context: "Context", application: "Mapping[str, Any]") -> "Sequence[Check]":
    """Say what rules find in an application, one line a rule, for the officers who decide it.

    A renewal that the office writes without one has only `kind`, `part`, `person_id`, `registration_id`, an `id` and an
    `outcome` that are None, and no `details`.
    """


@hookspec(firstresult=True)
def registration_number(part: "RegisterPart", person: Any, sequence: int) -> str | None:
    """Give the number of a new registration, or None to leave it to the next plugin; the core's default comes last."""


@hookspec
def permit(actor: "Actor", action: str, subject: Any) -> bool | None:
    """Allow (True), forbid (False) or say nothing (None) of an action; any False wins."""


@hookspec
def event_recorded(event: "Event") -> None:
    """Hear of a committed change; an error here is logged and changes nothing."""


@hookspec
def follow_up(context: "Context", event: "Event") -> None:
    """Do what follows from a committed change, in a change of its own; an import is not told row by row."""


@hookspec
def seed_demo(context: "SeedContext") -> None:
    """Add the plugin's invented people to the demonstration council, repeatably from its seed."""
