"""Qualifications that the laws of these states name."""

from datetime import date

from councilkit.api import Qualification

CHECKED = date(2026, 11, 22)
RA10847 = "https://scribd.com/document/632866239/REVIEWER"
SWPC = "http://swpc.or.th/faq.php"
LAW14 = "https://www.gresnews.com/mobile/berita/tips/119260-surat-tanda-registrasi-bagi-pekerja-sosial/"
DECREE = "https://thuvienphapluat.vn/van-ban/Van-hoa-Xa-hoi/Nghi-dinh-Cong-tac-xa-hoi-513344.aspx"
PH, TH, ID, VN = ("ph.social_worker",), ("th.social_worker",), ("id.social_worker",), ("vn.social_worker",)

QUALIFICATIONS = (
    Qualification("ph.bachelor", "Bachelor's degree in social work", "PH", parts=PH, source=RA10847, checked=CHECKED),
    Qualification("ph.master", "Master's degree in social work", "PH", parts=PH, source=RA10847, checked=CHECKED),
    Qualification("th.degree", "Degree in social work", "TH", parts=TH, source=SWPC, checked=CHECKED),
    Qualification(
        "id.competence", "Competence certificate of a social worker", "ID", parts=ID, source=LAW14, checked=CHECKED
    ),
    Qualification(
        "vn.university",
        "University degree in social work or a related field",
        "VN",
        parts=VN,
        source=DECREE,
        checked=CHECKED,
    ),
    Qualification(
        "vn.college",
        "College diploma in social work or a related field",
        "VN",
        parts=VN,
        source=DECREE,
        checked=CHECKED,
    ),
    Qualification(
        "vn.intermediate",
        "Intermediate diploma in social work or a related field",
        "VN",
        parts=VN,
        source=DECREE,
        checked=CHECKED,
    ),
)
