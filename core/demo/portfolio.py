"""Portfolios in the demonstration: examples of practice, a review on its way, a sharing, awards told and endorsed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from councilkit.context import Actor, Context
from councilkit.demo.chance import chance, new_id
from councilkit.demo.signins import EMPLOYER, account_id
from councilkit.demo.workplace import Workplace
from councilkit.pathways import answering, asking, awarding, sharing, writing
from councilkit.pathways.reading import read_map
from councilkit.pathways.schemas import LINK, comment

Step = tuple[date, Callable[[Context], None]]
COLLEGE = "Demo College of Care"
# (title, days before it was written, situation, what was done, what was learnt, what difference it made)
EXAMPLES = (
    (
        "A fall at night",
        9,
        "Somebody fell in the hall while I was the only one awake. They were frightened and wanted to get up at once.",
        "I stayed with them, called for help and asked what hurt before anybody moved them. I wrote it down.",
        "I had wanted to help them up quickly. Waiting and asking was safer, and it calmed both of us.",
        "We now say at handover who is unsteady, and where the second person is at night.",
    ),
    (
        "A family that disagreed",
        30,
        "Two relatives wanted different things and talked to me separately. The person themselves had not been asked.",
        "I asked the person first, with the pictures they use, and then met the family with what they had said.",
        "I had been carrying messages. Starting with the person made the talk shorter and kinder.",
        "",
    ),
)
MORE = "A clear portfolio. Please add one example for each standard that has nothing yet."
COMMENT = "Good to read how you asked first. Say what you would do on a night alone."
AGAIN = "Please look at my example in particular."


@dataclass(frozen=True)
class Portfolios:
    """The portfolios of the people who sign in as registrants; `practitioner` is a name and a person id, or None."""

    seed: int
    registrant: tuple[str, str]
    practitioner: tuple[str, str] | None
    place: Workplace

    def steps(self, today: date) -> Iterator[Step]:
        """Each step with its day."""
        for ago, verb in ((20, self._write), (15, self._ask), (9, self._answer), (5, self._share)):
            yield today - timedelta(days=ago), verb

    def _people(self) -> dict[str, tuple[str, str]]:
        more = {"practitioner": self.practitioner} if self.practitioner else {}
        return {"registrant": self.registrant, **more}

    def _own(self, ctx: Context, login: str) -> tuple[Context, str]:
        name, person = self._people()[login]
        return ctx.acting(Actor(account_id(self.seed, login), name, frozenset({"registrant"}), person)), person

    def _employer(self, ctx: Context) -> Context:
        login, roles, name = EMPLOYER
        return ctx.acting(Actor(account_id(self.seed, login), name, frozenset(roles), None, self.place.id))

    def _id(self, *what: str) -> str:
        return new_id(chance(self.seed, "portfolio", *what))

    def _write(self, ctx: Context) -> None:
        for login in self._people():
            mine, person = self._own(ctx, login)
            chosen = writing.writes_for(mine, person)
            known = writing.choices(mine, chosen)
            for number, told in enumerate(EXAMPLES[: 2 if login == "registrant" else 1]):
                record = known["record"][0][0] if known["record"] and number == 0 else ""
                codes = [each[0] for each in known["standards"]][number::5][:2]
                row = {"id": self._id(login, str(number)), "standards": codes, "record": record}
                writing.write_example(mine, chosen, _example(told, ctx.today()) | row)
            self._tell(mine, person, login)

    def _tell(self, mine: Context, person: str, login: str) -> None:
        """Tell of the first award that is open, and ask the employer to endorse it."""
        open_ = [each.step.code for path in read_map(mine, person).pathways for each in path.of("next")]
        code = next((code for code, _ in awarding.awards(mine, person) if code in open_), None)
        if code is None:
            return
        day = mine.today() - timedelta(days=60)
        told = {"id": self._id(login, "award"), "code": code, "institution": COLLEGE, "awarded_on": day}
        claim = awarding.tell(mine, person, told)
        place = {"place": "other", "named": self.place.name, "version": 1}
        awarding.ask_to_endorse(mine, claim, place)

    def _ask(self, ctx: Context) -> None:
        self._send(ctx, "registrant", "")

    def _send(self, ctx: Context, login: str, note: str) -> None:
        mine, person = self._own(ctx, login)
        boss = account_id(self.seed, EMPLOYER[0])
        known = boss in {each[0] for each in asking.supervisors(mine, person)}
        whom = {"supervisor": boss} if known else {"supervisor": LINK, "name": EMPLOYER[2]}
        asking.ask(mine, person, "", None, {"id": self._id(login, "review"), "note": note, **whom})

    def _answer(self, ctx: Context) -> None:
        boss = self._employer(ctx)
        for review in answering.sent_to_me(boss):
            said: dict[str, Any] = {"decision": "more", "note": MORE, "version": review.row["version"]}
            answering.review_as_account(boss, review.id, said | {comment(0): COMMENT})
        for claim in awarding.asked_of_me(boss):
            if claim["person_id"] == self.registrant[1]:
                awarding.endorse(boss, claim["id"], {"answer": "endorsed", "version": claim["version"]})

    def _share(self, ctx: Context) -> None:
        if self.practitioner is None:
            return
        self._send(ctx, "practitioner", AGAIN)
        mine, person = self._own(ctx, "practitioner")
        sharing.share(mine, person, "", {"place": "other", "named": self.place.name})


def _example(told: tuple[str, int, str, str, str, str], day: date) -> dict[str, Any]:
    title, ago, situation, did, learnt, impact = told
    words = {"situation": situation, "did": did, "learnt": learnt, "impact": impact}
    return {"title": title, "on": day - timedelta(days=ago), **words}
