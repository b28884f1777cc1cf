"""The workforce census of social services: its two questionnaires, its tables, and what is published of them.

The forms are drafts of this project. They share with the census of 2022 the number of 54 items, the four objectives and
the bands of the caseload; the list of 2022 is not public. The Romanian has not been read by a native speaker and the
forms have not been piloted.
"""

from pathlib import Path

from councilkit.api import N_, CensusDesign, CensusTable

_FORMS = Path(__file__).parent / "questionnaires"

RESPONDENTS = CensusTable(
    code="ro_census_respondents",
    title=N_("Workforce census: answers by county and urban or rural area"),
    description="People who work in social services and sent the person form, by county and area of their main work.",
    form="person",
    rows="work_county",
    columns="work_area",
)
ANSWERS = CensusTable(
    code="ro_census_answers",
    title=N_("Workforce census: answers to questions by urban or rural area"),
    description="Choices of people who work in social services, by area of their main work.",
    form="person",
    columns="work_area",
    measures=(
        "sector",
        "occupation",
        "education_level",
        "service_type",
        "client_age",
        "excluded_communities",
        "job_role",
        "benefits_share",
        "contract_type",
        "other_job",
        "grade",
        "promoted_5y",
        "recruited_from",
        "induction",
        "leave_intent",
    ),
)

WORKFORCE = CensusDesign(
    code="ro_census",
    title=N_("Workforce census of social services"),
    forms={"person": _FORMS / "person.xlsx", "employer": _FORMS / "employer.xlsx"},
    form_titles={
        "person": N_("Questionnaire for people who work in social services"),
        "employer": N_("Questionnaire for the employer"),
    },
    promise=N_("Your answers are used only for statistics. They do not affect your registration or your job."),
    tables=(RESPONDENTS, ANSWERS),
    source="Own draft, after the four objectives of the 2022 census of CNASR and UNICEF Romania",
    reviewed=False,
)
