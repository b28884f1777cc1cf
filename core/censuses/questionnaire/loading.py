"""From a file to a questionnaire that can run."""

import hashlib
import os
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from councilkit.censuses.questionnaire import sheets
from councilkit.censuses.questionnaire.building import Builder
from councilkit.censuses.questionnaire.checking import Checker
from councilkit.censuses.questionnaire.choices import read_lists
from councilkit.censuses.questionnaire.headers import Table, language_of, understand
from councilkit.censuses.questionnaire.model import Group, Item, Language, Question, Questionnaire
from councilkit.censuses.questionnaire.problems import Problem, QuestionnaireError

MOST_ITEMS = 5000
_SHEETS = {"survey", "choices", "settings"}


def load(path: str | os.PathLike[str]) -> Questionnaire:
    """Read and check a form (.xlsx, .xls, .csv or .md).

    Raises QuestionnaireError, with every problem, when it cannot run; `Questionnaire.problems` holds the warnings.
    """
    path = Path(path)
    try:
        if path.stat().st_size > sheets.MOST_BYTES:
            raise sheets.too_large(path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise sheets.refuse(f"{path} cannot be opened: {error.strerror}", "Check its name and place.") from None
    return load_bytes(data, path.name)


@lru_cache(maxsize=32)
def load_bytes(data: bytes, name: str) -> Questionnaire:
    """The questionnaire in a file's content; `name` is the file's name. Raises QuestionnaireError."""
    workbook = sheets.read(data, name)
    problems = workbook.problems
    survey = _table(workbook, "survey", problems)
    if survey is None or "type" not in survey.places:
        raise _without_survey(workbook, problems)
    settings = _settings(workbook, problems)
    choices = _table(workbook, "choices", problems)
    lists = read_lists(choices, settings, problems)
    children = Builder(survey, lists, problems).build()
    Checker(survey, children, problems).check()
    _check_size(survey, children, problems)
    if not any(problem.fatal for problem in problems):
        _convert(data, name, survey.name, problems)
    ordered = tuple(
        sorted(dict.fromkeys(problems), key=lambda problem: (not problem.fatal, problem.sheet, problem.row))
    )
    if any(problem.fatal for problem in ordered):
        raise QuestionnaireError(ordered)
    languages, default = _languages(settings, survey, choices)
    return Questionnaire(
        code=settings.get("form_id") or re.sub(r"\.\w+$", "", name) or "form",
        titles=_titles(workbook, settings),
        version=settings.get("version", ""),
        languages=languages,
        default_language=default,
        children=children,
        lists=lists,
        problems=ordered,
        digest=hashlib.sha256(data).hexdigest(),
    )


def _table(workbook: sheets.Workbook, name: str, problems: list[Problem]) -> Table | None:
    return understand(workbook.sheets[name], problems) if name in workbook.sheets else None


def _without_survey(workbook: sheets.Workbook, problems: list[Problem]) -> QuestionnaireError:
    found = ", ".join(f"'{sheet.name}'" for sheet in workbook.sheets.values()) or "none"
    if "survey" in workbook.sheets:
        name = workbook.sheets["survey"].name
        problem = Problem(
            name, 1, "type", "There is no column 'type'", "The first row must hold the headers type, name, label."
        )
    else:
        problem = Problem(
            "", 0, "", "There is no sheet 'survey'", f"Sheets found: {found}. An XLSForm has survey and choices."
        )
    return QuestionnaireError([problem, *problems])


def _settings(workbook: sheets.Workbook, problems: list[Problem]) -> dict[str, str]:
    table = _table(workbook, "settings", problems)
    if table is None or not table.rows:
        return {}
    row = table.rows[0]
    return {header.column: row.cells[place] for place, header in table.headers.items() if place in row.cells}


def _titles(workbook: sheets.Workbook, settings: dict[str, str]) -> dict[str, str]:
    table = _table(workbook, "settings", [])
    titles = table.texts(table.rows[0], "form_title") if table and table.rows else {}
    return titles or ({"": settings["form_title"]} if "form_title" in settings else {})


def _languages(settings: dict[str, str], survey: Table, choices: Table | None) -> tuple[tuple[Language, ...], str]:
    """The languages of the labels in the file's order, and the default; one that is not named is `und`."""
    wanted = language_of(settings["default_language"]) if settings.get("default_language") else None
    found: dict[str, Language] = {}
    for table in (survey, choices):
        for header in table.headers.values() if table else ():
            if header.column == "label" and header.language:
                found.setdefault(header.language, language_of(header.written.split(":", 1)[1].strip(": ")))
    if not found:
        only = wanted or Language("und", "")
        return (only,), only.code
    default = wanted.code if wanted and wanted.code in found else next(iter(found))
    return tuple(found.values()), default


def _check_size(survey: Table, children: tuple[Item, ...], problems: list[Problem]) -> None:
    count = sum(1 for _ in _flat(children))
    if count > MOST_ITEMS:
        problems.append(
            Problem(survey.name, 0, "", f"The form has {count} questions and groups; {MOST_ITEMS} are the most")
        )
    shown = any(isinstance(item, Question) and item.shown for item in _flat(children))
    if not shown and not any(problem.fatal for problem in problems):
        problems.append(
            Problem(survey.name, 0, "", "The form asks nothing", "Add rows with a type, a name and a label.")
        )


def _flat(children: Sequence[Item]) -> list[Item]:
    found: list[Item] = []
    for item in children:
        found.append(item)
        if isinstance(item, Group):
            found.extend(_flat(item.children))
    return found


def _convert(data: bytes, name: str, sheet: str, problems: list[Problem]) -> None:
    """Ask pyxform, the reference converter, too: what it refuses cannot be used for collection with ODK or Kobo."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    ending = {b"PK\x03\x04": ".xlsx", b"\xd0\xcf\x11\xe0": ".xls"}.get(data[:4]) or "." + name.rsplit(".", 1)[
        -1
    ].lower()
    try:
        convert(data, validate=False, file_type=ending)
    except PyXFormError as error:
        text = " ".join(str(error).split())
        row = re.match(r"\[row : (\d+)\]\s*", text)
        message = f"The converter of ODK refuses the form: {text[row.end() if row else 0 :].rstrip('.')}"
        suggestion = "It runs here, but not in ODK Collect or Kobo."
        problems.append(Problem(sheet, int(row[1]) if row else 0, "", message, suggestion, fatal=False))
    except Exception as error:  # a converter's own fault must not keep a good form from running
        message = f"The converter of ODK failed on this form ({type(error).__name__})"
        problems.append(Problem(sheet, 0, "", message, "It runs here.", fatal=False))
