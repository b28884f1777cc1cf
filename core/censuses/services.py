"""Verbs of census rounds: make, open and close one, invite to it, see how far it is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from councilkit.accounts.services import require
from councilkit.censuses import forms, store
from councilkit.censuses.model import CLOSED, OPEN, CensusDesign, state_of
from councilkit.censuses.tables import cases, rounds
from councilkit.censuses.tokens import digest, new_token, shown
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import Conflict, NotFound, Problem
from councilkit.ledger.change import Change
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
MOST_INVITED = 100_000
CODE = re.compile(r"(?=.{1,40}\Z)[a-z0-9]+(-[a-z0-9]+)*")

_ALREADY = {OPEN: N_("'%(code)s' is open already."), CLOSED: N_("'%(code)s' is closed already.")}


def create_round(ctx: Context, code: str, design: str) -> Row:
    """Make a round of a census with its own copy of the questionnaires; it is not open yet."""
    require(ctx, "censuses.create")
    kept = keep_forms(ctx, code, design)
    with ctx.change("censuses.create", code) as change:
        return make_round(ctx, change, code, design, kept)


def keep_forms(ctx: Context, code: str, design: str) -> dict[str, dict[str, str]]:
    """The round's own copy of the questionnaires; checking them takes a while, so it is done before the change."""
    if not CODE.fullmatch(code):
        sentence = N_("'%(code)s' cannot be a code: use up to 40 small letters, digits and hyphens, like ro-2027.")
        raise Problem(Sentence(sentence, code=code), "code")
    return forms.keep(ctx.config.home, ctx.catalogue.get(CensusDesign, design))


def make_round(ctx: Context, change: Change, code: str, design: str, kept: Row) -> Row:
    """Make a round within a change, also of a room that holds rounds of its own."""
    if store.round_by_code(change.connection, code):
        raise Problem(Sentence(N_("There is a round '%(code)s' already. Choose another code."), code=code), "code")
    row = {"id": new_id(), "code": code, "design": design, "forms": kept, "created_at": ctx.now()}
    change.insert(rounds, row)
    return dict(change.rows[rounds.name][-1])


def open_round(ctx: Context, code: str) -> Row:
    """Let respondents answer; a closed round opens again, and the ledger tells of both."""
    require(ctx, "censuses.open")
    with ctx.change("censuses.open", code) as change:
        return set_state(ctx, change, code, OPEN)


def close_round(ctx: Context, code: str) -> Row:
    """Take no more answers; what was not sent stays as it is and is not counted."""
    require(ctx, "censuses.close")
    with ctx.change("censuses.close", code) as change:
        return set_state(ctx, change, code, CLOSED)


def set_state(ctx: Context, change: Change, code: str, state: str) -> Row:
    """Open or close a round within a change; raises Conflict where it is so already."""
    row = find(change.connection, code)
    if state_of(row["opened_at"], row["closed_at"]) == state:
        raise Conflict(Sentence(_ALREADY[state], code=code))
    if state == CLOSED and row["opened_at"] is None:
        raise Conflict(Sentence(N_("'%(code)s' was never opened."), code=code))
    first = {"opened_at": row["opened_at"] or ctx.now()}  # opening again leaves the first day as it was
    closed = {"closed_at": ctx.now() if state == CLOSED else None}
    changed: Row = change.update(rounds, row["id"], {**first, **closed}, version=row["version"])
    return changed


def find(connection: Any, code: str) -> Row:
    """A round; raises NotFound naming those that there are."""
    row = store.round_by_code(connection, code)
    if row is None:
        known = ", ".join(each["code"] for each in store.all_rounds(connection)[:12]) or "none"
        raise NotFound(Sentence(N_("There is no round '%(code)s'. Rounds: %(known)s."), code=code, known=known))
    return row


def round_of(ctx: Context, code: str) -> Row:
    """A round; raises NotFound naming those that there are."""
    require(ctx, "censuses.read")
    with ctx.reading() as connection:
        return find(connection, code)


