"""Invented people for the demonstration council."""

from councilkit.api import SeedContext


def seed(context: SeedContext) -> None:
    """Add the plugin's cohorts."""
    context.add()
