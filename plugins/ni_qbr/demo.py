"""Invented people of the Northern Ireland register. Weights of districts are invented; women are 84 per cent, as the
council said of its register. Employers and colleges are invented."""

from dataclasses import replace
from datetime import date

from councilkit.api import Award, Cohort, Measure, Place, SeedContext, Topic
from councilkit_ni_qbr import demo_cohort, demo_names

# (ISO 3166-2 code, district, invented weight, invented share of towns)
_DISTRICTS = (
    ("BFS", "Belfast", 19, 1.0), ("DRS", "Derry and Strabane", 9, 0.7),
    ("ABC", "Armagh, Banbridge and Craigavon", 12, 0.55),
    ("NMD", "Newry, Mourne and Down", 10, 0.45), ("LBC", "Lisburn and Castlereagh", 8, 0.7),
    ("AND", "Ards and North Down", 9, 0.7), ("CCG", "Causeway Coast and Glens", 8, 0.45),
    ("ANN", "Antrim and Newtownabbey", 8, 0.7), ("MEA", "Mid and East Antrim", 7, 0.55),
    ("MUL", "Mid Ulster", 8, 0.3), ("FMO", "Fermanagh and Omagh", 7, 0.3),
)  # fmt: skip
PLACES = tuple(Place(f"GB-{code}", name, weight, urban) for code, name, weight, urban in _DISTRICTS)

TRUSTS = (
    "Northside Trust",
    "Riverbank Trust",
    "Westmoor Trust",
    "Lough Trust",
    "Hawthorn Family Support {place}",
    "Open Door Youth {place}",
)
PROVIDERS_OF_CARE = (
    "Rathmore Care {place}",
    "Glenview House {place}",
    "Lagan Homecare",
    "Cedar Lane Day Centre {place}",
    "Northside Trust",
    "Willowbrook Residential {place}",
    "Moyle Domiciliary Care",
    "Stonebridge Supported Living {place}",
    "Oakleaf Court {place}",
)
COURSES = (
    "Northside Learning",
    "Demo College of Care",
    "Riverbank Trust",
    "Own team",
    "University of Lough View (demo)",
)
HOURS = (2.0, 1.0, 3.0, 1.5, 6.0, 0.5, 7.0)
SHORT = (1.0, 0.5, 1.5, 2.0)
CONDUCT = ("SC6", "SC1", "SC2", "SC3", "SC5")
TOPICS = (
    Topic("Adult safeguarding", "course", "formal", HOURS, COURSES, ("SC3", "SC6")),
    Topic("Reading: guidance on mental capacity", "reading", "informal", SHORT, ("",), ("SC1", "SC6")),
    Topic("Team discussion of a complex case", "teaching", "informal", SHORT, ("Own team",), ("SC6", "SP6")),
    Topic("Trauma-informed practice", "course", "formal", HOURS, COURSES, ("SC2", "SP6")),
    Topic("Data protection refresher", "refresher", "formal", SHORT, COURSES, ("SC5",)),
    Topic("Working with families in crisis", "seminar", "formal", HOURS, COURSES, ("SC1", "SC4")),
    Topic("Update on changes to the law", "law_update", "formal", SHORT, COURSES, ("SC6",)),
    Topic("Mentoring a new colleague", "teaching", "informal", SHORT, ("",), ("SP6",)),
    Topic("Research article on supervision", "research", "informal", SHORT, ("",), ("SP6", "SC6")),
    Topic("Conference on kinship care", "seminar", "formal", (6.0, 7.0, 3.0), COURSES, ("SC6",)),
    Topic(
        "Module towards an award", "award", "formal", (7.0, 6.0, 14.0), ("University of Lough View (demo)",), ("SP6",)
    ),
)
CARE_TOPICS = (
    Topic("Moving and handling refresher", "refresher", "formal", HOURS, COURSES, ("SP5",)),
    Topic("Safeguarding adults at risk", "course", "formal", HOURS, COURSES, ("SP4", "SC3")),
    Topic("Dementia awareness", "course", "formal", HOURS, COURSES, ("SP3",)),
    Topic("Medication competence", "course", "formal", HOURS, COURSES, ("SP3", "SP5")),
    Topic("Talk at the team meeting about falls", "teaching", "informal", SHORT, ("Own team",), ("SP5", "SP2")),
    Topic("Infection control", "refresher", "formal", SHORT, COURSES, ("SP5",)),
    Topic("Shadowing a senior colleague", "teaching", "informal", SHORT, ("",), ("SP1", "SP6")),
    Topic("Reading: end of life care at home", "reading", "informal", SHORT, ("",), ("SP3",)),
    Topic("First aid", "course", "formal", (6.0, 3.0), COURSES, ("SP5",)),
    Topic("Communication with people who do not speak", "seminar", "formal", HOURS, COURSES, ("SP2", "SC1")),
)
REFLECTIONS = (
    "I will ask the family first, before I read the file again.",
    "I noticed how much I had assumed. I now check what matters to the person at the start.",
    "We changed our handover sheet after this.",
    "I will raise concerns on the same day and write down whom I told.",
    "More confident to say when I need support.",
)
IMPACTS = (
    ("users_carers", "A carer told me that she was asked first, and that this was new to her."),
    ("self", "I prepare my supervision in writing and leave it with two things to do."),
    ("service", "The team now writes down who was told, and when."),
    ("supplementary", "I showed it to two students, who used it in their own visits."),
)
MEASURES = (
    Measure("ni.warning", "none", 0.005, 12, "Warning: did not keep records of visits."),
    Measure(
        "ni.conditions", "conditions", 0.006, 12, "Must not supervise staff. Must meet a supervisor every two weeks."
    ),
    Measure("ni.suspension", "suspended", 0.004, 6, "Suspended after a finding of misconduct."),
    Measure("ni.interim_suspension", "suspended", 0.003, 6, "Suspended while the council inquires."),
    Measure("ni.removal", "removed", 0.003, None, "Removed after a finding of misconduct."),
)

