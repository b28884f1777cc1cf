"""The choices sheet: lists of answers."""

from collections.abc import Mapping

from councilkit.censuses.questionnaire.headers import TRANSLATED, Table
from councilkit.censuses.questionnaire.model import Choice
from councilkit.censuses.questionnaire.problems import Problem
from councilkit.censuses.questionnaire.sheets import Row

_KNOWN = {"list_name", "name", "value"} | TRANSLATED

Lists = dict[str, tuple[Choice, ...]]


def read_lists(table: Table | None, settings: Mapping[str, str], problems: list[Problem]) -> Lists:
    """The choices by list; faults are added to `problems`."""
    lists: dict[str, list[Choice]] = {}
    if table is None:
        return {}
    doubles_allowed = settings.get("allow_choice_duplicates", "").lower() in ("yes", "true")
    for row in table.rows:
        list_name, name = table.value(row, "list_name"), _name(table, row)
        if not _checked(table, row, list_name, name, problems):
            continue
        rows = lists.setdefault(list_name, [])
        if not doubles_allowed and any(choice.name == name for choice in rows):
            message = f"The choice '{name}' stands twice in the list '{list_name}'"
            suggestion = "Give each choice its own name, or set allow_choice_duplicates to yes if a filter parts them."
            problems.append(Problem(table.name, row.number, table.written("name"), message, suggestion))
        rows.append(Choice(name, table.texts(row, "label"), table.others(row, _KNOWN)))
    return {name: tuple(rows) for name, rows in lists.items()}


def _name(table: Table, row: Row) -> str:
    """The name as text: `NA` is a name like any other."""
    return (table.value(row, "name") or table.value(row, "value")).strip()


def _checked(table: Table, row: Row, list_name: str, name: str, problems: list[Problem]) -> bool:
    def report(column: str, message: str, suggestion: str, fatal: bool = True) -> None:
        problems.append(Problem(table.name, row.number, table.written(column), message, suggestion, fatal))

    if not list_name and not name:
        return False
    if not list_name:
        report("list_name", f"The choice '{name}' belongs to no list", "Write the name of its list.")
    elif not name:
        report("name", f"A choice of the list '{list_name}' has no name", "Write a short name, like a number.")
    elif not any(table.texts(row, "label").values()):
        report("label", f"The choice '{name}' has no label", "Its name will be shown.", fatal=False)
    return bool(list_name and name)
