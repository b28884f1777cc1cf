"""Continuing learning by state; Indonesia has no framework here because none was found."""

from datetime import date

from councilkit.api import Category, LearningFramework

CHECKED = date(2026, 11, 22)

FRAMEWORKS = (
    LearningFramework(
        code="ph.cpd",
        title="Continuing professional development (Philippines)",
        parts=("ph.social_worker",),
        unit="credit",
        amount="ph.cpd.units",
        period="ph.period",
        categories=(
            Category("programme", "Accredited programme", "formal"),
            Category("in_house", "In-house training of the employer", "formal"),
            Category("self_directed", "Self-directed learning", "informal"),
        ),
        source="http://psychometricpinas.blogspot.com/2019/02/",
        checked=CHECKED,
    ),
    LearningFramework(
        code="th.cpd",
        title="Continuing education of licensed social workers (Thailand)",
        parts=("th.social_worker",),
        unit="credit",
        amount="th.cpd.total",
        period="th.period",
        categories=(
            Category("core", "Category 1: core"),
            Category("multidisciplinary", "Category 2: multidisciplinary"),
        ),
        source="https://eng.swpc.or.th/cswpeducation.php",
        checked=CHECKED,
    ),
    LearningFramework(
        code="sg.cpe",
        title="Continuing professional education (Singapore)",
        parts=("sg.social_worker",),
        unit="credit",
        amount="sg.cpe.total",
        period="sg.cpe.period",
        categories=(
            Category("structured", "Structured", "formal"),
            Category("unstructured", "Unstructured", "informal"),
        ),
        source="https://sasw.org.sg/continuing-professional-education-cpe/",
        checked=CHECKED,
    ),
    LearningFramework(
        code="vn.updating",
        title="Knowledge updating (Viet Nam)",
        parts=("vn.social_worker",),
        unit="hour",
        categories=(
            Category("course", "Course, in person, online or mixed", "formal"),
            Category("research", "Research task, initiative or paper", "informal"),
            Category("thesis", "Supervision of a thesis", "informal"),
        ),
        source="https://pbgdpl.moj.gov.vn/qt/tintuc/pages/hoat-dong-pgbdpltw.aspx?ItemID=2415",
        checked=CHECKED,
    ),
)
