"""Every hook of the plugin."""

from collections.abc import Sequence

from councilkit.api import (
    CensusDesign,
    Config,
    Law,
    LearningFramework,
    OrderKind,
    PluginInfo,
    Publication,
    Qualification,
    RegisterPart,
    SeedContext,
    census_publication,
    hookimpl,
)
from councilkit_ro_census import censuses, demo, learning, orders, qualifications, registers


@hookimpl
def plugin_info(config: Config) -> PluginInfo:
    return PluginInfo("ro_census", "Romania: register and workforce census", "RO", api=1, languages=("en", "ro"))


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
def register_order_kinds(config: Config) -> Sequence[OrderKind]:
    return orders.KINDS


@hookimpl
def register_censuses(config: Config) -> Sequence[CensusDesign]:
    return (censuses.WORKFORCE,)


@hookimpl
def register_publications(config: Config) -> Sequence[Publication]:
    return [census_publication(censuses.WORKFORCE, table) for table in censuses.WORKFORCE.tables]


@hookimpl
def seed_demo(context: SeedContext) -> None:
    demo.seed(context)
