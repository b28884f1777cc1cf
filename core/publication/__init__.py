"""Publication: releases of the tables that were declared public, and nothing else."""

from councilkit.publication.checking import verify

__all__ = ["verify"]
