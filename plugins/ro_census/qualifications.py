"""Qualifications that Law 466/2004 names."""

from datetime import date

from councilkit.api import Qualification

LAW = "Law 466/2004, MO 1088 of 23 November 2004"
CHECKED = date(2026, 11, 22)

QUALIFICATIONS = (
    Qualification(
        "ro.degree_4", "Social work degree, four years", "RO", parts=("ro.social_worker",), source=LAW, checked=CHECKED
    ),
    Qualification(
        "ro.degree_3", "Social work degree, three years", "RO", parts=("ro.social_worker",), source=LAW, checked=CHECKED
    ),
)
