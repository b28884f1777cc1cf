"""Everything a plugin may import from councilkit; the rest is private and may change."""

from dataclasses import dataclass

from councilkit.catalogue import Catalogue
from councilkit.censuses.model import CensusDesign, CensusTable
from councilkit.config import Config
from councilkit.context import Actor, Context
from councilkit.cpd.model import Category, LearningFramework, Standard
from councilkit.demo.model import (
    Award,
    Cohort,
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
from councilkit.ledger.model import Event
from councilkit.publication.censuses import census_publication
from councilkit.publication.model import Column, Counts, ForeignKey, Open, Publication, Question
from councilkit.register.model import OrderKind, Qualification, RegisterPart
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
    "Award",
    "Catalogue",
    "Category",
    "CensusDesign",
    "CensusTable",
    "Cohort",
    "Column",
    "Config",
    "Conflict",
    "Context",
    "Counts",
    "Document",
    "Event",
    "ForeignKey",
    "FormPlan",
    "Invalid",
    "Law",
    "LearningFramework",
    "Link",
    "Measure",
    "Names",
    "NotFound",
    "NotPermitted",
    "Open",
    "OrderKind",
    "Place",
    "PluginInfo",
    "Problem",
    "Publication",
    "Qualification",
    "Question",
    "RegisterPart",
    "Respondent",
    "RoundPlan",
    "SeedContext",
    "Standard",
    "Topic",
    "census_publication",
    "hookimpl",
]
