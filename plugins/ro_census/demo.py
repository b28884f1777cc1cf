"""Invented people of the Romanian register. Weights of counties are invented; shares of ages follow the press on the
census of 2022 (13 per cent under 36, 56 per cent over 46). Employers and universities are invented."""

from datetime import date

from councilkit.api import Award, Cohort, Measure, Place, SeedContext, Topic
from councilkit_ro_census.demo_answers import ROUND
from councilkit_ro_census.demo_names import HUNGARIAN, ROMANIAN

# (ISO 3166-2 code, county, invented weight, invented share of towns)
_COUNTIES = (
    ("AB", "Alba", 9, 0.58), ("AG", "Argeș", 14, 0.47), ("AR", "Arad", 11, 0.55), ("B", "București", 52, 1.0),
    ("BC", "Bacău", 15, 0.43), ("BH", "Bihor", 15, 0.49), ("BN", "Bistrița-Năsăud", 7, 0.37), ("BR", "Brăila", 7, 0.64),
    ("BT", "Botoșani", 9, 0.41), ("BV", "Brașov", 16, 0.72), ("BZ", "Buzău", 10, 0.41), ("CJ", "Cluj", 27, 0.66),
    ("CL", "Călărași", 6, 0.38), ("CS", "Caraș-Severin", 7, 0.55), ("CT", "Constanța", 17, 0.69),
    ("CV", "Covasna", 6, 0.49), ("DB", "Dâmbovița", 11, 0.29), ("DJ", "Dolj", 16, 0.53), ("GJ", "Gorj", 8, 0.46),
    ("GL", "Galați", 13, 0.56), ("GR", "Giurgiu", 5, 0.31), ("HD", "Hunedoara", 11, 0.75), ("HR", "Harghita", 8, 0.43),
    ("IF", "Ilfov", 9, 0.44), ("IL", "Ialomița", 6, 0.45), ("IS", "Iași", 24, 0.47), ("MH", "Mehedinți", 6, 0.48),
    ("MM", "Maramureș", 11, 0.58), ("MS", "Mureș", 13, 0.51), ("NT", "Neamț", 11, 0.37), ("OT", "Olt", 9, 0.40),
    ("PH", "Prahova", 16, 0.50), ("SB", "Sibiu", 12, 0.66), ("SJ", "Sălaj", 6, 0.40), ("SM", "Satu Mare", 8, 0.47),
    ("SV", "Suceava", 14, 0.42), ("TL", "Tulcea", 5, 0.49), ("TM", "Timiș", 22, 0.60), ("TR", "Teleorman", 7, 0.33),
    ("VL", "Vâlcea", 8, 0.46), ("VN", "Vrancea", 8, 0.37), ("VS", "Vaslui", 9, 0.40),
)  # fmt: skip
PLACES = tuple(Place(f"RO-{code}", name, weight, urban) for code, name, weight, urban in _COUNTIES)

EMPLOYERS = (
    "Direcția Socială Demo {place}",
    "Serviciul Public Demo de Asistență Socială {place}",
    "Centrul de zi Aripi Albastre {place}",
    "Complexul de servicii Valea Lină {place}",
    "Asociația Pași Împreună {place}",
    "Fundația Lumina Teilor",
    "Căminul Casa Bunicilor Veseli {place}",
    "Centrul comunitar Izvorul Rece {place}",
    "Asociația Umbrela Verde",
    "Spitalul Demo {place}",
)
ROLES = (
    "Asistent social",
    "Asistent social, protecția copilului",
    "Manager de caz",
    "Asistent social, persoane vârstnice",
    "Asistent social, dizabilități",
    "Șef serviciu",
    "Asistent social comunitar",
)
UNIVERSITIES = (
    "Universitatea Demo din Valea Albă",
    "Universitatea Demo Dealu Mare",
    "Universitatea Demo Ștefan cel Drept",
)
AWARDS = (
    Award("Licență în asistență socială (3 ani)", UNIVERSITIES, "RO", "EQF:6", 0.62),
    Award("Licență în asistență socială (4 ani)", UNIVERSITIES, "RO", "EQF:6", 0.33),
    Award("Master în asistență socială", UNIVERSITIES, "RO", "EQF:7", 0),
)
PROVIDERS = (
    "Furnizor Demo Orizont",
    "Asociația Pași Împreună",
    "Centrul Demo de Formare",
    "Universitatea Demo Dealu Mare",
)
CREDITS = (2.0, 4.0, 1.0, 5.0, 8.0, 10.0)
TOPICS = (
    Topic("Managementul de caz în protecția copilului", "course", "formal", CREDITS, PROVIDERS),
    Topic("Evaluarea situației familiale", "course", "formal", CREDITS, PROVIDERS),
    Topic("Intervenția în cazuri de violență domestică", "course", "formal", CREDITS, PROVIDERS),
    Topic("Lucrul cu persoanele vârstnice", "course", "formal", CREDITS, PROVIDERS),
    Topic("Supervizarea unui coleg debutant", "supervision", "informal", (2.0, 4.0)),
    Topic("Practica studenților", "placement", "informal", (5.0, 3.0)),
    Topic("Incluziunea persoanelor cu dizabilități", "course", "formal", CREDITS, PROVIDERS),
    Topic("Lecție pentru studenți despre etica profesiei", "lecturing", "formal", (3.0, 2.0)),
    Topic("Articol despre serviciile din mediul rural", "article", "informal", (6.0, 4.0)),
    Topic("Consiliul filialei", "board", "informal", (2.0,)),
    Topic("Capitol de carte despre asistența comunitară", "book", "informal", (10.0,)),
)
REFLECTIONS = (
    "Voi începe evaluarea cu întrebările deschise și voi nota exact cuvintele familiei.",
    "Am înțeles cât de mult contează prima vizită; o pregătesc altfel de acum.",
    "Voi cere sprijin mai devreme când am peste cincizeci de cazuri active.",
    "Am schimbat fișa de evaluare împreună cu echipa.",
)

COHORT = Cohort(
    part="ro.social_worker",
    share=45,
    names=(ROMANIAN, HUNGARIAN),
    places=PLACES,
    employers=EMPLOYERS,
    roles=ROLES,
    awards=AWARDS,
    topics=TOPICS,
    country="RO",
    opened=date(2005, 3, 1),
    women=0.87,
    ages=((23, 35, 0.13), (36, 46, 0.31), (47, 55, 0.37), (56, 66, 0.19)),
    starts_at=(22, 34),
    steps=((0, "debutant"), (1, "practicant"), (2.5, "specialist"), (7, "principal")),
    second_part="ro.independent_practice",
    second_share=0.07,
    measures=(
        Measure("ro.warning", "none", 0.003, 12, "Avertisment."),
        Measure("ro.suspension", "suspended", 0.004, 6, "Dreptul de exercitare este suspendat."),
    ),
    reflections=REFLECTIONS,
    phone="+40 700 ",
)


def seed(context: SeedContext) -> None:
    """Add the cohort of the Romanian register, and a census round among its people and their employers."""
    context.add(COHORT)
    context.hold(ROUND)
