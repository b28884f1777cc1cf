"""Verbs about applications: sending by applicants, deciding by officers, reading by both."""

from councilkit.register.services.deciding import (
    assign,
    decide,
    link_person,
    propose,
    refuse_proposal,
    take_back,
    tell_apart,
)
from councilkit.register.services.reading import (
    ASKED,
    NO_APPLICATION,
    find_applications,
    grace_of,
    list_own,
    open_parts,
    read,
    read_checks,
)
from councilkit.register.services.sending import answer, apply, apply_back, end_without, send_renewal, withdraw

__all__ = [
    "ASKED",
    "NO_APPLICATION",
    "answer",
    "apply",
    "apply_back",
    "assign",
    "decide",
    "end_without",
    "find_applications",
    "grace_of",
    "link_person",
    "list_own",
    "open_parts",
    "propose",
    "read",
    "read_checks",
    "refuse_proposal",
    "send_renewal",
    "take_back",
    "tell_apart",
    "withdraw",
]
