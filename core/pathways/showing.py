"""Portfolios in words: how an award is known."""

from collections.abc import Mapping

from councilkit.wording import N_

KNOWN: Mapping[str, str] = {
    "register": N_("In the register entry"),
    "endorsed": N_("Endorsed"),
    "told": N_("Told by the registrant, not endorsed"),
}
