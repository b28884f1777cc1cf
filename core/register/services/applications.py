"""Verbs about applications: sending by applicants, deciding by officers, reading by both."""

from councilkit.register.services.deciding import (
    assign,
    decide,
    link_person,
    propose,
    refuse_proposal,
    take_back,
    tell_apart,
    turn_into_return,
)
from councilkit.register.services.entering import comebacks
from councilkit.register.services.reading import (
    ASKED,
    NO_APPLICATION,
    also_open,
    find_applications,
    grace_of,
    is_own,
    list_own,
    open_parts,
    read,
    read_checks,
    return_open,
)
from councilkit.register.services.sending import answer, apply, apply_back, end_without, send_renewal, withdraw

__all__ = [
    "ASKED",
    "NO_APPLICATION",
    "also_open",
    "answer",
    "apply",
    "apply_back",
    "assign",
    "comebacks",
    "decide",
    "end_without",
    "find_applications",
    "grace_of",
    "is_own",
    "link_person",
    "list_own",
    "open_parts",
    "propose",
    "read",
    "read_checks",
    "refuse_proposal",
    "return_open",
    "send_renewal",
    "take_back",
    "tell_apart",
    "turn_into_return",
    "withdraw",
]
