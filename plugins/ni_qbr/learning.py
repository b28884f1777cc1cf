"""Post Registration Training and Learning: what may be logged, and the standards that it is linked to.

The amount and the periods are in law/. Only standard 6 of conduct and of practice was read in a source; the other
headings are from memory and unverified, and where not even memory has one the standard is left out.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from councilkit.api import N_, Category, Impact, Law, LearningFramework, Standard, Step
from councilkit_ni_qbr import pathway

CHECKED = date(2026, 11, 22)
PRTL = "https://niscc.info/index.php/prtl-post-registration-training-and-learning"

CATEGORIES = (
    Category("course", "Course or training", "formal"),
    Category("award", "Study for a qualification or award", "formal"),
    Category("pip_requirement", "Professional in Practice requirement gained", "formal"),
    Category("seminar", "Seminar or conference", "formal"),
    Category("refresher", "Refresher training", "formal"),
    Category("law_update", "Update on law or policy"),
    Category("supervision", "Supervision and appraisal of others"),
    Category("leadership", "Leadership and management"),
    Category("teaching", "Teaching or mentoring others", "informal"),
    Category("reading", "Reading", "informal"),
    Category("research", "Research", "informal"),
)

CONDUCT = (
    Standard("SC1", "Conduct 1: rights, interests and wellbeing"),
    Standard("SC2", "Conduct 2: trust and confidence"),
    Standard("SC3", "Conduct 3: autonomy, with safety from harm"),
    Standard("SC4", "Conduct 4: respect rights while managing harmful behaviour"),
    Standard("SC5", "Conduct 5: public trust in the service"),
    Standard("SC6", "Conduct 6: answer for the quality of your work, keep knowledge and skills up", CHECKED),
)

CARE_PRACTICE = (
    Standard("SP1", "Practice 1: know your role and duties"),
    Standard("SP2", "Practice 2: communicate"),
    Standard("SP3", "Practice 3: person-centred, safe, effective care"),
    Standard("SP4", "Practice 4: safeguarding"),
    Standard("SP5", "Practice 5: health and safety"),
    Standard("SP6", "Practice 6: develop yourself", CHECKED),
)

SOCIAL_WORK_PRACTICE = (Standard("SP6", "Practice 6: develop yourself and others", CHECKED),)


def _framework(
    part: str,
    title: str,
    career: str,
    standards: tuple[Standard, ...],
    levels: tuple[Step, ...],
    awards: tuple[Step, ...],
    unknown_standards: tuple[str, ...],
    unknown_steps: tuple[str, ...],
) -> LearningFramework:
    return LearningFramework(
        code=f"ni.prtl.{part}",
        title=f"Post Registration Training and Learning: {title}",
        parts=(f"ni.{part}",),
        unit="hour",
        amount="ni.prtl.hours",
        period=f"ni.period.{part}",
        categories=CATEGORIES,
        standards=standards,
        source=PRTL,
        checked=CHECKED,
        career=career,
        levels=levels,
        awards=awards,
        unknown=("ni.standards.headings", *unknown_standards),
        unknown_steps=unknown_steps,
    )


FRAMEWORKS = (
    _framework(
        "social_worker",
        "social workers",
        N_("Social work"),
        CONDUCT + SOCIAL_WORK_PRACTICE,
        pathway.SOCIAL_WORK_LEVELS,
        pathway.SOCIAL_WORK_AWARDS,
        (),
        ("ni.pip.requirements_per_award",),
    ),
    _framework(
        "social_care_worker",
        "social care workers",
        N_("Social care"),
        CONDUCT + CARE_PRACTICE,
        pathway.CARE_LEVELS,
        pathway.CARE_AWARDS,
        ("ni.prtl.core_standards.headings",),
        ("ni.cip.ladder",),
    ),
    _framework(
        "social_care_manager",
        "social care managers",
        N_("Social care"),
        CONDUCT + CARE_PRACTICE,
        pathway.MANAGER_LEVELS,
        pathway.MANAGER_AWARDS,
        ("ni.prtl.core_standards.headings",),
        ("ni.cip.ladder",),
    ),
)

# Professional in Practice is for social workers; who counts its credits tells an impact by one of the law's kinds
PIP = "ni.prtl.social_worker"
IMPACTS = {
    "users_carers": N_("Users of services and carers"),
    "self": N_("Self"),
    "service": N_("Service"),
    "supplementary": N_("Supplementary"),
}


def frameworks(law: Law) -> Sequence[LearningFramework]:
    """The frameworks, that of social workers with the kinds of impact which the law has ever named."""
    kinds = dict.fromkeys(code for dated in law.get("ni.pip.impact_kinds").values for code in dated.value)
    impacts = tuple(Impact(code, IMPACTS.get(code, code)) for code in kinds)
    return tuple(
        replace(each, impacts=impacts, credit="ni.pip.credit") if each.code == PIP else each for each in FRAMEWORKS
    )
