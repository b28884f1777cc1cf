"""The engine that runs a questionnaire, the same for a web page, a phone screen, an imported file and a forged POST."""

from councilkit.censuses.interview.checks import Violation
from councilkit.censuses.interview.form import Form
from councilkit.censuses.interview.pages import Page, Section
from councilkit.censuses.interview.saving import Draft, clear, draft_of, saved
from councilkit.censuses.interview.state import Interview
from councilkit.censuses.interview.visits import Visit, visits

__all__ = [
    "Draft",
    "Form",
    "Interview",
    "Page",
    "Section",
    "Violation",
    "Visit",
    "clear",
    "draft_of",
    "saved",
    "visits",
]
