"""Every hook of the plugin."""

from collections.abc import Sequence

from councilkit.api import (
    AuditRule,
    CensusDesign,
    CohortSurveys,
    Config,
    Law,
    LearningFramework,
    OrderKind,
    PluginInfo,
    Qualification,
    QualificationPlan,
    RegisterPart,
    RequirementSet,
    SeedContext,
    hookimpl,
)
from councilkit_ni_qbr import audits, cohorts, demo, learning, orders, qualifications, registers, rules


@hookimpl
def plugin_info(config: Config) -> PluginInfo:
    return PluginInfo("ni_qbr", "Northern Ireland: register and continuing learning", "GB", api=1, languages=("en",))


@hookimpl
def register_registers(config: Config) -> Sequence[RegisterPart]:
    return registers.PARTS


@hookimpl
def register_qualifications(config: Config) -> Sequence[Qualification]:
    return qualifications.QUALIFICATIONS


@hookimpl
def register_learning_frameworks(law: Law) -> Sequence[LearningFramework]:
    return learning.frameworks(law)


@hookimpl
def register_requirements(law: Law) -> Sequence[RequirementSet]:
    return rules.SETS


@hookimpl
def register_qualification_plans(law: Law) -> Sequence[QualificationPlan]:
    return (qualifications.PLAN,)


@hookimpl
def register_audits(law: Law) -> Sequence[AuditRule]:
    return audits.RULES


@hookimpl
def register_order_kinds(config: Config) -> Sequence[OrderKind]:
    return orders.KINDS


@hookimpl
def register_censuses(config: Config) -> Sequence[CensusDesign]:
    return (cohorts.DESIGN,)


@hookimpl
def register_cohort_surveys(config: Config) -> Sequence[CohortSurveys]:
    return (cohorts.SURVEYS,)


@hookimpl
def seed_demo(context: SeedContext) -> None:
    demo.seed(context)
