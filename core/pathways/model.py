"""Career pathways: where somebody stands among the steps of a career, what is open next, and what opens what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from councilkit.cpd.model import LearningFramework, Opening, Step
from councilkit.register.names import fold
from councilkit.wording import N_, Sentence

State = Literal["here", "held", "passed", "doing", "next", "later", "entry", "none", "unshown", "unknown"]
Steps = Sequence[Step]

STATES: Mapping[State, str] = {
    "here": N_("You are here"),
    "held": N_("You have this"),
    "passed": N_("Behind you"),
    "doing": N_("Under way"),
    "next": N_("Open to you"),
    "later": N_("Later"),
    "entry": N_("A way in"),
    "none": N_("Not asked of you"),
    "unshown": N_("Not in your register entry"),
    "unknown": N_("What it needs was not found"),
}
SHORT: Mapping[State, str] = {  # for the drawing
    **STATES,
    "unshown": N_("Not in your entry"),
    "unknown": N_("Needs not found"),
}
TAGS: Mapping[State, str] = {"here": "done", "held": "done", "passed": "done", "doing": "waiting", "next": "open"}
DONE: tuple[State, ...] = ("here", "held", "passed")
CERTAINTIES: Mapping[str, str] = {
    "verified": N_("Read in the source."),
    "secondary": N_("Our reading of the source. It does not say so in these words."),
    "memory": N_("Not yet verified against the source."),
}


@dataclass(frozen=True)
class Facts:
    """What is known of a person: parts of live registrations, present roles, awards by code, conditions by kind.

    `awards` says of each how it is known: `register`, `endorsed` or `told`; `conditions` whether each is fulfilled.
    `entry` holds the awards of the register entry in its own words, those among them that are no step as well.
    """

    parts: frozenset[str] = frozenset()
    roles: tuple[str, ...] = ()
    awards: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, bool] = field(default_factory=dict)
    entry: tuple[str, ...] = ()


@dataclass(frozen=True)
class Way:
    """One way into a step: the steps that it asks for, and those of them that are still missing."""

    opening: Opening
    steps: tuple[Step, ...]
    missing: tuple[Step, ...]


@dataclass(frozen=True)
class Placed:
    """A step as it is for one person, with its ways in and what it opens."""

    step: Step
    state: State
    why: Sentence | str = ""
    ways: tuple[Way, ...] = ()
    opens: tuple[Step, ...] = ()

    @property
    def done(self) -> bool:
        return self.state in DONE


@dataclass(frozen=True)
class Pathway:
    """The steps of one career for one person."""

    career: str
    steps: tuple[Placed, ...]

    def of(self, *states: State) -> list[Placed]:
        """The steps in any of these states."""
        return [each for each in self.steps if each.state in states]

    @property
    def sentence(self) -> Sentence:
        """Where the person stands."""
        levels = [each.step.title for each in self.of("here")]
        if not levels:
            return Sentence(N_("The register does not say where you stand on this pathway."))
        return Sentence(N_("You are here: %(level)s."), level=levels[-1])


def pathways(frameworks: Iterable[LearningFramework], facts: Facts) -> tuple[Pathway, ...]:
    """The pathways that concern a person: those of their parts of the register, their own part first."""
    known = tuple(frameworks)
    everything = tuple(step for each in known for step in each.steps)
    careers = sorted({each.career for each in known if each.career and _concerns(each, facts)})
    nearest = sorted(known, key=lambda each: not _concerns(each, facts))
    return tuple(
        Pathway(career, placed(around(everything, _of(nearest, career)), everything, facts)) for career in careers
    )


def _concerns(framework: LearningFramework, facts: Facts) -> bool:
    parts = {*framework.parts, *(step.part for step in framework.steps)}
    return bool(parts & facts.parts)


def _of(frameworks: Sequence[LearningFramework], career: str) -> tuple[Step, ...]:
    return tuple(step for each in frameworks if each.career == career for step in each.steps)


def around(everything: Steps, own: Steps) -> tuple[Step, ...]:
    """The steps of a career, then those of others that they open or that open them."""
    codes = {step.code for step in own}
    needed = {code for step in own for code in causes(step)}
    others = (step for step in everything if step.code not in codes)
    return (*own, *(step for step in others if step.code in needed or codes.intersection(causes(step))))


def causes(step: Step) -> list[str]:
    """The codes of the steps that open a step, each once."""
    return list(dict.fromkeys(code for opening in step.openings for code in opening.by))


def placed(shown: Steps, everything: Steps, facts: Facts) -> tuple[Placed, ...]:
    """The steps that are shown, as they are for a person."""
    known = {step.code: step for step in everything}
    own = {step.code: found for step in everything if (found := _own(step, facts)) is not None}
    own |= {code: _passed(known[code], facts) for code in _behind(known, own)}
    done = {code for code, (state, _) in own.items() if state in DONE}
    made = []
    for step in shown:
        ways = tuple(_way(opening, known, done) for opening in step.openings)
        state, why = own.get(step.code) or (_open(ways), "")
        opens = tuple(other for other in everything if step.code in causes(other))
        made.append(Placed(step, state, why, ways, opens))
    return tuple(made)


BEHIND = N_("It is the only way to where you are.")
OTHER_AWARD = N_("You are here; your register entry shows another award: %(awards)s.")
NO_AWARD = N_("You are here; your register entry shows no award.")


def _passed(step: Step, facts: Facts) -> tuple[State, Sentence | str]:
    """How a step on the only way is told: nobody is said to have an award that the register does not show."""
    if step.kind == "level":
        return "passed", BEHIND
    return "unshown", Sentence(OTHER_AWARD, awards=", ".join(facts.entry)) if facts.entry else NO_AWARD


def _behind(known: Mapping[str, Step], own: Mapping[str, tuple[State, str]]) -> set[str]:
    """The steps that lie on the only way to a level that a person is at, though nothing says that they have them.

    The way ends at an award that is not shown: whoever has another one may have come by another way.
    """
    found: set[str] = set()
    waiting = [code for code, (state, _) in own.items() if state == "here"]
    while waiting:
        openings = known[waiting.pop()].openings
        if len(openings) == 1:
            more = {code for code in openings[0].by if code not in own} - found
            found |= more
            waiting += [code for code in more if known[code].kind == "level"]
    return found


def _way(opening: Opening, known: Mapping[str, Step], done: set[str]) -> Way:
    steps = tuple(known[code] for code in opening.by)
    return Way(opening, steps, tuple(step for step in steps if step.code not in done))


def _open(ways: Sequence[Way]) -> State:
    """The state of a step that a person does not have."""
    if not ways:
        return "unknown"
    if any(way.steps and not way.missing for way in ways):
        return "next"
    return "entry" if any(not way.steps for way in ways) else "later"


WHY_AWARD: Mapping[str, str] = {
    "register": N_("It stands in your register entry."),
    "endorsed": N_("You told us, and it was endorsed."),
    "told": N_("Told by you. Nobody has endorsed it yet."),
}


def _own(step: Step, facts: Facts) -> tuple[State, str] | None:
    """What a person has of a step by itself, with why; None where nothing says that they have it."""
    if step.kind == "award":
        known = facts.awards.get(step.code)
        return ("held", WHY_AWARD[known]) if known else None
    if step.kind == "condition":
        fulfilled = facts.conditions.get(step.condition)
        if fulfilled is None:
            return "none", N_("The register has no such condition on you.")
        return ("held", N_("Confirmed as fulfilled.")) if fulfilled else ("doing", N_("It is not confirmed yet."))
    if step.part in facts.parts and step.part:
        return "here", N_("From your registration.")
    role = _role(step, facts.roles)
    return ("here", Sentence(N_("From your role: %(role)s."), role=role)) if role else None


def _role(step: Step, roles: Iterable[str]) -> str:
    at_level = {fold(each.title) for each in step.roles}
    return next((role for role in roles if fold(role) in at_level), "")


# what is wrong with a pathway, before anybody sees it


def faults(steps: Steps) -> list[str]:
    """What is wrong with declared steps: a code twice, an opening by nothing that is known, a circle."""
    codes = [step.code for step in steps]
    found = [f"The step '{code}' is declared twice." for code in sorted({c for c in codes if codes.count(c) > 1})]
    found += [
        f"The step '{step.code}' is opened by '{code}', which is no step."
        for step in steps
        for code in causes(step)
        if code not in codes
    ]
    around_again = circle(steps)
    return found + ([f"The steps open each other in a circle: {' > '.join(around_again)}."] if around_again else [])


def circle(steps: Steps) -> tuple[str, ...]:
    """The codes of steps that open each other in a circle, the first one again at the end; () where there is none."""
    by_code = {step.code: step for step in steps}
    finished: set[str] = set()

    def walk(code: str, trail: tuple[str, ...]) -> tuple[str, ...]:
        if code in trail:
            return (*trail[trail.index(code) :], code)
        if code in finished or code not in by_code:
            return ()
        for cause in causes(by_code[code]):
            found = walk(cause, (*trail, code))
            if found:
                return found
        finished.add(code)
        return ()

    return next((found for step in steps if (found := walk(step.code, ()))), ())


def reachable(steps: Steps) -> frozenset[str]:
    """The codes of the steps that somebody with nothing can come to, by openings that are known."""
    got: set[str] = set()
    while True:
        more = {
            step.code for step in steps if step.code not in got and any(got.issuperset(way.by) for way in step.openings)
        }
        if not more:
            return frozenset(got)
        got |= more
