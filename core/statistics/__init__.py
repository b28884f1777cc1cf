"""Statistics of censuses: tables in which nobody can be found."""

from councilkit.statistics.protection import Bound, Protected, Rules, protect

__all__ = ["Bound", "Protected", "Rules", "protect"]
