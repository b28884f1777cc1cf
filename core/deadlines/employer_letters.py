"""The words by which an employer is told that the registration of somebody of its staff has lapsed."""

from councilkit.context import Context
from councilkit.deadlines.model import Letter, Planned
from councilkit.law.model import DatedValue, LawLookupError
from councilkit.register.letters import DAY
from councilkit.register.model import RegisterPart, full_name
from councilkit.speech import plugin_folders, speaker
from councilkit.standing.answers import must_not_work, profession_of
from councilkit.standing.evidence import NOT_COMPARED
from councilkit.standing.own import OwnEntry
from councilkit.wording import N_, Sentence

ENDED = N_("%(name)s: registration ended on %(day)s")
NOT_RENEWED = N_(
    "%(name)s works for %(employer)s by the register. Their registration %(number)s (%(part)s) was not renewed: it "
    "ended on %(day)s."
)
UNTIL_BACK = N_("This holds until they are registered again. What the register says today: %(link)s")
NOT_YOURS = N_("If this person does not work for you, tell the council on your page: %(link)s")
BY_RULE = N_("The council tells you this by a rule: %(title)s (%(source)s).")


def told_by_law(ctx: Context, part: str) -> DatedValue | None:
    """The value by which the law of the part's country has employers told of a lapse; None where it does not."""
    try:
        found = ctx.law.find(f"{part.partition('.')[0]}.lapse.employer_told", ctx.today())
    except LawLookupError:
        return None
    return found if found.value is True else None


def employer_letter(ctx: Context, plan: Planned, entry: OwnEntry, public_id: str) -> Letter | None:
    """The letter to one account of an employer; None where no law has it told."""
    to, row, value = plan.employer or {}, plan.deadline.row, told_by_law(ctx, plan.deadline.row["part"])
    if value is None:
        return None
    known = ctx.config.council_languages
    language = to["language"] if to["language"] in known else known[0]
    say, base = speaker(language, plugin_folders(ctx)), ctx.config.server_public_url.rstrip("/")
    part, day = ctx.catalogue.get(RegisterPart, row["part"]), entry.standing.ended_on
    about = {"number": row["number"], "part": part.titles.get(language, part.title), "employer": to["employer"]}
    lines = [
        Sentence(NOT_RENEWED, name=full_name(row), day=day, **about),
        must_not_work(profession_of(part, part.code, language)),
        Sentence(UNTIL_BACK, link=f"{base}/register/{public_id}"),
        Sentence(NOT_YOURS, link=f"{base}/employer"),
        *_by_rule(ctx, row["part"], value),
    ]
    head = f"{to['name']}\n{say(Sentence(DAY, day=ctx.today()))}"
    foot = f"{ctx.config.council_name}\n{ctx.config.council_help_line}\n"
    subject = f"{say(Sentence(ENDED, name=full_name(row), day=day))} ({row['number']})"
    return Letter(subject, "\n\n".join([head, *map(say, lines), foot]))


def _by_rule(ctx: Context, part: str, value: DatedValue) -> list[Sentence]:
    title = ctx.law.get(f"{part.partition('.')[0]}.lapse.employer_told").title
    source = ", ".join(filter(None, (value.source.title, value.article)))
    told = Sentence(BY_RULE, title=Sentence(title), source=source)
    return [told] if value.checked else [told, NOT_COMPARED]
