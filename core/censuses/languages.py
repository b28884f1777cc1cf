"""In which language a respondent sees the form, and in which of ours the page speaks round it."""

from flask import request, session

from councilkit.censuses.answering import Case
from councilkit.web import council

_SESSION = "census_language"


def chosen(case: Case) -> str:
    """The language of the form: just chosen, chosen before, kept with the answers, the browser's, or the form's own."""
    codes = [language.code for language in case.form.questionnaire.languages]
    wanted = request.args.get("lang", "")
    if wanted in codes:
        session[_SESSION] = wanted
    kept = (wanted, session.get(_SESSION, ""), case.row["language"] or "")
    found = next((code for code in kept if code in codes), None)
    return found or request.accept_languages.best_match(codes) or case.form.questionnaire.default_language


def posted() -> str:
    """The language of the page that was sent in."""
    return request.form.get("lang", "")[:12]


def of_form(case: Case, language: str) -> str:
    """The language, if the form has it; else the one that is chosen."""
    return language if case.form.questionnaire.language(language) else chosen(case)


def locale(language: str) -> str:
    """The language of our own words: the form's where we have it, else the council's first."""
    ours = council().config.council_languages
    return language if language in ours else ours[0]
