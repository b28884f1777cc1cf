"""Registers and licences of the states for which a source shows one; for the rest see law/other-states.yaml."""

from datetime import date

from councilkit.api import RegisterPart

CHECKED = date(2026, 11, 22)

PARTS = (
    RegisterPart(
        code="ph.social_worker",
        title="Social worker (Philippines)",
        authority="Professional Regulation Commission, Board for Social Workers",
        country="PH",
        period="ph.period",
        titles={"ro": "Asistent social (Filipine)", "th": "นักสังคมสงเคราะห์ (ฟิลิปปินส์)"},
        opened=date(1965, 6, 19),
        source="https://jur.ph/law/summary/act-regulate-social-work-agencies-philippines",
        checked=CHECKED,
        note="Republic Act 4373; the identification card is renewed every three years.",
    ),
    RegisterPart(
        code="th.social_worker",
        title="Licensed social worker (Thailand)",
        authority="Social Work Professions Council (สภาวิชาชีพสังคมสงเคราะห์)",
        country="TH",
        period="th.period",
        titles={"ro": "Asistent social autorizat (Thailanda)", "th": "นักสังคมสงเคราะห์รับอนุญาต"},
        opened=date(2013, 1, 25),
        source="https://eng.swpc.or.th/cswpeducation.php",
        checked=CHECKED,
        note="Act B.E. 2556; the licence lasts five years.",
    ),
    RegisterPart(
        code="id.social_worker",
        title="Social worker with STR (Indonesia)",
        authority="Professional organisation of social workers",
        country="ID",
        titles={"ro": "Asistent social cu STR (Indonezia)", "th": "นักสังคมสงเคราะห์ (อินโดนีเซีย)"},
        source="https://www.gresnews.com/mobile/berita/tips/119260-surat-tanda-registrasi-bagi-pekerja-sosial/",
        checked=CHECKED,
        note="Law 14/2019 art. 28-29; practice needs a local permit too. No expiry is computed: no term was read.",
    ),
    RegisterPart(
        code="sg.social_worker",
        title="Registered social worker (Singapore, voluntary)",
        authority="Singapore Association of Social Workers",
        country="SG",
        titles={
            "ro": "Asistent social înregistrat (Singapore, voluntar)",
            "th": "นักสังคมสงเคราะห์ขึ้นทะเบียน (สิงคโปร์ สมัครใจ)",
        },
        opened=date(2009, 4, 1),
        source="https://sasw.org.sg/continuing-professional-education-cpe/",
        checked=CHECKED,
        note="Voluntary, no law; owned by the Ministry of Social and Family Development since 1 April 2009.",
    ),
    RegisterPart(
        code="vn.social_worker",
        title="Social worker with practice certificate (Viet Nam)",
        authority="Provincial authority",
        country="VN",
        titles={"ro": "Asistent social cu certificat (Vietnam)", "th": "นักสังคมสงเคราะห์ (เวียดนาม)"},
        opened=date(2024, 10, 15),
        source="https://pbgdpl.moj.gov.vn/qt/tintuc/pages/hoat-dong-pgbdpltw.aspx?ItemID=2415",
        checked=CHECKED,
        decides={"renewal": "vn.regrant.decided"},
        note="Decree 110/2024. How long the certificate lasts was not read, so no expiry is computed.",
    ),
)
