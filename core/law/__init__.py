"""The law as data: dated, sourced values that a council's rules are built from."""

from councilkit.law.model import DatedValue, Law, LawLookupError, Parameter, Source
from councilkit.law.parameters import load
from councilkit.law.yamltree import LawError

__all__ = ["DatedValue", "Law", "LawError", "LawLookupError", "Parameter", "Source", "load"]
