"""Qualifications that the sources name, what each is good for, and by which words people write them down.

None of them is a condition of registration as a social care worker: the qualification-based register is proposed, not
in force (law/reform.yaml, ni.qbr.status). Titles and aliases are whole: what is written otherwise, such as a diploma
without “(Northern Ireland)”, is for a person to judge. No source lists the allied health professions: they have no
aliases.
"""

from datetime import date
from pathlib import Path

from councilkit.api import Opens, Qualification, QualificationPlan

CHECKED = date(2026, 11, 22)
NISCC = "https://niscc.info/"
ACT = "https://www.legislation.gov.uk/nia/2001/3"
LEADERS = "https://careinpractice.niscc.info/continuous-learning/social-care-managerleader"
REVIEW = NISCC + "?p=23306"
PIP = "http://www.niscc.info/professional-in-practice/professional-in-practice-professional-awards"
WORKER, MANAGER, SOCIAL_WORKER = "ni.social_care_worker", "ni.social_care_manager", "ni.social_worker"
L5 = "ni.l5_diploma_leadership"
PROPOSED = "ni.qbr.status"


def _kept(part: str, *, instead_of: str = "") -> Opens:
    """The proposed register would keep somebody in a part."""
    which = "equivalent" if instead_of else "accepted"
    basis = f"ni.qbr.{which}.{part.removeprefix('ni.')}"
    return Opens(part, "keeps", basis, status=PROPOSED, instead_of=instead_of)


def _manages(instead_of: str = "") -> Opens:
    """Minimum standards ask it of the registered manager: a rule for the role, not for the register."""
    return Opens(MANAGER, "role", "ni.manager.qualification", role="Registered manager", instead_of=instead_of)


INSTEAD_OF_L5 = (_manages(L5), _kept(MANAGER, instead_of=L5))


def _in_place_of_l5(code: str, title: str, note: str, *aliases: str) -> Qualification:
    return Qualification(
        code,
        title,
        "GB",
        parts=(MANAGER,),
        source=LEADERS,
        checked=CHECKED,
        aliases=aliases,
        opens=INSTEAD_OF_L5,
        certainty="V",
        note=note,
    )


def _pip(code: str, title: str, *aliases: str, offered: str = "") -> Qualification:
    return Qualification(
        f"ni.pip_{code}",
        f"Professional in Practice: {title}",
        "GB",
        institution="Northern Ireland Social Care Council",
        parts=(SOCIAL_WORKER,),
        source=PIP,
        checked=CHECKED,
        aliases=aliases,
        offered=offered,
        certainty="V",
        note="Renewal may ask for two requirements of these awards. How many an award has was not found.",
    )


def _reviewed(level: int, note: str) -> Qualification:
    return Qualification(
        f"ni.l{level}_diploma",
        f"Level {level} Diploma",
        "GB",
        level=f"RQF:{level}",
        source=REVIEW,
        checked=CHECKED,
        certainty="V",
        note=note,
    )


UNREAD = "Named by its level alone in the review of the diplomas; its full title was not read."
QUALIFICATIONS = (
    Qualification(
        "ni.social_work_degree",
        "Degree in social work",
        "GB",
        parts=(SOCIAL_WORKER,),
        source=ACT,
        aliases=("Bachelor of Social Work", "BSW", "BSc Social Work", "BSc (Hons) Social Work"),
        opens=(Opens(SOCIAL_WORKER, "admits", "ni.entry.training"), *INSTEAD_OF_L5),
        note="The Act asks for training; the list of degrees was not read.",
    ),
    Qualification(
        "ni.l2_certificate_sep",
        "Level 2 Certificate in Safe and Effective Practice",
        "GB",
        level="RQF:2",
        institution="OCN NI",
        parts=(WORKER,),
        source=NISCC + "social-care-workforce-regulator-welcomes-new-strategy-as-a-pivotal-moment-for-the-sector",
        checked=CHECKED,
        aliases=(
            "L2 Certificate in Safe and Effective Practice",
            "Certificate in Safe and Effective Practice, Level 2",
            "OCN NI Level 2 Certificate in Safe and Effective Practice",
        ),
        offered="ni.l2cert.available",
        opens=(_kept(WORKER),),
        certainty="V",
        note=(
            "That OCN NI awards it is from slides of June 2024 alone. The pilot before it was an endorsed programme: "
            "a person must judge that one. Its size and number were not found."
        ),
    ),
    Qualification(
        "ni.l2_diploma",
        "Level 2 Diploma in Health and Social Care (Northern Ireland)",
        "GB",
        level="RQF:2",
        parts=(WORKER,),
        source="https://www.nidirect.gov.uk/articles/health-and-social-care-level-2-apprenticeship-framework",
        checked=CHECKED,
        aliases=(
            "Level 2 Diploma in Health and Social Care (NI)",
            "L2 Diploma in Health and Social Care (NI)",
            "Diploma in Health and Social Care (Northern Ireland), Level 2",
        ),
        numbers=(("603/5212/7", "BIIAB"), ("603/4401/5", "NCFE CACHE")),
        opens=(_kept(WORKER),),
        certainty="V",
    ),
    _reviewed(3, UNREAD),
    _reviewed(4, UNREAD),
    Qualification(
        L5,
        "Level 5 Diploma in Leadership",
        "GB",
        level="RQF:5",
        parts=(MANAGER,),
        source=LEADERS,
        checked=CHECKED,
        aliases=(
            "L5 Diploma in Leadership",
            "Level 5 Diploma in Leadership (Adult Management)",
            "Level 5 Diploma in Leadership (Adult Residential Management)",
        ),
        opens=(_manages(), _kept(MANAGER)),
        certainty="V",
    ),
    _in_place_of_l5(
        "ni.nursing",
        "Nursing qualification",
        "The source says “nursing qualified”.",
        "Bachelor of Science in Nursing",
        "BSc Nursing",
        "BSc (Hons) Nursing",
    ),
    _in_place_of_l5(
        "ni.allied_health",
        "Allied health profession qualification",
        "The source says “AHP qualified” and lists no professions: a person must judge every other wording.",
    ),
    _pip("consolidation", "Consolidation Award", "PiP Consolidation Award"),
    _pip("specialist", "Specialist Award", "PiP Specialist Award"),
    _pip("leadership", "Leadership and Strategic Award", "PiP Leadership and Strategic Award"),
    _pip(
        "advanced_scholarship",
        "Advanced Scholarship Award",
        "PiP Advanced Scholarship Award",
        offered="ni.pip.advanced_scholarship.offered",
    ),
)

PLAN = QualificationPlan(
    code="ni.qbr",
    title="Qualification-based register of social care workers and managers",
    draft=Path(__file__).parent / "drafts" / "qbr",
    requirement="qualification",
    award="award",
    status=PROPOSED,
    power="ni.qbr.legal_hook",
    passing="ni.l2cert.pass_share",
    each="ni.l2fund.max_staff_per_org",
    unknown=("ni.qbr.dates", "ni.l2cert.size"),
)
