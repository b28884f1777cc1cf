"""What invented people and employers would answer to the two forms.

Shares of caseloads follow the published figures of 2022 for social workers (25 per cent with 31 to 50 cases, 23 with 51
to 100, 15 with 101 to 300, 5 with more); every other share is invented.
"""

import random
from collections.abc import Mapping

from councilkit.api import FormPlan, Respondent, RoundPlan

YEAR = 2026
STEPS = {"debutant": "1", "practicant": "2", "specialist": "3", "principal": "4"}
CASES = ((1, 10, 10), (11, 20, 11), (21, 30, 11), (31, 50, 25), (51, 100, 23), (101, 300, 15), (301, 620, 5))


def _one(rng: random.Random, shares: Mapping[str, float]) -> str:
    return rng.choices(list(shares), weights=list(shares.values()))[0]


def _county(code: str, rng: random.Random) -> str:
    county = code.partition("-")[2]
    return f"B{rng.randint(1, 6)}" if county == "B" else county


def person(who: Respondent, rng: random.Random) -> dict[str, str]:
    """Answers to the person form of a registered social worker."""
    started = who.practice_from.year if who.practice_from else YEAR - 5
    least, most, _ = rng.choices(CASES, weights=[share for _, _, share in CASES])[0]
    cases = rng.randint(least, most)
    children = rng.choice((0, cases, rng.randint(0, cases)))
    return {
        "consent": "1",
        "work_status": _one(rng, {"1": 94, "2": 5, "3": 1}),
        "gender": "1" if who.gender == "female" else "2",
        "birth_year": str(who.born.year) if who.born else "",
        "work_county": _county(who.area_code, rng),
        "work_area": "1" if who.urban else "2",
        "sector": _one(rng, {"1": 71, "2": 17, "4": 8, "3": 3, "5": 1}),
        "employer_type": _one(rng, {"1": 38, "2": 21, "3": 22, "4": 7, "7": 6, "6": 3, "8": 2, "5": 1}),
        "occupation": _one(rng, {"1": 80, "3": 11, "2": 6, "13": 2, "16": 1}),
        "education_level": _one(rng, {"4": 55, "5": 42, "6": 3}),
        "education_field": _one(rng, {"1": 80, "2": 12, "4": 5, "3": 3}),
        "sw_degree": _one(rng, {"2": 62, "3": 34, "4": 4}),
        "sw_grad_year": str(started - 1),
        "sw_first_job": _one(rng, {"2": 52, "1": 22, "3": 19, "4": 5, "98": 2}),
        "cnasr_status": "1",
        "competence_step": STEPS.get(who.step, "98"),
        "job_title": who.role or "asistent social",
        "job_role": _one(rng, {"2": 46, "1": 27, "4": 11, "5": 9, "3": 5, "6": 2}),
        "client_age": _one(rng, {"1": 48, "2": 27, "3": 22, "4": 3}),
        "contract_type": _one(rng, {"2": 63, "1": 34, "3": 2, "99": 1}),
        "contract_duration": _one(rng, {"1": 91, "2": 6, "3": 3}),
        "hours_contract": _one(rng, {"40": 90, "20": 6, "30": 4}),
        "hours_actual": str(rng.choice((38, 40, 40, 40, 42, 45, 48))),
        "sector_start_year": str(started),
        "employer_start_year": str(rng.randint(started, YEAR)),
        "cpd_hours": str(int(min(400, rng.lognormvariate(3.2, 0.9)))),
        "holds_cases": _one(rng, {"1": 84, "2": 16}),
        "active_cases": str(cases),
        "cases_children": str(children),
        "cases_complex": str(rng.randint(0, cases // 2)),
        "leave_intent": _one(rng, {"1": 68, "2": 10, "3": 7, "4": 5, "5": 6, "98": 4}),
        "net_pay_band": _one(rng, {"2": 22, "3": 36, "4": 23, "5": 9, "1": 4, "6": 2, "99": 4}),
        "consent_sensitive": _one(rng, {"1": 82, "2": 18}),
        "ethnicity": _one(rng, {"1": 89, "2": 6, "3": 3, "4": 1, "99": 1}),
        "disability": _one(rng, {"1": 95, "2": 3, "3": 1, "99": 1}),
    }


def employer(who: Respondent, rng: random.Random) -> dict[str, str]:
    """Answers to the employer form of a unit of that many social workers; the rest of its staff is drawn."""
    heads = who.heads + rng.randint(0, 6)
    vacant = int(rng.expovariate(1 / 2))
    return {
        "consent": "1",
        "unit_status": _one(rng, {"1": 97, "2": 1, "3": 1, "4": 1}),
        "unit_county": _county(who.area_code, rng),
        "unit_area": "1" if who.urban else "2",
        "unit_sector": _one(rng, {"1": 66, "2": 24, "4": 7, "3": 3}),
        "unit_type": _one(rng, {"1": 20, "2": 24, "3": 44, "4": 8, "7": 4}),
        "accredited": _one(rng, {"1": 81, "2": 7, "3": 9, "4": 3}),
        "clients_total": str(int(min(5000, rng.lognormvariate(4.6, 1.0)))),
        "capacity": str(rng.choice((12, 20, 30, 40, 60))),
        "posts_approved": str(heads + vacant),
        "heads_employed": str(heads),
        "fte_employed": str(heads),
        "posts_vacant": str(vacant),
        "vacant_6m": str(rng.randint(0, vacant)),
        "vacant_frozen": str(rng.randint(0, vacant)),
        "starters_12m": str(rng.randint(0, 2)),
        "leavers_12m": str(rng.randint(0, 2)),
        "extra_needed": str(rng.randint(0, 4)),
        "recruit_obstacle": _one(rng, {"1": 30, "2": 26, "5": 20, "3": 12, "6": 5, "4": 4, "7": 3}),
        "supervision_offered": _one(rng, {"4": 55, "1": 27, "2": 10, "3": 8}),
        "ethics_code": _one(rng, {"1": 78, "2": 16, "98": 6}),
    }


ROUND = RoundPlan(
    code="ro-2026",
    design="ro_census",
    part="ro.social_worker",
    forms=(FormPlan("person", "people", 900, person), FormPlan("employer", "employers", 60, employer)),
)
