"""The office's pages of the register, and those on which people apply and keep their details."""

from flask import Blueprint

from councilkit.register.pages import applications, desk, merges, orders, people, registrations

blueprint = Blueprint("register", __name__)

for pages in (desk, people, registrations, applications, orders, merges):
    pages.add_pages(blueprint)
