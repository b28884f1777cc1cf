"""Verbs of the register, by noun: people, registrations, applications, orders, merges, the desk."""

from councilkit.register.services import applications, desk, merges, orders, people, registrations

__all__ = ["applications", "desk", "merges", "orders", "people", "registrations"]
