"""Brings whole responses in, each checked by the rules of its form."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from councilkit.accounts.services import require
from councilkit.censuses import forms, services, store
from councilkit.censuses.answering import sent_row
from councilkit.censuses.interview import Form, Interview, clear
from councilkit.censuses.interview.checks import all_violations
from councilkit.censuses.tables import cases, responses
from councilkit.censuses.tokens import new_token
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import Problem
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]


def bring_in(ctx: Context, code: str, form: str, rows: Sequence[tuple[str, Mapping[str, str], datetime]]) -> int:
    """Bring in whole responses `(reference, answers, sent at)`, each checked by the form's own rules; all or none.

    Cases are made for them. Raises Problem naming the first reference that breaks a rule.
    """
    require(ctx, "censuses.import")
    with ctx.change("censuses.import", code) as change:
        row = services.find(change.connection, code)
        made = forms.form_of(ctx.config.home, row["forms"], form)
        services.refuse_known(store.references(change.connection, row["id"]), [reference for reference, _, _ in rows])
        invited = [
            {**services.case_row(ctx, row["id"], form, reference, new_token()), "id": new_id()}
            for reference, _, _ in rows
        ]
        change.insert_many(cases, invited)
        filled = [_brought(ctx, made, each, case["id"]) for each, case in zip(rows, invited, strict=True)]
        change.insert_many(responses, filled)
    return len(rows)


def _brought(ctx: Context, form: Form, given: tuple[str, Mapping[str, str], datetime], case_id: str) -> Row:
    reference, answers, sent_at = given
    interview = Interview(form, answers, sent_at.astimezone(ctx.config.zone).replace(tzinfo=None))
    wrong = all_violations(interview)
    if wrong:
        _, first = wrong[0]
        sentence = N_("%(reference)s, question %(question)s: %(problem)s")
        raise Problem(Sentence(sentence, reference=reference, question=first.key, problem=first.sentence))
    row = sent_row(ctx, clear(interview), interview.language)
    times = {"started_at": sent_at, "saved_at": sent_at, "sent_at": sent_at}
    return {**row, **times, "case_id": case_id, "mode": "import"}