def invite(ctx: Context, code: str, form: str, references: Sequence[str]) -> list[tuple[str, str]]:
    """Make a case for each reference; returns (reference, code in four groups). The codes are stored nowhere."""
    require(ctx, "censuses.invite")
    if len(references) > MOST_INVITED:
        raise Problem(Sentence(N_("At most %(most)s can be invited at once."), most=MOST_INVITED), "count")
    with ctx.change("censuses.invite", code) as change:
        return make_cases(ctx, change, find(change.connection, code), form, references)


def make_cases(ctx: Context, change: Change, row: Row, form: str, references: Sequence[str]) -> list[tuple[str, str]]:
    """Make a case of a round for each reference within a change; returns (reference, code in four groups)."""
    forms.form_of(ctx.config.home, row["forms"], form)
    made = [(reference.strip(), new_token()) for reference in references]
    refuse_known(store.references(change.connection, row["id"]), [reference for reference, _ in made])
    change.insert_many(cases, [case_row(ctx, row["id"], form, *each) for each in made])
    return [(reference, shown(token)) for reference, token in made]


def renew_code(ctx: Context, change: Change, case_id: str) -> str:
    """A new code for a case, for one that was lost: the old one opens nothing any more."""
    token = new_token()
    change.update(cases, case_id, {"token": digest(ctx.config.secret("tokens"), token), "invited_at": ctx.now()})
    return shown(token)


def case_row(ctx: Context, round_id: str, form: str, reference: str, token: str) -> Row:
    """The row of a case; of the code it holds the digest."""
    key = digest(ctx.config.secret("tokens"), token)
    return {"round_id": round_id, "form": form, "reference": reference, "token": key, "invited_at": ctx.now()}


def refuse_known(known: set[str], references: Sequence[str]) -> None:
    """Raise Problem for a reference that cannot be one, or that is there twice."""
    seen = set(known)
    for reference in references:
        if not reference or len(reference) > 40:
            raise Problem(Sentence(N_("A reference needs 1 to 40 characters.")), "reference")
        if reference in seen:
            raise Problem(
                Sentence(N_("The reference '%(found)s' is invited already. Nobody was invited."), found=reference),
                "reference",
            )
        seen.add(reference)


def numbered(ctx: Context, code: str, form: str, count: int) -> list[str]:
    """The next references of a form, like person-00012, that no case of the round has."""
    with ctx.reading() as connection:
        known = store.references(connection, find(connection, code)["id"])
    last = max((int(each.rpartition("-")[2]) for each in known if _is_numbered(each, form)), default=0)
    return [f"{form}-{number:05}" for number in range(last + 1, last + count + 1)]


def _is_numbered(reference: str, form: str) -> bool:
    head, _, number = reference.rpartition("-")
    return head == form and number.isdecimal()


@dataclass(frozen=True)
class Round:
    """A round with how far each of its forms is."""

    row: Row
    design: CensusDesign
    progress: Sequence[Row]

    @property
    def state(self) -> str:
        """Not open, open or closed."""
        return state_of(self.row["opened_at"], self.row["closed_at"])


def all_rounds(ctx: Context) -> list[Round]:
    """Every round of every census whose design is loaded: open ones first, then those that ask most people."""
    require(ctx, "censuses.read")
    with ctx.reading() as connection:
        found, counts = store.all_rounds(connection), store.progress(connection)
    loaded = [row for row in found if ctx.catalogue.has(CensusDesign, row["design"])]
    held = [
        Round(row, ctx.catalogue.get(CensusDesign, row["design"]), [c for c in counts if c["round_id"] == row["id"]])
        for row in loaded
    ]
    return sorted(held, key=lambda each: (each.state != "open", -sum(count["invited"] for count in each.progress)))


def sent_answers(ctx: Context, code: str, form: str, most: int | None = None) -> Iterator[Mapping[str, str]]:
    """The sent answers to a form of a round, in the order of their sending."""
    with ctx.reading() as connection:
        yield from store.sent(connection, find(connection, code)["id"], form, most)
