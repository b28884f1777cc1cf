"""The office's pages of the register, and those on which people apply and keep their details."""

from datetime import date

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
from councilkit.register.terms import DAY
from councilkit.web import language

blueprint = Blueprint("register", __name__)

for pages in (desk, people, registrations, endings, applications, applying, orders, appeals, reports, merges):
    pages.add_pages(blueprint)


@blueprint.app_template_filter("end_of")
def end_of(ends_on: date | None, effect: str) -> date | None:
    """The last day of an order; of a removal the first day on which somebody may ask to come back."""
    return ends_on + DAY if ends_on and effect == "removed" else ends_on


@blueprint.app_template_filter("country")
def country(code: str | None) -> str:
    """A country by its name in the reader's language."""
    return country_name(code or "", language())


@blueprint.app_template_filter("area")
def area(code: str | None) -> str:
    """An area by its name."""
    return area_name(code or "")
