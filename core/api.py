"""Everything a plugin may import from councilkit; the rest is private and may change."""

from dataclasses import dataclass

from councilkit.audits.model import AuditRule, Exemption
from councilkit.catalogue import Catalogue
from councilkit.censuses.model import CensusDesign, CensusTable
from councilkit.cohorts.model import CohortSurveys, Scale, Tally, Wave
from councilkit.config import Config
from councilkit.context import Actor, Context
from councilkit.cpd.model import Category, Impact, LearningFramework, Opening, Role, Standard, Step
from councilkit.demo.model import (
    Award,
    Cohort,
    CohortPlan,
    FormPlan,
    Measure,
    Names,
    Place,
    Respondent,
    RoundPlan,
    SeedContext,
    Topic,
)
from councilkit.documents.model import Document
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted, Problem
from councilkit.hookspecs import API, hookimpl
from councilkit.law import Law
from councilkit.law.requirements import (
    AllOf,
    Amount,
    AnyOf,
    AtLeastOne,
    Count,
    Covers,
    Declared,
    Fulfilled,
    Holds,
    Kinds,
    NoOrder,
    Paid,
    Practised,
    Ratio,
    Requirement,
    RequirementSet,
)
from councilkit.law.selection import Applies, Cap, Carry, Deferral, Where
from councilkit.law.windows import Anchored, Calendar, Cycle, Ever, InRole, Rolling, Term
from councilkit.ledger.model import Event
from councilkit.publication.censuses import census_publication
from councilkit.publication.model import Column, Counts, ForeignKey, Open, Publication, Question
from councilkit.qualifications.model import QualificationPlan
from councilkit.register.decisions import Check
from councilkit.register.model import Opens, OrderKind, Qualification, RegisterPart, WorkItem
from councilkit.standing.answers import Asked
from councilkit.standing.scope import ConditionSource
from councilkit.wording import N_


@dataclass(frozen=True)
class PluginInfo:
    """Who a plugin is; `api` is the contract number it was written for."""

    code: str
    title: str
    country: str
    api: int = API
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True)
class Link:
    """A menu entry: an endpoint's label and place."""

    label: str
    endpoint: str
    order: int = 100


__all__ = [
    "API",
    "N_",
    "Actor",
    "AllOf",
    "Amount",
    "Anchored",
    "AnyOf",
    "Applies",
    "Asked",
    "AtLeastOne",
    "AuditRule",
    "Award",
    "Calendar",
    "Cap",
    "Carry",
    "Catalogue",
    "Category",
    "CensusDesign",
    "CensusTable",
    "Check",
    "Cohort",
    "CohortPlan",
    "CohortSurveys",
    "Column",
    "ConditionSource",
    "Config",
    "Conflict",
    "Context",
    "Count",
    "Counts",
    "Covers",
    "Cycle",
    "Declared",
    "Deferral",
    "Document",
    "Event",
    "Ever",
    "Exemption",
    "ForeignKey",
    "FormPlan",
    "Fulfilled",
    "Holds",
    "Impact",
    "InRole",
    "Invalid",
    "Kinds",
    "Law",
    "LearningFramework",
    "Link",
    "Measure",
    "Names",
    "NoOrder",
    "NotFound",
    "NotPermitted",
    "Open",
    "Opening",
    "Opens",
    "OrderKind",
    "Paid",
    "Place",
    "PluginInfo",
    "Practised",
    "Problem",
    "Publication",
    "Qualification",
    "QualificationPlan",
    "Question",
    "Ratio",
    "RegisterPart",
    "Requirement",
    "RequirementSet",
    "Respondent",
    "Role",
    "Rolling",
    "RoundPlan",
    "Scale",
    "SeedContext",
    "Standard",
    "Step",
    "Tally",
    "Term",
    "Topic",
    "Wave",
    "Where",
    "WorkItem",
    "census_publication",
    "hookimpl",
]
