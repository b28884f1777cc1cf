"""Audit samples: a draw that anybody can recompute, and the review of those who were drawn."""
