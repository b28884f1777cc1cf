"""councilkit: registers, learning records and censuses of professional councils, with country plugins."""

from councilkit._version import VERSION as __version__

__all__ = ["__version__"]
