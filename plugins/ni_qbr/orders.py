"""The closed list of fitness measures (section 6 of the Act) and interim orders; lengths are in law/fitness.yaml.

That warning, conditions and suspension have these longest lengths is from memory and marked so there.
"""

from datetime import date

from councilkit.api import OrderKind

CHECKED = date(2026, 11, 22)
ACT = "https://www.legislation.gov.uk/nia/2001/3"
SINCE_2016 = "ni.measure.conditions_undertakings_warning_advice"
NO_APPEAL = "ni.appeal.undertaking_or_advice_appealable"
INTERIM = "https://staging.niscc.info/active-interim-orders/"

KINDS = (
    OrderKind(
        "ni.advice",
        "Advice",
        "none",
        "ni.",
        public=False,
        source=ACT,
        checked=CHECKED,
        exists=SINCE_2016,
        appealable=NO_APPEAL,
    ),
    OrderKind(
        "ni.warning",
        "Warning",
        "none",
        "ni.",
        "ni.sanction.warning.max",
        source=ACT,
        checked=CHECKED,
        exists=SINCE_2016,
        appealable="ni.appeal.warning_appealable",
    ),
    OrderKind(
        "ni.undertakings",
        "Undertakings",
        "conditions",
        "ni.",
        source=ACT,
        checked=CHECKED,
        exists=SINCE_2016,
        appealable=NO_APPEAL,
    ),
    OrderKind(
        "ni.conditions",
        "Conditions of practice",
        "conditions",
        "ni.",
        "ni.sanction.conditions.max",
        source=ACT,
        checked=CHECKED,
        exists=SINCE_2016,
    ),
    OrderKind(
        "ni.suspension", "Suspension", "suspended", "ni.", "ni.sanction.suspension.max", source=ACT, checked=CHECKED
    ),
    OrderKind("ni.removal", "Removal from the register", "removed", "ni.", source=ACT, checked=CHECKED),
    OrderKind(
        "ni.interim_conditions",
        "Interim conditions of practice",
        "conditions",
        "ni.",
        "ni.interim.first_max",
        source=INTERIM,
        checked=CHECKED,
        exists=SINCE_2016,
        total="ni.interim.total_max",
        reviewed=True,
    ),
    OrderKind(
        "ni.interim_suspension",
        "Interim suspension",
        "suspended",
        "ni.",
        "ni.interim.first_max",
        source=INTERIM,
        checked=CHECKED,
        total="ni.interim.total_max",
        reviewed=True,
    ),
)
