"""The office's pages of the register, and those on which people apply and keep their details."""

from flask import Blueprint

from councilkit.register.areas import area_name, country_name
from councilkit.register.pages import (
    appeals,
    applications,
    applying,
    desk,
    endings,
    merges,
    orders,
    people,
    registrations,
    reports,
)
from councilkit.web import language

blueprint = Blueprint("register", __name__)

for pages in (desk, people, registrations, endings, applications, applying, orders, appeals, reports, merges):
    pages.add_pages(blueprint)


@blueprint.app_template_filter("country")
def country(code: str | None) -> str:
    """A country by its name in the reader's language."""
    return country_name(code or "", language())


@blueprint.app_template_filter("area")
def area(code: str | None) -> str:
    """An area by its name."""
    return area_name(code or "")
