"""Every hook of the plugin."""

from collections.abc import Sequence

from councilkit.api import (
    Config,
    Law,
    LearningFramework,
    OrderKind,
    PluginInfo,
    Qualification,
    RegisterPart,
    RequirementSet,
    SeedContext,
    hookimpl,
)
from councilkit_asean_mra import demo, learning, orders, qualifications, registers, rules


@hookimpl
def plugin_info(config: Config) -> PluginInfo:
    return PluginInfo("asean_mra", "South-East Asia: registers and licences", "ASEAN", api=1, languages=("en", "th"))


@hookimpl
def register_registers(config: Config) -> Sequence[RegisterPart]:
    return registers.PARTS


@hookimpl
def register_qualifications(config: Config) -> Sequence[Qualification]:
    return qualifications.QUALIFICATIONS


@hookimpl
def register_learning_frameworks(law: Law) -> Sequence[LearningFramework]:
    return learning.FRAMEWORKS


@hookimpl
def register_requirements(law: Law) -> Sequence[RequirementSet]:
    return rules.SETS


@hookimpl
def register_order_kinds(config: Config) -> Sequence[OrderKind]:
    return orders.KINDS


@hookimpl
def seed_demo(context: SeedContext) -> None:
    demo.seed(context)
