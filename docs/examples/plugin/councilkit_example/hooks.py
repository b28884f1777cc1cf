"""Every hook of the example plugin."""

from collections.abc import Sequence

import click

from councilkit.api import Category, Config, Law, LearningFramework, PluginInfo, RegisterPart, hookimpl


@hookimpl
def plugin_info(config: Config) -> PluginInfo:
    """Who this plugin is; the code is its name among the entry points."""
    return PluginInfo("example", "Example: youth workers of Ruritania", "XX")


@hookimpl
def register_registers(config: Config) -> Sequence[RegisterPart]:
    """One part, whose registrations last as many months as the law parameter says."""
    return [
        RegisterPart(
            "xx.youth_worker",
            "Youth workers",
            "Youth Work Board",
            "XX",
            period="xx.period",
            number_format="YW-{sequence:05d}",
        )
    ]


@hookimpl
def register_learning_frameworks(law: Law) -> Sequence[LearningFramework]:
    """What learning is asked of that part."""
    categories = (Category("course", "Course", "formal"), Category("team", "Team learning", "informal"))
    return [
        LearningFramework("xx.learning", "Learning", ("xx.youth_worker",), "hour", "xx.hours", "xx.period", categories)
    ]


@hookimpl
def register_commands(cli: click.Group) -> click.Group:
    """`councilkit example hello`."""

    @click.group("example")
    def group() -> None:
        """Commands of the example plugin."""

    @group.command()
    def hello() -> None:
        """Say hello."""
        click.echo("Hello from the example plugin.")

    return group
