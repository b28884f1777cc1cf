"""Jinja templates of the core."""
