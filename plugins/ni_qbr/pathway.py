"""Steps of a career in social care and social work: levels with their roles, awards, and what opens what.

Only what a source names stands here. The whole ladder is a figure that was not read (`ni.cip.ladder`), so a step
without an opening is one whose needs were not found.
"""

from datetime import date

from councilkit.api import N_, Opening, Role, Step

CHECKED = date(2026, 11, 22)
PRACTITIONER = "https://learningzone.niscc.info/social-care-worker-2"
LEARNING = "https://careinpractice.niscc.info/continuous-learning/social-care-practitioner"
MANAGER = "https://careinpractice.niscc.info/continuous-learning/social-care-managerleader"
DIPLOMAS = "https://niscc.info/?p=23306"
POSITIONS = "https://www.legislation.gov.uk/nisr/2017/207"
TRIBUNAL = (
    "http://www.courtsni.gov.uk/en-GB/Judicial%20Decisions/Care_Tribunal_Decisions/Documents/"
    "Appeal%20No%20NISCC_6_2014/NISCC_6_2014.htm"
)
FEES = "https://niscc.info/registration-standards/fees"
ACT = "https://www.legislation.gov.uk/nia/2001/3"
AYE = "https://portal.niscc.org/Guidance-FAQ/AYE"
PIP = "https://staging.learningzone.niscc.info/?p=1736"
PIP_AWARDS = "http://www.niscc.info/professional-in-practice/professional-in-practice-professional-awards"
ORDER = N_("Newly qualified people do their assessed year first. In which order the awards come was not found.")


def _positions(*titles: str) -> tuple[Role, ...]:
    """Positions of the regulations; that each is at its level is our reading of them."""
    return tuple(Role(title, POSITIONS, "secondary") for title in titles)


CARE_LEVELS = (
    Step(
        "ni.level.practitioner",
        "Social care practitioner",
        "level",
        openings=(Opening((), LEARNING, note=N_("No accredited qualification is needed today.")),),
        part="ni.social_care_worker",
        roles=(
            Role("Adult Residential Care Worker", TRIBUNAL),
            *_positions(
                "Care staff of a residential care home",
                "Care staff of a nursing home",
                "Care staff of a day care setting",
                "Care staff of a children's home",
                "Care staff of a residential family centre",
                "Domiciliary personal care worker",
            ),
        ),
        source=PRACTITIONER,
        checked=CHECKED,
    ),
    Step(
        "ni.level.enhanced_practitioner",
        "Enhanced social care practitioner",
        "level",
        source=PRACTITIONER,
        checked=CHECKED,
        note=N_("The title was read. Which roles are at this level was not found."),
    ),
)

CARE_AWARDS = (
    Step(
        "ni.l2_certificate_sep",
        "Level 2 Certificate in Safe and Effective Practice",
        "award",
        openings=(Opening(("ni.level.practitioner",), LEARNING, note=N_("It is earned and assessed at work.")),),
        source=LEARNING,
        checked=CHECKED,
        note=N_("It is not a condition of registration."),
    ),
    Step(
        "ni.l2_diploma",
        "Level 2 Diploma in Health and Social Care (Northern Ireland)",
        "award",
        openings=(Opening(("ni.l2_certificate_sep",), LEARNING, note=N_("It follows once somebody has settled in.")),),
        source="https://www.nidirect.gov.uk/articles/health-and-social-care-level-2-apprenticeship-framework",
        checked=CHECKED,
        note=N_("A new diploma was planned for September 2026. Whether it came was not found."),
    ),
)

MANAGER_LEVELS = (
    Step(
        "ni.level.manager",
        "Social care manager or leader",
        "level",
        openings=(
            Opening(("ni.l5_diploma_leadership",), MANAGER, note=N_("A registered manager needs it.")),
            Opening(("ni.social_work_degree",), MANAGER, note=N_("Social workers need no such diploma.")),
            Opening(
                ("ni.level.social_worker",),
                MANAGER,
                "secondary",
                N_("Whoever is registered as a social worker counts here as qualified in social work."),
            ),
            Opening(
                ("ni.nursing_or_ahp",), MANAGER, note=N_("Nurses and allied health professionals need none either.")
            ),
        ),
        part="ni.social_care_manager",
        roles=(
            Role("Registered manager", MANAGER),
            *_positions(
                "Manager of a residential care home",
                "Manager of a day care setting",
                "Manager of a residential family centre",
                "Manager of a domiciliary care agency",
            ),
        ),
        source=MANAGER,
        checked=CHECKED,
    ),
)

MANAGER_AWARDS = (
    Step(
        "ni.l5_diploma_leadership",
        "Level 5 Diploma in Leadership",
        "award",
        source=MANAGER,
        checked=CHECKED,
        note=N_("A review of the diplomas of levels 4 and 5 was planned."),
    ),
    Step(
        "ni.nursing_or_ahp",
        "Qualified as a nurse or allied health professional",
        "award",
        source=MANAGER,
        checked=CHECKED,
        note=N_("It is earned outside this pathway."),
    ),
)

SOCIAL_WORK_LEVELS = (
    Step(
        "ni.level.student",
        "Social work student",
        "level",
        openings=(Opening((), FEES, note=N_("The course decides whom it takes.")),),
        part="ni.student",
        source=FEES,
        checked=CHECKED,
    ),
    Step(
        "ni.level.social_worker",
        "Social worker",
        "level",
        openings=(Opening(("ni.social_work_degree",), ACT, "secondary"),),
        part="ni.social_worker",
        source=ACT,
        checked=CHECKED,
    ),
)

SOCIAL_WORK_AWARDS = (
    Step(
        "ni.social_work_degree",
        "Degree in social work",
        "award",
        openings=(Opening(("ni.level.student",), ACT, "secondary"),),
        source=ACT,
        certainty="secondary",
    ),
    Step(
        "ni.step.aye",
        "Assessed Year in Employment",
        "condition",
        openings=(Opening(("ni.level.social_worker",), AYE, note=N_("It is a condition for newly qualified people.")),),
        condition="aye",
        source=AYE,
        checked=CHECKED,
        note=N_("After it, two Professional in Practice Requirements are asked before renewal."),
    ),
    *(
        Step(
            code,
            f"Professional in Practice: {title}",
            "award",
            openings=(Opening(("ni.level.social_worker",), PIP, "secondary", ORDER),),
            source=PIP_AWARDS,
            checked=CHECKED,
            note=N_("It is made of Requirements. How many was not found."),
        )
        for code, title in (
            ("ni.pip_consolidation", "Consolidation Award"),
            ("ni.pip_specialist", "Specialist Award"),
            ("ni.pip_leadership", "Leadership and Strategic Award"),
            ("ni.pip_advanced_scholarship", "Advanced Scholarship Award"),
        )
    ),
)
