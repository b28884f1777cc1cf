"""The report of a cohort or a programme as a page and as a file."""

from flask import Blueprint, Response
from flask_login import login_required

from councilkit.cohorts import telling
from councilkit.cohorts.model import STATUSES
from councilkit.cohorts.reporting import ALL, DIRECTIONS, ENOUGH, MINIMUM
from councilkit.cohorts.telling import Told
from councilkit.web import context, page, spreadsheet


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages."""
    blueprint.add_url_rule("/office/cohorts/<code>/report", "report", report)
    blueprint.add_url_rule("/office/cohorts/<code>/report.csv", "report_file", report_file)
    base = "/office/cohorts/programmes/<code>/report"
    blueprint.add_url_rule(base, "programme_report", programme_report)
    blueprint.add_url_rule(f"{base}.csv", "programme_report_file", programme_report_file)


@login_required
def report(code: str) -> Response:
    """What may be told of a cohort."""
    return _page(telling.report_of(context(), code), "cohorts.report_file")


@login_required
def programme_report(code: str) -> Response:
    """What may be told of all cohorts of a programme."""
    return _page(telling.report_of_programme(context(), code), "cohorts.programme_report_file")


def _page(told: Told, file: str) -> Response:
    return page(
        "cohorts/report.html",
        told=told,
        report=told.report,
        file=file,
        statuses=STATUSES,
        directions=DIRECTIONS,
        all=ALL,
        enough=ENOUGH,
        minimum=MINIMUM,
        wave_title=telling.wave_title,
        wide=True,
    )


@login_required
def report_file(code: str) -> Response:
    """The report of a cohort as CSV."""
    return _file(f"cohort-{code}", telling.report_of(context(), code))


@login_required
def programme_report_file(code: str) -> Response:
    """The report of a programme as CSV."""
    return _file(f"programme-{code}", telling.report_of_programme(context(), code))


def _file(name: str, told: Told) -> Response:
    rows = [list(row.values()) for row in telling.rows_of(told)]
    return spreadsheet(f"{name}-{told.as_of}.csv", [telling.COLUMNS, *rows])
