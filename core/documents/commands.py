"""`councilkit print`: documents as PDF from the command line."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from councilkit.cli import pass_council
from councilkit.options import AS_OF, OutputFile, declared

if TYPE_CHECKING:
    from councilkit.context import Council


@click.group(name="print")
def print_() -> None:
    """Print documents as PDF.

    Example: councilkit print certificate 104223 -o certificate.pdf
    """


@print_.command()
@click.argument("number")
@click.option("-o", "--output", type=OutputFile(), required=True, help="The PDF file to write.")
@click.option("--part", help="The part of the register, where parts number alike.")
@AS_OF
@click.option("--language", help="Language of the words, like ro; the council's first when left out.")
@pass_council
def certificate(
    council: "Council", number: str, output: Path, part: str | None, as_of: date | None, language: str | None
) -> None:
    """Print the certificate of registration.

    Example: councilkit print certificate 104223 -o certificate.pdf
    """
    from councilkit.context import SYSTEM
    from councilkit.documents import services
    from councilkit.errors import Problem
    from councilkit.register.model import RegisterPart

    declared(council, RegisterPart, part, "--part")
    known = council.config.council_languages
    if language and language not in known:
        raise Problem(f"The language '{language}' is not one of the council's: {', '.join(known)}.", "--language")
    ctx = council.acting(SYSTEM)
    registration = services.find(ctx, number, part)
    content = services.print_document(ctx, "certificate", registration, as_of=as_of, language=language)
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Problem(f"Cannot write {output}: {error.strerror}. Choose another file with -o.") from None
    click.echo(f"Wrote {output}.")
