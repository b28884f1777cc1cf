"""Verbs of a respondent: open a case by its code, save a page, send the answers. Who has the code may do this."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from councilkit.censuses import forms, store
from councilkit.censuses.interview import Draft, Form, Interview, Violation, Visit, clear, draft_of, saved, visits
from councilkit.censuses.interview.checks import all_violations
from councilkit.censuses.interview.saving import done
from councilkit.censuses.interview.typed import Typed
from councilkit.censuses.interview.visits import visit_at, walked
from councilkit.censuses.model import OPEN, CensusDesign, state_of
from councilkit.censuses.tables import responses
from councilkit.censuses.tokens import digest, new_token, shown, tidy_token
from councilkit.context import Context
from councilkit.errors import Conflict, NotFound
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
ELSEWHERE = N_("This page was changed on another device. Nothing was overwritten: look at it, then save again.")
SENT = N_("These answers were sent already. They cannot be changed.")


@dataclass(frozen=True)
class Case:
    """One respondent's case as it stands: the round, the form ready to run, and the half-filled answers."""

    row: Row
    form: Form
    design: CensusDesign
    draft: Draft
    moment: datetime
    _interviews: dict[str, Interview] = field(default_factory=dict, compare=False, repr=False)

    @property
    def state(self) -> str:
        """The state of the round."""
        return state_of(self.row["opened_at"], self.row["closed_at"])

    @property
    def sent_at(self) -> datetime | None:
        """When the answers were sent."""
        found: datetime | None = self.row["sent_at"]
        return found

    def interview(self, language: str = "") -> Interview:
        """The interview with the answers so far."""
        language = language or self.row["language"] or ""
        if language not in self._interviews:
            self._interviews[language] = Interview(self.form, self.draft.answers, self.moment, language)
        return self._interviews[language]

    def with_draft(self, draft: Draft) -> "Case":
        """The same case with other half-filled answers."""
        return replace(self, draft=draft, _interviews={})


@dataclass(frozen=True)
class Saved:
    """A page that was filled in: the case as it is now, and what was wrong on the page."""

    case: Case
    visit: Visit
    wrong: Sequence[Violation]
    language: str


def open_case(ctx: Context, typed: str) -> Case:
    """The case of a code; raises NotFound for one that is not known."""
    key = _key(ctx, typed)
    with ctx.reading() as connection:
        return _case(ctx, store.case(connection, key))


def as_shown(typed: str) -> str:
    """A code in four groups, as letters and addresses give it; anything else as it is."""
    token = tidy_token(typed)
    return shown(token) if token else typed


def _key(ctx: Context, typed: str) -> str:
    token = tidy_token(typed)
    if token is None:
        raise NotFound(Sentence(N_("This is not a code. It has 16 letters and digits.")), "code")
    return digest(ctx.config.secret("tokens"), token)


def _case(ctx: Context, row: Row | None) -> Case:
    if row is None:
        raise NotFound(Sentence(N_("We do not know this code. Check it letter by letter, or ask who sent it.")), "code")
    form = forms.form_of(ctx.config.home, row["forms"], row["form"])
    design = ctx.catalogue.get(CensusDesign, row["design"])
    moment = ctx.now().astimezone(ctx.config.zone).replace(tzinfo=None)
    return Case(row, form, design, draft_of(row["draft"]), moment)


def save_page(ctx: Context, token: str, code: str, typed: Typed, language: str, shown_as: str | None = None) -> Saved:
    """Save one page of a form; the first one begins the response.

    What breaks a rule is kept as typed and comes back in `wrong`. Raises Conflict when the page was changed on another
    device since it was shown (`shown_as` is its `fingerprint` then), NotFound for a page that is not asked.
    """
    key = _key(ctx, token)
    with ctx.database.writing() as connection:
        case = _answerable(_case(ctx, store.case(connection, key, lock=True)))
        if case.row["response_id"] is not None:
            result = _filled(case, code, typed, language, shown_as)
            kept = result.case.draft.as_json()
            store.keep_draft(connection, case.row["response_id"], kept, result.language, ctx.now())
            return result
    result = _filled(case, code, typed, language, shown_as)
    _begin(ctx, result)
    return result


def _begin(ctx: Context, result: Saved) -> None:
    """The first page that is saved: the response begins, and the ledger tells when."""
    case_id = result.case.row["case_id"]
    row = {"case_id": case_id, "language": result.language, "draft": result.case.draft.as_json()}
    try:
        with ctx.change("censuses.begin", case_id) as change:
            change.insert(responses, row | {"started_at": ctx.now(), "saved_at": ctx.now()})
    except IntegrityError:  # another device began at the same moment
        raise Conflict(Sentence(ELSEWHERE)) from None


