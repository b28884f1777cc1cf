"""An invented cohort of the Level 2 Certificate: as many sites and learners as the pilot had, nothing else of it.

Three sites and 19 people is what is told of the pilot. Who they are, how they stand and what they answer is invented.
"""

import random
from collections.abc import Mapping

from councilkit.api import CohortPlan
from councilkit_ni_qbr import demo_names
from councilkit_ni_qbr.cohorts import SURVEYS

_GAINED = {"start": 0.0, "mid": 0.5, "end": 1.0}


def likes(wave: str, rng: random.Random) -> Mapping[str, str]:
    """What a learner answers: the same chance gives the same learner in every wave, who has gained a little by then."""
    base = rng.choice((2, 2, 3, 3, 4))
    found = {}
    for scale in SURVEYS.scales:
        begun, gain = base + rng.choice((-1, 0, 0, 1)), rng.choice((-1, 0, 1, 1, 1, 2))
        found[scale.question] = str(min(max(begun + round(gain * _GAINED[wave]), scale.lowest), scale.highest))
    return found


PILOT = CohortPlan(
    programme="l2-certificate",
    programme_title="Level 2 Certificate in Safe and Effective Practice (invented cohorts)",
    qualification="Level 2 Certificate in Safe and Effective Practice",
    surveys=SURVEYS.code,
    code="demo-autumn",
    title="Invented cohort, autumn 2026",
    sites=(("Lagan Homecare", 7), ("Moyle Domiciliary Care", 6), ("Northside Trust", 6)),
    names=demo_names.LOCAL,
    answered={"start": range(19), "mid": (*range(9), *range(14, 19)), "end": range(12)},
    finished=range(12),
    left=(12, 13),
    likes=likes,
)
