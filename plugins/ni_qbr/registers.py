"""The parts of the register, and how long an entry in each lasts (values in law/register.yaml)."""

from datetime import date

from councilkit.api import RegisterPart

CHECKED = date(2026, 11, 22)
AUTHORITY = "Northern Ireland Social Care Council"
ACT = "https://www.legislation.gov.uk/nia/2001/3"
FEES = "https://niscc.info/registration-standards/fees"
DECIDES = {"entry": "ni.processing.new", "restoration": "ni.processing.reapply", "appeal": "ni.appeal.council_reply"}

PARTS = (
    RegisterPart(
        code="ni.social_worker",
        title="Social worker",
        authority=AUTHORITY,
        country="GB",
        holidays_of="GB-NIR",
        period="ni.period.social_worker",
        titles={"ro": "Asistent social (Irlanda de Nord)", "th": "นักสังคมสงเคราะห์ (ไอร์แลนด์เหนือ)"},
        opened=date(2003, 4, 1),
        protected_title="Social worker",
        source=ACT,
        checked=CHECKED,
        decides=DECIDES,
        note="The principal part, section 3(2)(a) of the Act.",
    ),
    RegisterPart(
        code="ni.social_care_worker",
        title="Social care worker",
        authority=AUTHORITY,
        country="GB",
        holidays_of="GB-NIR",
        period="ni.period.social_care_worker",
        titles={"ro": "Lucrător în îngrijire socială (Irlanda de Nord)", "th": "ผู้ปฏิบัติงานดูแลทางสังคม (ไอร์แลนด์เหนือ)"},
        opened=date(2003, 4, 1),
        source=ACT,
        checked=CHECKED,
        decides=DECIDES,
        newcomers="ni.entry.first_time.max_unregistered",
        after_removal="ni.entry.after_removal.grace",
        returners="ni.entry.returner.grace",
        note="An added part; the first descriptions are of 2003, later orders were not found.",
    ),
    RegisterPart(
        code="ni.social_care_manager",
        title="Social care manager",
        authority=AUTHORITY,
        country="GB",
        holidays_of="GB-NIR",
        period="ni.period.social_care_manager",
        titles={"ro": "Manager în îngrijire socială (Irlanda de Nord)", "th": "ผู้จัดการงานดูแลทางสังคม (ไอร์แลนด์เหนือ)"},
        opened=date(2003, 4, 1),
        source=ACT,
        checked=CHECKED,
        decides=DECIDES,
        newcomers="ni.entry.first_time.max_unregistered",
        after_removal="ni.entry.after_removal.grace",
        note="Managers of residential care homes and day care were among the first descriptions of 2003.",
    ),
    RegisterPart(
        code="ni.student",
        title="Social work student",
        authority=AUTHORITY,
        country="GB",
        holidays_of="GB-NIR",
        period="ni.period.student",
        titles={"ro": "Student la asistență socială (Irlanda de Nord)", "th": "นักศึกษาสังคมสงเคราะห์ (ไอร์แลนด์เหนือ)"},
        source=FEES,
        checked=CHECKED,
        note="Up to eight years; ends when the student leaves the course.",
        longest="ni.period.student",
    ),
    RegisterPart(
        code="ni.visiting",
        title="Visiting European social worker",
        authority=AUTHORITY,
        country="GB",
        holidays_of="GB-NIR",
        titles={
            "ro": "Asistent social european în vizită (Irlanda de Nord)",
            "th": "นักสังคมสงเคราะห์ยุโรปที่มาเยือน (ไอร์แลนด์เหนือ)",
        },
        closed=date(2022, 4, 1),
        exists="ni.part.visiting_european",
        source=ACT,
        checked=CHECKED,
        note="In the Act on 18 November 2016, left out of the text of 1 April 2022; the day it ended was not read.",
    ),
)
