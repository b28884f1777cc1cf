"""The codes that requirements may name: what the plugins declare."""

from councilkit.catalogue import Catalogue
from councilkit.cpd.model import LearningFramework
from councilkit.law.checking import Known
from councilkit.register.model import Qualification, RegisterPart


def known_to(declared: Catalogue) -> Known:
    """The parts, qualifications and categories of learning of a catalogue."""
    frameworks = declared.all(LearningFramework)
    return Known(
        parts=frozenset(part.code for part in declared.all(RegisterPart)),
        qualifications=frozenset(each.code for each in declared.all(Qualification)),
        categories=frozenset(category.code for each in frameworks for category in each.categories),
    )
