"""How long somebody new to a post may work before being registered, where the law of a part of the register says so."""

from dataclasses import dataclass
from datetime import date, timedelta

from councilkit.law.model import Law, LawLookupError
from councilkit.law.months import add_months
from councilkit.register.decisions import Check
from councilkit.register.model import RegisterPart
from councilkit.wording import N_, Sentence

RULE = N_("Work before registration")
WITHIN = N_("Somebody new to this work may do it until %(day)s without being registered.")
OVER = N_("The time to do this work without being registered ended on %(day)s: from then on only once registered.")
NEVER = N_("Whoever was removed from the register may not do this work until they are registered again.")


@dataclass(frozen=True)
class Grace:
    """The last day on which an applicant may work unregistered, None where there is none, and the article."""

    until: date | None
    article: str

    def sentence(self, today: date) -> Sentence:
        """What it means on a day, for the applicant, their employer and the office alike."""
        if self.until is None:
            return Sentence(NEVER)
        return Sentence(WITHIN if today <= self.until else OVER, day=self.until)

    def check(self, today: date) -> Check:
        """The same beside the evidence of an application; what is over is for a person to judge."""
        over = self.until is None or self.until < today
        return Check(RULE, "judge" if over else "met", self.sentence(today), self.article)


def grace(law: Law, part: RegisterPart, began_on: date | None, *, removed: bool, today: date) -> Grace | None:
    """The time that the law gives an applicant who began to work on a day; None where it gives none or no day is told.

    `removed`: they were removed from the register before. The day on which the work began counts as the first.
    """
    id, day = (part.after_removal, began_on or today) if removed else (part.newcomers, began_on)
    if id is None or day is None:
        return None
    try:
        value, months = law.find(id, day), law.months(id, day)
    except LawLookupError:
        return None
    article = ", ".join(filter(None, (value.source.title, value.article)))
    return Grace(add_months(day, months) - timedelta(days=1) if months else None, article)