COLLEGES = ("Demo College of Care", "Northside Learning")
CERTIFICATE = date(2024, 12, 12)  # first day of the Level 2 Certificate (law/reform.yaml, ni.l2cert.available)


def _award(title: str, level: int, share: float, since: date | None = None) -> Award:
    return Award(title, COLLEGES, "GB", f"RQF:{level}", share, since)


# Titles of the catalogue, aliases of them, and words that only a person can match; shares are invented
CARE_AWARDS = (
    _award("Level 2 Diploma in Health and Social Care (Northern Ireland)", 2, 0.26),
    _award("L2 Diploma in Health & Social Care (NI)", 2, 0.1),
    _award("Level 2 Certificate in Safe and Effective Practice", 2, 0.12, CERTIFICATE),
    _award("OCN NI Level 2 Certificate in Safe and Effective Practice", 2, 0.05, CERTIFICATE),
    _award("Level 2 Diploma in Health and Social Care", 2, 0.25),
    _award("Level 3 Diploma in Health and Social Care", 3, 0.22),
)
LEADERS_AWARDS = (
    _award("Level 5 Diploma in Leadership (Adult Residential Management)", 5, 0.2),
    Award("Bachelor of Social Work", ("University of Lough View (demo)",), "GB", "RQF:6", 0.1),
    Award("BSc (Hons) Nursing", ("University of Lough View (demo)",), "GB", "RQF:6", 0.1),
    _award("Diploma in Management", 4, 0.12),
    _award("Level 5 Diploma in Leadership", 5, 0.48),
)

SOCIAL_WORKERS = Cohort(
    part="ni.social_worker",
    share=9,
    names=demo_names.ALL,
    places=PLACES,
    employers=TRUSTS,
    roles=(
        "Social worker",
        "Senior social worker",
        "Social worker, children",
        "Social worker, mental health",
        "Team leader",
    ),
    awards=(
        Award(
            "Bachelor of Social Work", ("University of Lough View (demo)", "Demo College of Care"), "GB", "RQF:6", 0.8
        ),
        Award("Diploma in Social Work", ("Demo College of Care",), "GB", "", 0.14),
        Award("Professional in Practice: Consolidation Award", ("University of Lough View (demo)",), "GB", "", 0),
    ),
    topics=TOPICS,
    country="GB",
    opened=date(2003, 4, 1),
    women=0.82,
    ages=((23, 35, 0.3), (36, 49, 0.42), (50, 66, 0.28)),
    starts_at=(22, 32),
    measures=MEASURES,
    reflections=REFLECTIONS,
    impacts=IMPACTS,
    phone="+44 7700 ",
)
CARE_WORKERS = replace(
    SOCIAL_WORKERS,
    part="ni.social_care_worker",
    share=19,
    employers=PROVIDERS_OF_CARE,
    roles=(
        "Adult Residential Care Worker",
        "Domiciliary Care Worker",
        "Day Care Worker",
        "Senior care assistant",
        "Support worker",
    ),
    awards=CARE_AWARDS,
    unqualified=0.35,
    topics=CARE_TOPICS,
    impacts=(),
    opened=date(2005, 1, 10),
    women=0.84,
    ages=((20, 29, 0.22), (30, 44, 0.33), (45, 59, 0.34), (60, 67, 0.11)),
    starts_at=(18, 40),
)
MANAGERS = replace(
    CARE_WORKERS,
    part="ni.social_care_manager",
    share=3,
    roles=("Registered manager", "Day centre manager", "Domiciliary care manager"),
    awards=LEADERS_AWARDS,
    unqualified=0.1,
    ages=((30, 44, 0.4), (45, 63, 0.6)),
    starts_at=(28, 40),
    measures=(),
)
STUDENTS = replace(
    SOCIAL_WORKERS,
    part="ni.student",
    share=2,
    employers=(),
    roles=(),
    awards=(),
    topics=(),
    impacts=(),
    opened=date(2023, 9, 4),
    ages=((19, 23, 0.7), (24, 38, 0.3)),
    starts_at=(18, 23),
    measures=(),
)


def seed(context: SeedContext) -> None:
    """Add the people of the Northern Ireland register, and a cohort of learners."""
    context.add(SOCIAL_WORKERS, CARE_WORKERS, MANAGERS, STUDENTS)
    context.pilot(demo_cohort.PILOT)
