"""The questionnaires of rounds: each keeps its own copy, so that a plugin's update never changes a running one."""

import hashlib
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from councilkit.censuses.interview import Form
from councilkit.censuses.model import CensusDesign, CensusTable
from councilkit.censuses.questionnaire import Question, Questionnaire, QuestionnaireError, load_bytes
from councilkit.errors import NotFound, Problem


def keep(home: Path, design: CensusDesign) -> dict[str, dict[str, str]]:
    """Check the forms of a design and keep a copy of each; raises Problem when one cannot run."""
    kept = {}
    for form, path in design.forms.items():
        try:
            data = path.read_bytes()
            questionnaire = load_bytes(data, path.name)
        except OSError as error:
            raise Problem(f"The questionnaire {path} cannot be opened: {error.strerror}.") from None
        except QuestionnaireError as error:
            raise Problem(f"The questionnaire {path.name} cannot run. {error}") from None
        for table in design.tables:
            if table.form == form and (fault := fault_of(table, questionnaire)):
                raise Problem(f"The table {table.code} cannot be counted from {path.name}: {fault}")
        digest = hashlib.sha256(data).hexdigest()
        _write(_place(home, digest), data)
        kept[form] = {"name": path.name, "digest": digest}
    return kept


def fault_of(table: CensusTable, questionnaire: Questionnaire) -> str:
    """Why a table cannot be counted safely from a form; blank when it can.

    Its questions must have one choice each and all be asked of the same people: the difference between two blocks of
    the table would otherwise tell of the few who were asked one and not the other.
    """
    wanted = (table.columns, *(table.measures or (table.rows,)))
    conditions = set()
    for name in wanted:
        question = questionnaire.by_key.get(name)
        if not isinstance(question, Question) or question.kind != "select_one" or not question.required:
            return f"'{name}' must be a required question with one choice."
        conditions.add((question.relevant, tuple(group.relevant for group in questionnaire.ancestors[name])))
    return "" if len(conditions) == 1 else "its questions are not asked of the same people."


def _place(home: Path, digest: str) -> Path:
    return home / "questionnaires" / digest


def _write(path: Path, data: bytes) -> None:
    """Write beside, then move into place, so that nobody reads half a file."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(path)


def form_of(home: Path, forms: Mapping[str, Any], form: str) -> Form:
    """A form of a round, ready to run; raises NotFound when the copy is gone."""
    if form not in forms:
        raise NotFound(f"This round has no form '{form}'. It has: {', '.join(forms)}.")
    return _form(str(_place(home, forms[form]["digest"])), forms[form]["name"])


@lru_cache(maxsize=16)
def _form(path: str, name: str) -> Form:
    try:
        return Form(load_bytes(Path(path).read_bytes(), name))
    except OSError:
        raise NotFound("The questionnaire of this round is missing from the council's folder.") from None
