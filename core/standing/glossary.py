"""The words of the register: each status with the meaning that the entry gives it, and the terms around it."""

from dataclasses import dataclass

from councilkit.standing.model import MEANING, TAGS, WORDS
from councilkit.wording import N_


@dataclass(frozen=True)
class Explained:
    """A word, what it means, and the kind of tag where it is a status; `code` is its place on the page."""

    code: str
    word: str
    meaning: str
    more: str = ""
    tag: str = ""


@dataclass(frozen=True)
class Chapter:
    """Words that belong together."""

    code: str
    title: str
    words: tuple[Explained, ...]


_COMING_BACK = N_("They may ask to come back. What is asked for then depends on the law of the part.")
_MORE = {
    "not_yet": N_("The entry says on which day it begins."),
    "registered": N_(
        "Whether only people on the register may do this work or use its title depends on the law of the part."
    ),
    "conditions": N_("A decision set the conditions. The entry shows those that are public, and since when they hold."),
    "suspended": N_(
        "When no suspension is in force any more, the standing before it is back, unless the registration ended."
    ),
    "removed": N_(
        "From when somebody may ask to come back depends on the order and on the law of the part. "
        "Nobody comes back without being admitted again."
    ),
    "left": _COMING_BACK,
    "lapsed": _COMING_BACK,
}
STATUSES = tuple(
    Explained(code, word, MEANING[code], _MORE.get(code, ""), TAGS.get(code, "ended")) for code, word in WORDS.items()
)
ENTRY = (
    Explained(
        "entry",
        N_("Entry"),
        N_("What the public register shows of one person: name, numbers, standing and what else may be public."),
    ),
    Explained(
        "registration",
        N_("Registration"),
        N_(
            "The place of a person in one part of the register. Somebody can have several, each with its own "
            "number and status."
        ),
    ),
    Explained(
        "part",
        N_("Part of the register"),
        N_(
            "A register can have parts, for instance for different professions. Each part has its own law: who "
            "may enter it, for how long, and what renewal asks."
        ),
    ),
    Explained(
        "number",
        N_("Registration number"),
        N_("The number of one registration. It tells people of the same name apart: ask for it."),
    ),
    Explained(
        "public-id",
        N_("Public id"),
        N_("The code in the address of an entry. It stays when a name or a number changes."),
    ),
    Explained(
        "kept-by",
        N_("Register kept by"),
        N_("The body that answers for this part of the register."),
    ),
    Explained(
        "right-to-practise",
        N_("Right to practise"),
        N_(
            "Whether somebody may do the work that the part is for, on the day you look. It follows from the "
            "registration and the orders in force."
        ),
    ),
    Explained(
        "former-name",
        N_("Former name"),
        N_("A name that the person had before. The search finds it, and the entry shows it."),
    ),
    Explained(
        "works-in",
        N_("Works in"),
        N_(
            "The area of the latest work that the council knows of, else the area that is recorded for the "
            "person. Never an address."
        ),
    ),
)
TIME = (
    Explained(
        "term",
        N_("Term"),
        N_(
            "The time for which a registration holds before it must be renewed. The entry shows its last day. How"
            " long it is depends on the law of the part; where no end is known, none is shown."
        ),
    ),
    Explained(
        "renewal",
        N_("Renewal"),
        N_(
            "The step from one term into the next. What it asks, such as learning, a declaration or a fee, "
            "depends on the law of the part."
        ),
    ),
    Explained(
        "restored",
        N_("Restored"),
        N_(
            "A registration that had ended and holds again after a decision of the council. “Registered since” "
            "then shows the day of the return."
        ),
    ),
    Explained(
        "learning",
        N_("Continuing learning (CPD)"),
        N_(
            "What people on the register do to keep their knowledge and skills up to date, and log. Nobody’s log "
            "is on the public register."
        ),
    ),
    Explained(
        "learning-period",
        N_("Learning period"),
        N_(
            "The time in which the learning that is asked for must be done. How long it is, and how much it asks "
            "for, depends on the law of the part."
        ),
    ),
)
DECISIONS = (
    Explained(
        "fitness-to-practise",
        N_("Fitness to practise"),
        N_(
            "Whether somebody has the skills, the knowledge, the health and the character to do the work safely "
            "and well. Who looks into it, and how, depends on the law of the part. Looking into it changes no "
            "status: only an order does."
        ),
    ),
    Explained(
        "order",
        N_("Order"),
        N_(
            "A decision about a registration: it can warn, set conditions, suspend or remove. Which kinds there "
            "are, who may decide and how long each lasts depends on the law of the part."
        ),
    ),
    Explained(
        "interim-order",
        N_("Interim order"),
        N_("An order that holds while a concern is looked into. It does not say that the concern is proven."),
    ),
    Explained(
        "review",
        N_("Review"),
        N_("A day by which an order is looked at again."),
    ),
    Explained(
        "lifted",
        N_("Lifted"),
        N_("An order that was ended by a decision. From that day on it has no effect."),
    ),
    Explained(
        "past-decisions",
        N_("Past decisions"),
        N_("Orders that are over can stay on the entry for a time. For how long depends on the law of the part."),
    ),
)
CHAPTERS = (
    Chapter("statuses", N_("What a status says"), STATUSES),
    Chapter("entries", N_("What an entry shows"), ENTRY),
    Chapter("time", N_("Time and learning"), TIME),
    Chapter("decisions", N_("Decisions"), DECISIONS),
)
