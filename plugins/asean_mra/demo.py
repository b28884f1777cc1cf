"""Invented people of the registers of five ASEAN states. Weights of areas, employers and schools are invented."""

from datetime import date

from councilkit.api import Award, Cohort, Measure, Place, SeedContext, Topic
from councilkit_asean_mra import demo_names as names

WOMEN = 0.78


def _places(country: str, *rows: tuple[str, str, float, float]) -> tuple[Place, ...]:
    return tuple(Place(f"{country}-{code}", name, weight, urban) for code, name, weight, urban in rows)


PHILIPPINES = Cohort(
    part="ph.social_worker",
    share=8,
    names=(names.FILIPINO,),
    places=_places(
        "PH",
        ("00", "Metro Manila", 28, 1.0),
        ("40", "Calabarzon", 16, 0.6),
        ("03", "Central Luzon", 13, 0.6),
        ("07", "Central Visayas", 10, 0.5),
        ("06", "Western Visayas", 10, 0.4),
        ("11", "Davao", 9, 0.6),
        ("05", "Bicol", 7, 0.3),
        ("01", "Ilocos", 7, 0.3),
    ),
    employers=(
        "Demo Social Welfare Office {place}",
        "Bahay Pag-asa Demo {place}",
        "Kalinga Children's Home",
        "Bayanihan Family Centre {place}",
    ),
    roles=("Social welfare officer", "Social welfare officer II", "Case manager", "Medical social worker"),
    awards=(
        Award(
            "Bachelor of Science in Social Work",
            ("Demo University of the Visayas Sea", "Demo State College of Luzon"),
            "PH",
            "PQF:6",
            0.94,
        ),
        Award("Master of Social Work", ("Demo University of the Visayas Sea",), "PH", "PQF:7", 0),
    ),
    topics=(
        Topic(
            "Case management of abused children",
            "programme",
            "formal",
            (2.0, 1.0, 3.0),
            ("Demo CPD Provider", "Bayanihan Institute"),
        ),
        Topic(
            "In-house training on disaster response", "in_house", "formal", (1.0, 2.0), ("Demo Social Welfare Office",)
        ),
        Topic("Ethics in social work practice", "programme", "formal", (1.0, 2.0), ("Demo CPD Provider",)),
        Topic("Self-directed: supervision of interns", "self_directed", "informal", (0.5, 1.0)),
    ),
    country="PH",
    opened=date(1995, 1, 9),
    women=0.8,
    ages=((22, 34, 0.42), (35, 49, 0.38), (50, 64, 0.2)),
    starts_at=(22, 28),
    measures=(
        Measure("ph.suspension", "suspended", 0.004, 6, "Certificate suspended."),
        Measure("ph.revocation", "removed", 0.002, None, "Certificate revoked."),
    ),
    reflections=("I will brief the barangay before the first visit.", "We agreed on one case plan with the school."),
    phone="+63 900 ",
)
THAILAND = Cohort(
    part="th.social_worker",
    share=6,
    names=(names.THAI, names.BURMESE),
    places=_places(
        "TH",
        ("10", "กรุงเทพมหานคร", 30, 1.0),
        ("50", "เชียงใหม่", 14, 0.5),
        ("40", "ขอนแก่น", 12, 0.4),
        ("30", "นครราชสีมา", 12, 0.4),
        ("90", "สงขลา", 10, 0.5),
        ("20", "ชลบุรี", 9, 0.7),
        ("34", "อุบลราชธานี", 8, 0.3),
        ("57", "เชียงราย", 5, 0.3),
    ),
    employers=("บ้านพักเด็กสาธิต {place}", "โรงพยาบาลสาธิต {place}", "มูลนิธิเพื่อนใจสาธิต", "ศูนย์พัฒนาสังคมสาธิต {place}"),
    roles=("นักสังคมสงเคราะห์", "นักสังคมสงเคราะห์ชำนาญการ", "นักสังคมสงเคราะห์การแพทย์"),
    awards=(Award("สังคมสงเคราะห์ศาสตรบัณฑิต", ("มหาวิทยาลัยสาธิตริมน้ำ", "มหาวิทยาลัยสาธิตภูเขา"), "TH", "", 1.0),),
    topics=(
        Topic("การคุ้มครองเด็ก", "core", "formal", (6.0, 3.0, 9.0), ("ศูนย์อบรมสาธิต",)),
        Topic("จรรยาบรรณวิชาชีพ", "core", "formal", (3.0, 6.0), ("ศูนย์อบรมสาธิต",)),
        Topic("การจัดการรายกรณี", "core", "formal", (6.0, 3.0), ("มหาวิทยาลัยสาธิตริมน้ำ",)),
        Topic("การดูแลผู้สูงอายุในชุมชน", "core", "informal", (2.0, 1.0)),
        Topic("การสื่อสารกับทีมสหวิชาชีพ", "multidisciplinary", "formal", (2.0, 3.0), ("โรงพยาบาลสาธิต",)),
    ),
    country="TH",
    opened=date(2013, 6, 6),
    women=WOMEN,
    ages=((24, 35, 0.4), (36, 49, 0.4), (50, 62, 0.2)),
    starts_at=(23, 28),
    reflections=("จะพูดคุยกับครอบครัวก่อนเสมอ", "ปรับแบบประเมินร่วมกับทีม"),
    phone="+66 80 ",
)
INDONESIA = Cohort(
    part="id.social_worker",
    share=3,
    names=(names.INDONESIAN,),
    places=_places(
        "ID",
        ("JB", "Jawa Barat", 24, 0.7),
        ("JI", "Jawa Timur", 20, 0.5),
        ("JT", "Jawa Tengah", 18, 0.5),
        ("JK", "Jakarta", 16, 1.0),
        ("YO", "Yogyakarta", 9, 0.7),
        ("SU", "Sumatera Utara", 8, 0.5),
        ("BA", "Bali", 5, 0.6),
    ),
    employers=("Dinas Sosial Demo {place}", "Panti Asuhan Bunga Matahari {place}", "Yayasan Cahaya Demo"),
    roles=("Pekerja sosial", "Pekerja sosial ahli muda", "Pendamping sosial"),
    awards=(Award("Sertifikat kompetensi pekerja sosial", ("Lembaga Sertifikasi Demo",), "ID", "", 1.0),),
    topics=(),
    country="ID",
    opened=date(2021, 2, 1),
    women=0.66,
    ages=((24, 35, 0.45), (36, 57, 0.55)),
    starts_at=(23, 30),
    phone="+62 800 ",
)
SINGAPORE = Cohort(
    part="sg.social_worker",
    share=3,
    names=(*names.SINGAPOREAN, names.BURMESE),
    places=_places(
        "SG",
        ("01", "Central Singapore", 30, 1.0),
        ("02", "North East", 20, 1.0),
        ("03", "North West", 18, 1.0),
        ("04", "South East", 14, 1.0),
        ("05", "South West", 18, 1.0),
    ),
    employers=(
        "Lighthouse Family Service (demo)",
        "Kampong Care (demo)",
        "Straits Hospital (demo)",
        "Sunbird Children's Society (demo)",
    ),
    roles=("Social worker", "Senior social worker", "Medical social worker"),
    awards=(Award("Bachelor of Social Work", ("Demo University of the Straits",), "SG", "", 1.0),),
    topics=(
        Topic(
            "Family violence: assessment of risk", "structured", "formal", (3.0, 7.0, 2.0), ("Demo Training Centre",)
        ),
        Topic("Clinical supervision", "structured", "formal", (1.0, 2.0), ("Demo Training Centre",)),
        Topic("Reading group on casework", "unstructured", "informal", (1.0, 1.5)),
        Topic("Working with caregivers", "structured", "formal", (3.0, 7.0), ("Demo Training Centre",)),
    ),
    country="SG",
    opened=date(2009, 4, 1),
    women=0.8,
    ages=((24, 35, 0.5), (36, 50, 0.35), (51, 64, 0.15)),
    starts_at=(23, 27),
    reflections=("I will check the safety plan at every contact.",),
    phone="+65 80",
)
VIET_NAM = Cohort(
    part="vn.social_worker",
    share=2,
    names=(names.VIETNAMESE,),
    places=_places(
        "VN",
        ("HN", "Hà Nội", 26, 0.7),
        ("SG", "Thành phố Hồ Chí Minh", 30, 0.9),
        ("DN", "Đà Nẵng", 12, 0.9),
        ("CT", "Cần Thơ", 12, 0.6),
        ("HP", "Hải Phòng", 11, 0.6),
        ("22", "Nghệ An", 9, 0.2),
    ),
    employers=(
        "Trung tâm công tác xã hội Thử nghiệm {place}",
        "Bệnh viện Thử nghiệm {place}",
        "Quỹ Nắng Mai Thử nghiệm",
    ),
    roles=("Nhân viên công tác xã hội", "Công tác xã hội viên"),
    awards=(
        Award("Cao đẳng công tác xã hội", ("Cao đẳng Thử nghiệm Đồi Thông",), "VN", "", 0.25),
        Award("Cử nhân công tác xã hội", ("Đại học Thử nghiệm Sông Xanh",), "VN", "", 0.75),
    ),
    topics=(
        Topic("Bảo vệ trẻ em tại cộng đồng", "course", "formal", (8.0, 4.0), ("Đại học Thử nghiệm Sông Xanh",)),
        Topic("Hỗ trợ người cao tuổi", "course", "formal", (4.0, 8.0), ("Trung tâm Thử nghiệm",)),
        Topic("Hướng dẫn luận văn", "thesis", "informal", (2.0, 4.0)),
    ),
    country="VN",
    opened=date(2024, 11, 18),
    women=0.7,
    ages=((23, 35, 0.5), (36, 57, 0.5)),
    starts_at=(22, 28),
    phone="+84 90 ",
)


def seed(context: SeedContext) -> None:
    """Add the cohorts of the five registers."""
    context.add(PHILIPPINES, THAILAND, INDONESIA, SINGAPORE, VIET_NAM)
