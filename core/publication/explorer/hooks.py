"""Our part in Datasette's pages, through its documented hooks only."""

import logging
from typing import Any

from datasette import Response, hookimpl
from datasette.views.base import DatasetteError
from markupsafe import Markup, escape

from councilkit.publication.describe import HIDDEN

log = logging.getLogger("councilkit.publication")


@hookimpl
def extra_template_vars(datasette: Any, database: str | None) -> dict[str, Any]:
    """The frame, and the tables and questions of the release with their titles."""
    said = datasette.plugin_config("councilkit") or {}
    public = (datasette.metadata("databases") or {}).get("public", {})
    tables = [{"name": name, **about} for name, about in public.get("tables", {}).items()]
    questions = [{"name": name, **about} for name, about in public.get("queries", {}).items()]
    return {**said, "release": said, "shown_tables": tables, "questions": questions}


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Markup | None:
    """A person's entry as a link, numbers with their thousands apart, `[c]` where a count is hidden."""
    if column == "public_id" and value:
        return Markup('<a href="/register/{id}">{id}</a>').format(id=value)
    units = datasette.metadata("units", database=database, table=table, fallback=False) if table else {}
    if value is None and _hidden(row):
        return Markup('<abbr title="Hidden to protect people">[c]</abbr>') if units and column in units else None
    if isinstance(value, int | float) and (isinstance(value, float) or column in (units or {})):
        return escape(f"{value:,}".removesuffix(".0"))
    return None


@hookimpl(tryfirst=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """A plain page, or plain JSON, for every fault; only what is unexpected goes to the log, with its traceback."""
    status, said = _told(exception)
    if status >= 500:
        log.error("The explorer failed at %s", request.path, exc_info=exception)

    async def answer() -> Response:
        if request.path.endswith((".json", ".csv")):
            return Response.json({"ok": False, "error": said, "status": status}, status=status)
        page = await datasette.render_template(["error.html"], {"status": status, "error": said}, request=request)
        return Response.html(page, status=status)

    return answer


def _told(exception: Exception) -> tuple[int, str]:
    """Status and sentence of a fault; what Datasette itself refuses is always the fault of the address."""
    if not isinstance(exception, DatasetteError):
        status = getattr(exception, "status", 500)
        return status, "The page could not be made." if status >= 500 else str(exception)
    if exception.message_is_html:
        return 400, "This took too long. Take away a count, or filter the rows first."
    return (400 if exception.status >= 500 else exception.status), str(exception.message)


def _hidden(row: Any) -> bool:
    return any(cell == HIDDEN for cell in tuple(row))
