"""The two parts of the national register of social workers."""

from datetime import date

from councilkit.api import RegisterPart

CHECKED = date(2026, 11, 22)
AUTHORITY = "Colegiul Național al Asistenților Sociali din România"

PARTS = (
    RegisterPart(
        code="ro.social_worker",
        title="Social worker (Romania)",
        authority=AUTHORITY,
        country="RO",
        titles={"ro": "Asistent social", "th": "นักสังคมสงเคราะห์ (โรมาเนีย)"},
        opened=date(2004, 11, 23),
        protected_title="Asistent social",
        source="Law 466/2004, MO 1088 of 23 November 2004; Regulation of 16 January 2026, MO 101/2026, art. 2(1)",
        checked=CHECKED,
        note="How long the right to practise (aviz) lasts was not found, so no expiry is computed.",
    ),
    RegisterPart(
        code="ro.independent_practice",
        title="Independent practice (Romania, register part II)",
        authority=AUTHORITY,
        country="RO",
        titles={"ro": "Exercitare independentă (Registrul, partea a II-a)", "th": "การประกอบวิชาชีพอิสระ (โรมาเนีย)"},
        profession={
            "en": "social worker in independent practice",
            "ro": "asistent social cu practică independentă",
            "th": "นักสังคมสงเคราะห์อิสระ",
        },
        opened=date(2009, 6, 7),
        source="Procedure of 7 June 2009 (lex24.ro)",
        checked=CHECKED,
        note="Has a code of its own, whose form was not found; how long the attestation lasts was not found.",
    ),
)