def _filled(case: Case, code: str, typed: Typed, language: str, shown_as: str | None) -> Saved:
    visit = visit_of(case, code)
    language = spoken(case, language)
    draft, wrong = saved(case.form, case.draft, visit, typed, case.moment, language)
    # A second click sends the same page again: that changes nothing, so it is no conflict.
    same = (draft.answers, draft.typed) == (case.draft.answers, case.draft.typed)
    if shown_as is not None and shown_as != fingerprint(case, visit) and not same:
        raise Conflict(Sentence(ELSEWHERE))
    return Saved(case.with_draft(draft), visit, wrong, language)


def spoken(case: Case, language: str) -> str:
    """The language, if the form has it; else the one kept with the answers, else the form's own."""
    known = (language, case.row["language"] or "")
    found = next((code for code in known if case.form.questionnaire.language(code)), None)
    return found or case.form.questionnaire.default_language


def _answerable(case: Case) -> Case:
    if case.sent_at is not None:
        raise Conflict(Sentence(SENT))
    if case.state != OPEN:
        raise Conflict(Sentence(N_("This census does not take answers now.")))
    return case


def visit_of(case: Case, code: str) -> Visit:
    """The page of that code, if it is asked with the answers so far; raises NotFound."""
    found = visit_at(case.interview(), code)
    if found is None:
        raise NotFound(Sentence(N_("This page is not asked. Go on from the overview.")))
    return found


def fingerprint(case: Case, visit: Visit) -> str:
    """A short mark of what is kept of a page, by which a change on another device is noticed."""
    interview = case.interview()
    keys = [case.form.key(question, visit.indexes) for question in visit.page.questions] if visit.page else []
    kept = [[case.draft.answers.get(key), case.draft.typed.get(key)] for key in keys]
    if visit.loop is not None:
        kept = [[str(interview.count(visit.loop.repeat, visit.indexes)), None]]
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def left(case: Case, language: str = "") -> list[Visit]:
    """The pages on which something is left to do."""
    interview = case.interview(language)
    return [visit for visit in visits(interview) if not done(interview, case.draft, visit)]


def next_left(case: Case, after: Visit) -> Visit | None:
    """The next page with something to do, after this one if one is there, else the first; None when all is done."""
    interview = case.interview()
    first = None
    passed = False
    for visit in walked(interview):
        if (passed or first is None) and not done(interview, case.draft, visit):
            if passed:
                return visit
            first = visit
        passed = passed or visit.code == after.code
    return first


def send(ctx: Context, token: str, language: str) -> str:
    """Send the answers: hidden ones are cleared, every rule is checked once more, nothing can be changed after.

    Returns the case's id. Raises Conflict while something is left to do, and when the answers were sent already.
    """
    key = _key(ctx, token)
    with ctx.change("censuses.send", "") as change:
        case = _answerable(_case(ctx, store.case(change.connection, key, lock=True)))
        change.subject = case.row["case_id"]
        language = spoken(case, language)
        row = sent_row(ctx, _final(case, language), language)
        store.send(change.connection, case.row["response_id"], row)
        told = {name: value for name, value in row.items() if name not in responses.info["secret"]}
        change.rows[responses.name] = [{"id": case.row["response_id"], "case_id": case.row["case_id"], **told}]
    return str(case.row["case_id"])


def _final(case: Case, language: str) -> dict[str, str]:
    interview = case.interview(language)
    if case.row["response_id"] is None or left(case, language) or all_violations(interview):
        raise Conflict(Sentence(N_("Something is left to answer. Nothing was sent yet.")))
    return clear(interview)


def sent_row(ctx: Context, answers: Mapping[str, str], language: str) -> dict[str, Any]:
    """What is stored of a response when it is sent: the answers, and their keyed digest for the ledger."""
    text = json.dumps(answers, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    mark = hmac.new(ctx.config.secret("tokens"), text.encode(), "sha256").hexdigest()
    now = ctx.now()
    receipt = new_token()[:8]
    sent = {"answers": answers, "draft": None, "digest": mark, "receipt": receipt, "language": language}
    return sent | {"sent_at": now, "saved_at": now}


def answers_sent(ctx: Context, case: Case) -> Mapping[str, str]:
    """The answers of a case as they were sent."""
    with ctx.reading() as connection:
        return store.answers_of(connection, case.row["response_id"])
