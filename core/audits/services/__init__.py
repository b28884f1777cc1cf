"""Verbs of audits: drawing, answering, reviewing, and reading."""
