"""What comes in: people, names, qualifications, employment, applications, decisions, orders, merges."""

from councilkit.register.schemas.appeals import NO_ORDER, OUTCOMES, AppealSchema, OutcomeSchema, ReplySchema
from councilkit.register.schemas.applications import (
    AnswerSchema,
    ApplicationSchema,
    DecisionSchema,
    EndorsementSchema,
    EnteredRestorationSchema,
    EnteredSchema,
    ProposalSchema,
    RestorationSchema,
    TheirAnswerSchema,
)
from councilkit.register.schemas.common import ASKED, EARLIEST, GENDERS, SETTLEMENTS, STAFF_ONLY, as_kept, checked
from councilkit.register.schemas.orders import (
    EndingSchema,
    ExtensionSchema,
    LiftSchema,
    MergeSchema,
    OrderSchema,
    TakingBackSchema,
)
from councilkit.register.schemas.people import (
    ContactSchema,
    EmploymentSchema,
    NameSchema,
    PersonChangeSchema,
    PersonSchema,
    QualificationSchema,
)
from councilkit.register.schemas.reports import ReportSchema

__all__ = [
    "ASKED",
    "EARLIEST",
    "GENDERS",
    "NO_ORDER",
    "OUTCOMES",
    "SETTLEMENTS",
    "STAFF_ONLY",
    "AnswerSchema",
    "AppealSchema",
    "ApplicationSchema",
    "ContactSchema",
    "DecisionSchema",
    "EmploymentSchema",
    "EndingSchema",
    "EndorsementSchema",
    "EnteredRestorationSchema",
    "EnteredSchema",
    "ExtensionSchema",
    "LiftSchema",
    "MergeSchema",
    "NameSchema",
    "OrderSchema",
    "OutcomeSchema",
    "PersonChangeSchema",
    "PersonSchema",
    "ProposalSchema",
    "QualificationSchema",
    "ReplySchema",
    "ReportSchema",
    "RestorationSchema",
    "TakingBackSchema",
    "TheirAnswerSchema",
    "as_kept",
    "checked",
]
