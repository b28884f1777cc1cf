"""The surveys that go with cohorts of the Level 2 Certificate in Safe and Effective Practice.

What is known of its pilot: three sites in Greater Belfast, 19 people started, learners were surveyed at the start, at
mid-point and at the end, training providers and social care providers at the end (a conference of June 2024; certainty
B, stated there only). The questions that were asked are not published. The forms here are this project's own drafts, to
be replaced by the council's; nobody has tried them.
"""

from pathlib import Path

from councilkit.api import N_, CensusDesign, CohortSurveys, Scale, Tally, Wave

_FORMS = Path(__file__).parent / "questionnaires"

DESIGN = CensusDesign(
    code="ni_l2_certificate",
    title=N_("Level 2 Certificate in Safe and Effective Practice: surveys"),
    forms={
        form: _FORMS / f"{form}.md" for form in ("learner_start", "learner_mid", "learner_end", "provider", "manager")
    },
    form_titles={
        "learner_start": N_("Questions for learners at the start"),
        "learner_mid": N_("Questions for learners at mid-point"),
        "learner_end": N_("Questions for learners at the end"),
        "provider": N_("Questions for training providers"),
        "manager": N_("Questions for managers"),
    },
    promise=N_(
        "Your answers are kept apart from your name. They do not affect your result, your job or your registration."
    ),
    source="Own draft. The waves follow the pilot as told in June 2024; its questions are not published.",
    reviewed=False,
)

_CHANGED = (
    ("standards", N_("Changed at work: using the Standards")),
    ("communication", N_("Changed at work: communicating")),
    ("safety", N_("Changed at work: keeping people safe")),
    ("person", N_("Changed at work: support as people want it")),
    ("records", N_("Changed at work: records")),
)

SURVEYS = CohortSurveys(
    code="ni_l2_certificate",
    title=N_("Level 2 Certificate: learners three times, providers and managers at the end"),
    design=DESIGN.code,
    waves=(
        Wave("start", N_("At the start"), "learner_start"),
        Wave("mid", N_("At mid-point"), "learner_mid"),
        Wave("end", N_("At the end"), "learner_end"),
        Wave("provider", N_("At the end"), "provider", "provider"),
        Wave("manager", N_("At the end"), "manager", "manager"),
    ),
    first="start",
    last="end",
    scales=(
        Scale("standards", N_("Sure of using the Standards in daily work")),
        Scale("communication", N_("Sure of communicating with the people supported")),
        Scale("safety", N_("Sure of keeping people safe and speaking up")),
        Scale("person", N_("Sure of supporting people in the way that they want")),
        Scale("records", N_("Sure of writing records that others can rely on")),
        Scale("prepared", N_("Prepared for the job as a whole")),
        Scale("support", N_("Support to learn at work")),
    ),
    tallies=(
        Tally("mid", "helped", N_("What helped so far")),
        Tally("end", "helped", N_("What helped")),
        Tally("end", "hindered", N_("What got in the way")),
        Tally("end", "recommend", N_("Would tell a colleague to take the course")),
        *(Tally("manager", question, title) for question, title in _CHANGED),
        Tally("manager", "burden", N_("What was hard for the site")),
        Tally("provider", "best_delivery", N_("Ways of teaching that worked well")),
    ),
    note=N_(
        "The questions are a draft of this software. Those of the pilot are not published, so figures here cannot be "
        "compared with the pilot's."
    ),
)
