"""The law as data: dated, sourced values that a council's rules are built from, and the evaluator of these rules."""

from typing import TYPE_CHECKING, Any

from councilkit.law.model import DatedValue, Law, LawLookupError, Parameter, Source
from councilkit.law.parameters import load
from councilkit.law.yamltree import LawError

if TYPE_CHECKING:
    from councilkit.law.evaluation import Reason, Verdict, Verdicts, evaluate
    from councilkit.law.facts import Facts

__all__ = [
    "DatedValue",
    "Facts",
    "Law",
    "LawError",
    "LawLookupError",
    "Parameter",
    "Reason",
    "Source",
    "Verdict",
    "Verdicts",
    "evaluate",
    "load",
]


def __getattr__(name: str) -> Any:
    """Bring in what needs polars only when it is asked for."""
    if name == "Facts":
        from councilkit.law.facts import Facts

        return Facts
    if name in ("Reason", "Verdict", "Verdicts", "evaluate"):
        from councilkit.law import evaluation

        return getattr(evaluation, name)
    raise AttributeError(name)
