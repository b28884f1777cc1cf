"""The words of a reminder: the sentence of the registrant's own page, what is left with its next step, and the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from councilkit.accounts.languages import language_for
from councilkit.context import Context
from councilkit.deadlines.employer_letters import employer_letter
from councilkit.deadlines.model import BEFORE, Letter, Planned
from councilkit.register.letters import NO_ACCOUNT
from councilkit.register.model import full_name
from councilkit.speech import plugin_folders, speaker
from councilkit.standing.own import OwnEntry, read_entry
from councilkit.standing.renewal import Task
from councilkit.wording import N_, Sentence

Say = Callable[[str], str]
DAY = "%(day)s"  # a date alone, as the language writes it
RENEW = N_("Renew by %(due)s")
UNFINISHED = N_("Your renewal of %(due)s is not finished")
ENDED = N_("Your registration ended on %(day)s")
LEFT = N_("What is left:")
ONE_LEFT = N_("%(what)s. %(next)s")
DO_IT = N_("Do it here: %(link)s")
PERSON_DECIDES = N_("A person of the council decides about it. What you finish now still counts.")
COME_BACK = N_("You can apply to come back to the register: %(link)s")
MISSED = N_("Earlier reminders may not have reached you: those of %(days)s.")
TO_DO = N_("To do")
ABOUT = N_("This is about your registration %(number)s: %(part)s.")


def on_day(ctx: Context, day: date) -> Context:
    """The same actor at this hour of another day."""
    moment = datetime.combine(day, ctx.now().timetz())
    return ctx if day == ctx.today() else replace(ctx, council=replace(ctx.council, clock=lambda: moment))


def compose(ctx: Context, plan: Planned, day: date) -> Letter | None:
    """The letter by what holds at this moment; None where nothing is to be said any more."""
    found = plan.deadline
    language = language_for(ctx, person_id=found.row["person_id"])
    file, entry = read_entry(on_day(ctx, day), found.id, language)
    if not _to_be_told(entry, plan):
        return None
    if plan.employer is not None:
        return employer_letter(on_day(ctx, day), plan, entry, file.person["public_id"])
    say = speaker(language, plugin_folders(ctx))
    lines = [f"{full_name(file.person)}\n{say(Sentence(DAY, day=day))}", *_answers(entry, say)]
    lines += [*_left(entry, say), *_way(ctx, plan, entry, say), *_apart(plan, entry, say)]
    foot = f"{ctx.config.council_name}\n{ctx.config.council_help_line}\n"
    return Letter(_subject(plan, entry, say), "\n\n".join([*lines, foot]))


def _to_be_told(entry: OwnEntry, plan: Planned) -> bool:
    """Whether it still stands as planned and something is left to do; past the day there is always a word."""
    found = plan.deadline
    if found.lapsed:
        return entry.standing.status == "lapsed" and entry.standing.ended_on is not None
    if entry.standing.due != found.due or not (entry.renewable or entry.application):
        return False
    return plan.step not in BEFORE or entry.left > 0 or entry.answer.code == "asked"


def _answers(entry: OwnEntry, say: Say) -> list[str]:
    """The sentence of the registrant's page, and the one that stands beside it there."""
    found = [each for each in (entry.answer, entry.beside) if each is not None]
    lines = [say(words) for each in found for words in (each.sentence, each.still) if words]
    ending = entry.standing.own_ending
    return [*lines, say(ending)] if ending else lines


def _left(entry: OwnEntry, say: Say) -> list[str]:
    open_ = [task for task in entry.tasks if not task.done and not task.judged]
    lines = [say(_one_left(task)) for task in open_]
    lines += [say(each.text) for each in entry.asked]
    return ["\n".join([say(LEFT), *(f"- {line}" for line in lines)])] if lines else []


def _one_left(task: Task) -> Sentence:
    """A thing that is left, with its next step where that says more than that it is to do."""
    if task.status == TO_DO:
        return _nested(task.label)
    return Sentence(ONE_LEFT, what=_nested(task.label), next=_nested(task.status))


def _nested(words: str) -> Sentence:
    """Words that are translated inside another sentence."""
    return words if isinstance(words, Sentence) else Sentence(words)


def _way(ctx: Context, plan: Planned, entry: OwnEntry, say: Say) -> list[str]:
    """Where to go on."""
    base = f"{ctx.config.server_public_url.rstrip('/')}/my"
    if plan.deadline.lapsed:
        return [say(Sentence(COME_BACK, link=f"{base}/come-back/{entry.id}"))]
    link = base if entry.application else f"{base}/renew/{entry.id}"
    held = [say(PERSON_DECIDES)] if plan.step not in BEFORE else []
    return [*held, say(Sentence(DO_IT, link=link))] if entry.left or entry.asked or not held else held


def _apart(plan: Planned, entry: OwnEntry, say: Say) -> list[str]:
    """What else there is to know: reminders that were missed, how to sign in, and what this is about."""
    days = ", ".join(say(Sentence(DAY, day=step.day(plan.deadline.due))) for step in plan.missed)
    found = [say(Sentence(MISSED, days=days))] if days else []
    if not plan.deadline.row["account_email"]:
        found.append(say(NO_ACCOUNT))
    return [*found, say(Sentence(ABOUT, number=entry.registration["number"], part=entry.title))]


def _subject(plan: Planned, entry: OwnEntry, say: Say) -> str:
    due, number = plan.deadline.due, entry.registration["number"]
    words = Sentence(RENEW if plan.step in BEFORE else UNFINISHED, due=due)
    if plan.deadline.lapsed:
        words = Sentence(ENDED, day=entry.standing.ended_on)
    return f"{say(words)} ({number})"
