"""What the law asks at renewal, for practice and for coming back, part by part: composed of the core's shapes.

Figures and dates are in law/, by id. A qualification is asked of social care workers and managers only while the law
says so (`ni.qbr.accredited_qualification_required`, false today): the draft under drafts/qbr says otherwise and can be
tried with its transition.
"""

from councilkit.api import (
    N_,
    AllOf,
    Amount,
    AnyOf,
    Applies,
    AtLeastOne,
    Count,
    Declared,
    Deferral,
    Ever,
    Fulfilled,
    Holds,
    InRole,
    NoOrder,
    Paid,
    Requirement,
    RequirementSet,
    Where,
)

FIRST_LINE_MANAGER = "First-line manager"  # as the register writes the role
LEARNING = Amount(code="learning", title=N_("Continuing learning in the period"), basis="ni.prtl.hours")
SUPERVISION = AtLeastOne(
    code="supervision",
    title=N_("Learning about supervision and appraisal, for a first-line manager"),
    basis="ni.prtl.first_line_manager.supervision_within",
    window=InRole(),
    of=Where(categories=("supervision",)),
    applies=Applies(roles=(FIRST_LINE_MANAGER,)),
    deferrals=(Deferral(within="ni.prtl.first_line_manager.supervision_within"),),
)
LEADERSHIP = AtLeastOne(
    code="leadership",
    title=N_("Learning about leadership and management"),
    basis="ni.prtl.manager.leadership",
    of=Where(categories=("leadership",)),
    applies=Applies(rule="ni.prtl.manager.leadership"),
)
DECLARATION = Declared(
    code="declaration",
    title=N_("Declaration of good character, fitness and standards"),
    basis="ni.renewal.needs",
    declaration="renewal",
)
PAST_CONDITIONS = Fulfilled(
    code="past_conditions", title=N_("Past conditions fulfilled"), basis="ni.renewal.needs", condition="registration"
)
AUDIT_FORM = Fulfilled(
    code="audit_form", title=N_("Audit form, if drawn for an audit"), basis="ni.renewal.needs", condition="audit_form"
)
NOT_REMOVED = NoOrder(
    code="not_removed", title=N_("Not removed from the register"), basis="ni.renewal.needs", effects=("removed",)
)
AYE = Fulfilled(
    code="aye",
    title=N_("Assessed Year in Employment, confirmed by the employer"),
    basis="ni.aye.first",
    condition="aye",
    confirmers=("employer",),
    lasts="ni.aye.named",
)
PIP = Count(
    code="pip",
    title=N_("Professional in Practice requirements after the assessed year"),
    basis="ni.pip.mandatory_requirements",
    window=Ever(),
    of=Where(categories=("pip_requirement",)),
    applies=Applies(condition="aye", condition_from="ni.pip.aye_completed_from"),
)
ASKED = Applies(rule="ni.qbr.accredited_qualification_required")
MAY_PRACTISE = NoOrder(
    code="no_order", title=N_("Not suspended and not removed"), basis="ni.suspended.counts_as_registered"
)

COMING_BACK = Paid(
    code="restoration_fee",
    title=N_("Fee for restoration"),
    basis="ni.fee.restoration",
    fee="restoration",
    window=Ever(),
)


def _renewal(part: str, *more: Requirement) -> RequirementSet:
    fee = Paid(code="fee", title=N_("Fee"), basis=f"ni.fee.{part}", fee="renewal")
    parts = (LEARNING, *more, AUDIT_FORM, PAST_CONDITIONS, NOT_REMOVED, fee, DECLARATION)
    whole = AllOf(code="renewal", title=N_("Renewal of registration"), basis="ni.renewal.needs", parts=parts)
    return RequirementSet(f"ni.renewal.{part}", "renewal", f"ni.{part}", whole)


def _qualification(part: str) -> Requirement:
    """A qualification of the register's list for a part, or one that is taken in its place."""
    accepted, equivalent = f"ni.qbr.accepted.{part}", f"ni.qbr.equivalent.{part}"
    return AnyOf(
        code="qualification",
        title=N_("A qualification that the register asks for"),
        basis="ni.qbr.accredited_qualification_required",
        applies=ASKED,
        parts=(
            Holds(code="award", title=N_("A qualification of the list"), basis=accepted, codes=accepted, applies=ASKED),
            Holds(
                code="equivalent",
                title=N_("A qualification taken in its place"),
                basis=equivalent,
                codes=equivalent,
                applies=ASKED,
            ),
        ),
    )


def _practice(part: str) -> RequirementSet:
    return RequirementSet(f"ni.practice.{part}", "practice", f"ni.{part}", MAY_PRACTISE)


def _restoration(part: str) -> RequirementSet:
    return RequirementSet(f"ni.restoration.{part}", "restoration", f"ni.{part}", COMING_BACK)


PARTS = ("social_worker", "social_care_worker", "social_care_manager")
SETS = (
    _renewal("social_worker", SUPERVISION, AYE, PIP),
    _renewal("social_care_worker", _qualification("social_care_worker")),
    _renewal("social_care_manager", SUPERVISION, LEADERSHIP, _qualification("social_care_manager")),
    *(_practice(part) for part in PARTS),
    *(_restoration(part) for part in PARTS),
)
