"""What a renewal still needs: pure functions of a verdict and of what the registrant has done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from councilkit.cpd.totals import OF_TARGET, Totals
from councilkit.law import Reason, Verdict
from councilkit.law.requirements import (
    AllOf,
    Amount,
    AtLeastOne,
    Count,
    Covers,
    Declared,
    Fulfilled,
    Holds,
    Kinds,
    NoOrder,
    Paid,
    Ratio,
    Requirement,
)
from councilkit.wording import N_, Sentence

SHORT = N_("If you cannot meet this, sign anyway and say why: a person will look at it.")
JUDGE = N_("A person looks at this after you sign.")
PUT_OFF = N_("Put off until %(day)s")
PAY = N_("Your renewal holds from the moment that the fee is there. While it is on its way, you stay registered.")

LEARNING = (Amount, AtLeastOne, Count, Covers, Kinds, Ratio)
_YES_OR_NO = (Declared, Fulfilled, Holds, NoOrder)  # their figures are of no use to a reader


@dataclass(frozen=True)
class Task:
    """One thing of a renewal; `code` is details, sign, or the code of a requirement.

    `judged` waits for a person; `pays` is done by paying a fee; `learns` by logging learning.
    """

    code: str
    label: str
    done: bool
    status: str
    hint: str = ""
    judged: bool = False
    pays: bool = False
    learns: bool = False


def tasks(verdict: Verdict | None, totals: Totals | None, *, confirmed: bool, signed: bool) -> tuple[Task, ...]:
    """What a renewal needs, in the order in which it is done; signing comes last.

    `verdict` is None where no law of renewal is known for the part: then only learning is asked, by `totals`.
    """
    found = [Task("details", N_("Check your details"), confirmed, N_("Done") if confirmed else N_("To do"))]
    if verdict is not None:
        reasons = list(asked(verdict))
        apart = sum(_counts(reason) for reason in reasons) > 1
        found += [task_of(reason, apart=apart) for reason in reasons]
    elif totals is not None and totals.left is not None:
        found.append(replace(_short(totals.sentence, totals.left), learns=True))
    ready = N_("To do") if confirmed else N_("Cannot start yet: check your details first")
    found.append(Task("sign", N_("Check and sign"), signed, N_("Signed") if signed else ready))
    return tuple(found)


def left(found: Sequence[Task]) -> int:
    """How many things the registrant still has to do."""
    return sum(not task.done and not task.judged for task in found)


def asked(verdict: Verdict) -> Iterator[Reason]:
    """The requirements that a registrant can do something about, or must know of; the signature is apart."""
    top = verdict.reason
    for reason in top.reasons if isinstance(top.requirement, AllOf) else (top,):
        if reason.state != "does not apply" and not isinstance(reason.requirement, Declared) and not _silent(reason):
            yield reason


def _silent(reason: Reason) -> bool:
    """No order, and no condition, is nothing to tell."""
    return reason.met is True and (isinstance(reason.requirement, NoOrder) or _none_imposed(reason))


def _none_imposed(reason: Reason) -> bool:
    return isinstance(reason.requirement, Fulfilled) and reason.needed == 0


def unmet(verdict: Verdict, *apart: type[Requirement]) -> list[Reason]:
    """The requirements that are not met, without those of some shapes."""
    return [reason for reason in verdict.steps if not isinstance(reason.requirement, apart)]


def learns(requirement: Requirement) -> bool:
    """Whether all that a requirement looks at is learning."""
    return all(isinstance(each, LEARNING) for each in requirement.walk() if not each.children)


def _counts(reason: Reason) -> bool:
    """Whether this is an amount of learning with figures."""
    return isinstance(reason.requirement, Amount) and figures(reason) is not None


def task_of(reason: Reason, *, apart: bool = False) -> Task:
    """What a requirement asks of the registrant.

    `apart`: there is more than one amount of learning, so that each is called by its own title.
    """
    return replace(_task_of(reason, apart=apart), learns=learns(reason.requirement))


def _task_of(reason: Reason, *, apart: bool) -> Task:
    requirement = reason.requirement
    counted = figures(reason)
    if reason.state == "deferred":
        return Task(requirement.code, _label(reason), True, _met(reason))
    if isinstance(requirement, Amount) and counted is not None:
        return _short(counted, reason.missing or Decimal(0), requirement, requirement.title if apart else "")
    label = _label(reason)
    if reason.met is None:
        return Task(requirement.code, label, False, N_("A person must judge"), JUDGE, judged=True)
    if reason.met:
        return Task(requirement.code, label, True, _met(reason))
    step = next((each.step for each in _steps(reason)), None)
    pays = isinstance(requirement, Paid)
    return Task(requirement.code, label, False, step or N_("To do"), PAY if pays else SHORT, pays=pays)


def _steps(reason: Reason) -> list[Reason]:
    return [each for each in reason.walk() if each.step is not None]


def _met(reason: Reason) -> str:
    if reason.state == "deferred" and reason.until:
        return Sentence(PUT_OFF, day=reason.until)
    return {"exempt": N_("You need not do this"), "deferred": N_("Put off")}.get(reason.state, N_("Done"))


def _label(reason: Reason) -> str:
    if isinstance(reason.requirement, Paid) and reason.needed is not None:
        if reason.found and reason.found < reason.needed:
            return Sentence(N_("%(title)s: %(sum)s"), title=Sentence(reason.requirement.title), sum=figures(reason))
        fee = {
            "title": Sentence(reason.requirement.title),
            "unit": reason.unit,
            "sum": f"{reason.needed.normalize():f}",
        }
        return Sentence(N_("%(title)s: %(unit)s %(sum)s"), **fee)
    return reason.requirement.title


def figures(reason: Reason) -> Sentence | None:
    """What was found of what is needed, in words: 50 of 90 hours; None where there are no figures or none are asked."""
    if _none_imposed(reason) and reason.state == "met":
        return Sentence("no such condition is on record")
    if reason.found is None or reason.needed is None or isinstance(reason.requirement, _YES_OR_NO):
        return None
    if reason.state == "does not apply":
        return None
    amounts = {"done": reason.found.normalize(), "target": reason.needed.normalize()}
    if reason.unit in OF_TARGET:
        return Sentence(OF_TARGET[reason.unit], **amounts)
    if reason.unit:
        return Sentence(N_("%(unit)s %(done)s of %(target)s"), unit=reason.unit, **amounts)
    return Sentence(N_("%(done)s of %(target)s"), **amounts)


def _short(sentence: Sentence, missing: Decimal, requirement: Requirement | None = None, title: str = "") -> Task:
    code = requirement.code if requirement else "learning"
    label = Sentence("Learning: %(sum)s", sum=sentence)
    if title:
        label = Sentence(N_("%(title)s: %(sum)s"), title=Sentence(title), sum=sentence)
    if not missing:
        return Task(code, label, True, N_("Done"))
    return Task(code, label, False, Sentence("%(left)s to go", left=f"{missing.normalize():f}"), SHORT)
