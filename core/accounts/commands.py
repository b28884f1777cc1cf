"""`councilkit accounts`: invitations and one-time links from the command line."""

from typing import TYPE_CHECKING, Any

import click

from councilkit.cli import pass_council

if TYPE_CHECKING:
    from councilkit.context import Council


@click.group()
def accounts() -> None:
    """Invite people and make one-time links.

    Example: councilkit accounts invite ana@example.org --name "Ana Pop" --role registrar
    """


@accounts.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", "roles", multiple=True, required=True, help="A role; repeat for several.")
@pass_council
def invite(council: "Council", email: str, name: str, roles: tuple[str, ...]) -> None:
    """Invite somebody; prints the one-time link.

    Example: councilkit accounts invite ana@example.org --name "Ana Pop" --role registrar
    """
    from councilkit.accounts import services
    from councilkit.accounts.model import TITLES
    from councilkit.context import SYSTEM

    unknown = next((role for role in roles if role not in TITLES), None)
    if unknown is not None:
        raise click.UsageError(f"There is no role '{unknown}'. Roles: {', '.join(TITLES)}.")
    token = services.invite(council.acting(SYSTEM), email, name, roles)
    click.echo(address(council.config, token))


def address(config: Any, token: str) -> str:
    """The address of a one-time link."""
    return f"{config.server_public_url.rstrip('/')}/welcome/{token}"


@accounts.command()
@click.argument("email")
@pass_council
def link(council: "Council", email: str) -> None:
    """Make a new one-time link for somebody who lost theirs, or their password; prints it.

    Example: councilkit accounts link ana@example.org
    """
    from councilkit.accounts import services
    from councilkit.context import SYSTEM
    from councilkit.errors import Problem

    found = services.reset_link(council.acting(SYSTEM), email)
    if found is None:
        raise Problem(f"There is no open account with the address {email}. `councilkit accounts invite` makes one.")
    click.echo(address(council.config, found[1]))
