"""The expressions of XLSForm: parser and evaluator of the XPath subset of ODK XForms; Python's `eval` is never used."""

from councilkit.censuses.expressions.compiler import Compiled, compile_expression, evaluate, faults, references
from councilkit.censuses.expressions.errors import ExpressionError, Fault
from councilkit.censuses.expressions.scope import ItemScope, MappingScope, Scope
from councilkit.censuses.expressions.values import Day, Instant, Nodes, Value, to_boolean, to_number, to_string

__all__ = [
    "Compiled",
    "Day",
    "ExpressionError",
    "Fault",
    "Instant",
    "ItemScope",
    "MappingScope",
    "Nodes",
    "Scope",
    "Value",
    "compile_expression",
    "evaluate",
    "faults",
    "references",
    "to_boolean",
    "to_number",
    "to_string",
]
