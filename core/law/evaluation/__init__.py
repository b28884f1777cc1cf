"""The one evaluator: requirements over frames of facts, for one registrant or a million at once."""

from councilkit.law.evaluation.run import evaluate
from councilkit.law.evaluation.verdicts import Reason, Verdict, Verdicts

__all__ = ["Reason", "Verdict", "Verdicts", "evaluate"]
