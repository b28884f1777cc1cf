"""What renewal asks in Thailand, Singapore and the Philippines: composed of the core's shapes, with figures in law/.

A term here is the period that the learning framework gives: the licence, the cycle or the card. Not asked, because the
texts read do not say enough: kinds of activity (Thailand: two of four, the four were not read), work overseas (the
Philippines), a block of supervision (Singapore). For Indonesia and Viet Nam no amount of learning was read.
"""

from councilkit.api import N_, AllOf, Amount, Applies, Cap, Requirement, RequirementSet, Where

CORE, OTHER = "core", "multidisciplinary"
UNDER_AGE = Applies(age_below="th.renewal.age_instead_of_credits")

THAILAND = (
    Amount(
        code="learning",
        title=N_("Continuing education while the licence is valid"),
        basis="th.cpd.total",
        unit="credit",
        of=Where(categories=(CORE, OTHER)),
        caps=(Cap((OTHER,), "th.cpd.category.other_max"),),
        applies=UNDER_AGE,
    ),
    Amount(
        code="core",
        title=N_("Continuing education in the core category"),
        basis="th.cpd.category.core_min",
        unit="credit",
        of=Where(categories=(CORE,)),
        applies=UNDER_AGE,
    ),
)
SINGAPORE = (
    Amount(
        code="learning", title=N_("Continuing professional education in the cycle"), basis="sg.cpe.total", unit="credit"
    ),
    Amount(
        code="structured",
        title=N_("Structured learning in the cycle"),
        basis="sg.cpe.structured_min",
        unit="credit",
        of=Where(categories=("structured",)),
    ),
)
PHILIPPINES = (
    Amount(
        code="learning",
        title=N_("Continuing professional development while the card is valid"),
        basis="ph.cpd.units",
        unit="credit",
        percent="ph.cpd.phase_in",
        applies=Applies(after_first_term=True),
    ),
)


def _renewal(country: str, title: str, parts: tuple[Requirement, ...]) -> RequirementSet:
    whole = AllOf(code="renewal", title=title, parts=parts)
    return RequirementSet(f"{country}.renewal.social_worker", "renewal", f"{country}.social_worker", whole)


SETS = (
    _renewal("th", N_("Renewal of the licence"), THAILAND),
    _renewal("sg", N_("Continued accreditation"), SINGAPORE),
    _renewal("ph", N_("Renewal of the professional identification card"), PHILIPPINES),
)
