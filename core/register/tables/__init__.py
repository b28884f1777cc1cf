"""Tables of the register. Status is nowhere stored: it is a question asked of these rows and a date."""

from councilkit.register.tables.people import (
    employment,
    orders,
    organisations,
    person_names,
    persons,
    qualifications,
    registration_events,
    registrations,
)
from councilkit.register.tables.work import (
    appeals,
    applications,
    duplicates,
    employer_reports,
    endorsements,
    merges,
    proposals,
    sequences,
)

__all__ = [
    "appeals",
    "applications",
    "duplicates",
    "employer_reports",
    "employment",
    "endorsements",
    "merges",
    "orders",
    "organisations",
    "person_names",
    "persons",
    "proposals",
    "qualifications",
    "registration_events",
    "registrations",
    "sequences",
]
