"""Publications of census tables: counted from the sent answers, protected as whole tables, one block a round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from councilkit.censuses.model import ALL, CLOSED, CensusDesign, CensusTable, counted
from councilkit.publication.model import MINIMUM, Column, Counts, Kind, Publication, Question

if TYPE_CHECKING:
    from councilkit.censuses.interview import Form
    from councilkit.context import Context

BLANK = "no_answer"
_NOTE = (
    "Counts of 1 to 4 people are hidden ('c'), and so many more that none can be worked out. "
    "While a round is open its figures are provisional and move in steps of at least five people."
)


def census_publication(design: CensusDesign, table: CensusTable, order: int = 60) -> Publication:
    """What is published of a table of a census: every choice by every choice, with sums under `all`."""
    row, column = _names(table)
    by = ("question", row, column) if table.measures else (row, column)
    return Publication(
        table=table.code,
        title=table.title,
        description=f"{table.description} {_NOTE}",
        columns=tuple(Column(name, kind, text, unit) for name, kind, text, unit in _columns(table)),
        query=_query(design, table),
        key=("round", *by),
        protection=Counts("people", by[-2:], "hidden"),
        source=design.source,
        facets=("round", column, *(("question",) if table.measures else ())),
        sort="position",
        questions=(_in_words(table),),
        order=order,
    )


def _in_words(table: CensusTable) -> Question:
    """The table without its codes, all groups together, for reading."""
    row, column = _names(table)
    asked = ", question_text as question" if table.measures else ""
    sql = (
        f"select {row}_text as answer, coalesce(people, '[c]') as people{asked}, round\n"
        f'from "{table.code}" where "{column}" = \'{ALL}\' and "{row}" <> \'{ALL}\' order by position'
    )
    return Question(f"{table.code}_in_words"[:60], f"{table.title}: in words", sql, "Everybody together; [c] is hidden")


def _names(table: CensusTable) -> tuple[str, str]:
    """The names of the published columns: those of the questions, as SQL takes them without quotes."""
    named = (table.rows or "answer", table.columns)
    row, column = (re.sub(r"[^a-z0-9_]+", "_", name.lower())[:50] for name in named)
    return row, column


def _columns(table: CensusTable) -> list[tuple[str, Kind, str, str | None]]:
    row, column = _names(table)
    question: list[tuple[str, Kind, str, str | None]] = [
        ("question_text", "text", "The question as it was asked", None),
        ("question", "text", "Question of the form, by its name", None),
    ]
    return [  # the answer and its figure come first, so that they are in view on a small screen
        (f"{row}_text", "text", "The choice in words", None),
        ("people", "integer", "How many people; blank where hidden", "person"),
        (f"{column}_text", "text", "The choice in words", None),
        ("hidden", "text", "'c' where the count is hidden to protect people", None),
        *(question if table.measures else []),
        ("round", "text", "Round of the census", None),
        ("provisional", "flag", "Whether the round was still open", None),
        (row, "text", f"Choice of {table.rows or 'the question'}, '{ALL}' for the sum", None),
        (column, "text", f"Choice of {table.columns}, '{ALL}' for the sum", None),
        ("position", "integer", "Order of the rows", None),
    ]


def _query(design: CensusDesign, table: CensusTable) -> Callable[[Any, date], Iterator[Mapping[str, Any]]]:
    def query(ctx: Context, as_of: date) -> Iterator[Mapping[str, Any]]:
        return ({"position": place, **row} for place, row in enumerate(_rows(ctx, design, table), 1))

    return query


def _rows(ctx: Context, design: CensusDesign, table: CensusTable) -> Iterator[dict[str, Any]]:
    from councilkit.censuses import forms, store
    from councilkit.censuses.model import state_of

    with ctx.reading() as connection:
        for row in store.all_rounds(connection):
            if row["design"] != design.code or table.form not in row["forms"]:
                continue
            closed = state_of(row["opened_at"], row["closed_at"]) == CLOSED
            # Two releases of an open round must not differ by the answers of fewer people than a cell may show.
            most = None if closed else store.count_sent(connection, row["id"], table.form) // MINIMUM * MINIMUM
            answers = list(store.sent(connection, row["id"], table.form, most)) if most != 0 else []
            form = forms.form_of(ctx.config.home, row["forms"], table.form)
            common = {"round": row["code"], "provisional": not closed}
            yield from ({**common, **cell} for cell in cells_of(form, table, answers))


def cells_of(form: Form, table: CensusTable, answers: list[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    """The protected cells of a table as published: codes, words, counts, and what is hidden."""
    from councilkit.statistics import Rules, protect

    names = (table.columns, *(table.measures or (table.rows,)))
    choices = {name: [choice.name for choice in form.questionnaire.question(name).choices] for name in names}
    groups = joined([each.get(table.columns, "") for each in answers], choices[table.columns])
    choices[table.columns] = list(dict.fromkeys(groups.values()))
    given = [{**each, table.columns: groups.get(each.get(table.columns, ""), "")} for each in answers]
    blocks: dict[str, dict[tuple[str, str], int]] = {}
    for cell in counted(table, given, choices) if choices[table.columns] else ():
        blocks.setdefault(cell.measure, {})[cell.row, cell.column] = cell.count
    row_name, column_name = _names(table)
    for measure, block in protect(blocks, Rules(MINIMUM, ALL, shared=True)).tables.items():
        for (row, column), count in block.items():
            question = {"question": measure, "question_text": _asked(form, measure)} if table.measures else {}
            yield {
                **question,
                row_name: row or BLANK,
                f"{row_name}_text": _words(form, measure or table.rows, row),
                column_name: column,
                f"{column_name}_text": _words(form, table.columns, column),
                "people": count,
                "hidden": "c" if count is None else None,
            }


def joined(given: Iterable[str], choices: Sequence[str]) -> dict[str, str]:
    """The column of each choice: its own, or one it shares, so that no column holds fewer than five people.

    The sums of columns are the same in every table of a form, so none of them may be one to hide. Empty when all of the
    people together are too few.
    """
    counts = Counter(each for each in given if each in choices)
    columns = {(choice,): counts[choice] for choice in choices}
    while small := [column for column, count in columns.items() if 0 < count < MINIMUM]:
        least = min(small, key=lambda column: columns[column])
        others = [column for column, count in columns.items() if count and column != least]
        if not others:
            return {}
        other = min(others, key=lambda column: columns[column])
        both = tuple(sorted(least + other, key=choices.index))
        columns = {column: count for column, count in columns.items() if column not in (least, other)} | {
            both: columns[least] + columns[other]
        }
    ordered = sorted(columns, key=lambda column: choices.index(column[0]))
    return {choice: "+".join(column) for column in ordered for choice in column} if sum(counts.values()) else {}


def _asked(form: Form, question: str) -> str:
    return form.questionnaire.text(form.questionnaire.question(question).labels, "en")


def _words(form: Form, question: str, choice: str) -> str:
    if choice in (ALL, ""):
        return "All" if choice == ALL else "No answer"
    asked = form.questionnaire.question(question)
    found = [asked.choice(name) for name in ([choice] if asked.choice(choice) else choice.split("+"))]
    return " or ".join(form.questionnaire.text(each.labels, "en") or each.name for each in found if each)
