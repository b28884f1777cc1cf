"""Questionnaires written as XLSForm: read, checked, and turned into frozen values that the interview engine runs."""

from councilkit.censuses.questionnaire.loading import load, load_bytes
from councilkit.censuses.questionnaire.model import (
    Choice,
    Group,
    Item,
    Labels,
    Language,
    Question,
    Questionnaire,
    Repeat,
)
from councilkit.censuses.questionnaire.problems import Problem, QuestionnaireError

__all__ = [
    "Choice",
    "Group",
    "Item",
    "Labels",
    "Language",
    "Problem",
    "Question",
    "Questionnaire",
    "QuestionnaireError",
    "Repeat",
    "load",
    "load_bytes",
]
