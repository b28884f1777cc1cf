"""Qualifications that the register knows. None of them is a condition of registration as a social care worker: the
qualification-based register is proposed, not in force (law/learning.yaml, ni.qbr.status)."""

from datetime import date

from councilkit.api import Qualification

CHECKED = date(2026, 11, 22)
NISCC = "https://niscc.info/"
PIP = "http://www.niscc.info/professional-in-practice/professional-in-practice-professional-awards"
WORKER, MANAGER, SOCIAL_WORKER = ("ni.social_care_worker",), ("ni.social_care_manager",), ("ni.social_worker",)

QUALIFICATIONS = (
    Qualification(
        "ni.social_work_degree",
        "Degree in social work",
        "GB",
        parts=SOCIAL_WORKER,
        source="https://www.legislation.gov.uk/nia/2001/3",
    ),
    Qualification(
        "ni.l2_certificate_sep",
        "Level 2 Certificate in Safe and Effective Practice",
        "GB",
        level="RQF:2",
        parts=WORKER,
        source=NISCC + "social-care-workforce-regulator-welcomes-new-strategy-as-a-pivotal-moment-for-the-sector",
        checked=CHECKED,
    ),
    Qualification(
        "ni.l2_diploma",
        "Level 2 Diploma in Health and Social Care (Northern Ireland)",
        "GB",
        level="RQF:2",
        parts=WORKER,
        source="https://www.nidirect.gov.uk/articles/health-and-social-care-level-2-apprenticeship-framework",
        checked=CHECKED,
    ),
    Qualification(
        "ni.l5_diploma_leadership",
        "Level 5 Diploma in Leadership",
        "GB",
        level="RQF:5",
        parts=MANAGER,
        source="https://careinpractice.niscc.info/continuous-learning/social-care-managerleader",
        checked=CHECKED,
    ),
    Qualification(
        "ni.pip_consolidation",
        "Professional in Practice: Consolidation Award",
        "GB",
        parts=SOCIAL_WORKER,
        source=PIP,
        checked=CHECKED,
    ),
    Qualification(
        "ni.pip_specialist",
        "Professional in Practice: Specialist Award",
        "GB",
        parts=SOCIAL_WORKER,
        source=PIP,
        checked=CHECKED,
    ),
    Qualification(
        "ni.pip_leadership",
        "Professional in Practice: Leadership and Strategic Award",
        "GB",
        parts=SOCIAL_WORKER,
        source=PIP,
        checked=CHECKED,
    ),
    Qualification(
        "ni.pip_advanced_scholarship",
        "Professional in Practice: Advanced Scholarship Award",
        "GB",
        parts=SOCIAL_WORKER,
        source=PIP,
        checked=CHECKED,
    ),
)
