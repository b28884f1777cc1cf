"""What is known of the audits of continuing learning: no fraction, and one exemption from undated slides (CARS).

The slides exempt social workers with credits enough who gained no requirement in the period; what they would say of
somebody with both is not known, so that person stays in the draw. Credits are worked out from hours with reflection and
impact; what is logged as credits counts as it is.
"""

from councilkit.api import N_, Amount, AtLeastOne, AuditRule, Exemption, Rolling, Where

PERIOD = Rolling("ni.pip.audit_exemption.period")

CREDITS = Amount(
    code="credits",
    title=N_("Credits of the Credit Accumulation Route"),
    basis="ni.pip.audit_exemption",
    window=PERIOD,
    unit="credit",
    worth="ni.pip.credit",
)
GAINED = AtLeastOne(
    code="gained",
    title=N_("Professional in Practice requirement gained"),
    basis="ni.pip.audit_exemption",
    window=PERIOD,
    of=Where(categories=("pip_requirement",)),
)
PIP = Exemption("pip_credits", "Enough Professional in Practice credits, and no requirement gained", CREDITS, GAINED)


def _rule(part: str, *exemptions: Exemption) -> AuditRule:
    return AuditRule(f"ni.audit.{part}", f"ni.{part}", "ni.audit.fraction", exemptions)


RULES = (_rule("social_worker", PIP), _rule("social_care_worker"), _rule("social_care_manager"))
