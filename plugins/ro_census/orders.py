"""Disciplinary sanctions that take away the right to practise; their lengths were not found."""

from councilkit.api import OrderKind

SOURCE = "Regulation of 16 January 2026, MO 101/2026, art. 1 (the articles on sanctions were not read)"

KINDS = (
    OrderKind("ro.reprimand", "Reprimand (mustrare)", "none", "ro.", source=SOURCE),
    OrderKind("ro.warning", "Warning (avertisment)", "none", "ro.", source=SOURCE),
    OrderKind("ro.suspension", "Suspension (suspendare)", "suspended", "ro.", source=SOURCE),
    OrderKind("ro.withdrawal", "Withdrawal of the right to practise (retragere)", "removed", "ro.", source=SOURCE),
)
