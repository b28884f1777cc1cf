"""Measures that a source names: only the Philippine Board's; for the other states sanctions were not read."""

from datetime import date

from councilkit.api import OrderKind

BOARD = "http://prc.gov.ph/prb/default.aspx?id=42&content=245"
CHECKED = date(2026, 11, 22)

KINDS = (
    OrderKind("ph.suspension", "Suspension of the certificate", "suspended", "ph.", source=BOARD, checked=CHECKED),
    OrderKind("ph.revocation", "Revocation of the certificate", "removed", "ph.", source=BOARD, checked=CHECKED),
)
