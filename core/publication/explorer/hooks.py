"""Our part in Datasette's pages, through its documented hooks only."""

import logging
from typing import Any

from datasette import Response, hookimpl
from datasette.views.base import DatasetteError
from markupsafe import Markup, escape

from councilkit.publication.describe import HIDDEN

CLOSED = "Own SQL is switched off here. Download the database and ask it what you like."
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
    counted = column in (units or {}) or (table is None and "year" not in column)
    if isinstance(value, float) or (isinstance(value, int) and counted):
        return escape(f"{value:,}".removesuffix(".0"))
    return None


@hookimpl(trylast=True)  # after Datasette's own function of that name, which this one replaces
def prepare_connection(conn: Any) -> None:
    """A search in which quotes mean nothing and the last word may be unfinished."""
    conn.create_function("escape_fts", 1, search_words, deterministic=True)


def search_words(typed: str) -> str:
    """What is typed in a search box as SQLite's full text search takes it: every word, the last as a beginning."""
    words = [word for word in str(typed).replace('"', " ").split() if any(sign.isalnum() for sign in word)]
    return " ".join(f'"{word}"' for word in words) + "*" if words else '""'


@hookimpl(tryfirst=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """A plain page, or plain JSON, for every fault; only what is unexpected goes to the log, with its traceback."""
    status, said = _told(exception)
    if status >= 500:
        log.error("The explorer failed at %s", request.path, exc_info=exception)

    return _answering(datasette, request, status, said)


@hookimpl
def forbidden(datasette: Any, request: Any) -> Any:
    """The same for what Datasette closes to visitors."""
    return _answering(datasette, request, 403, CLOSED)


def _answering(datasette: Any, request: Any, status: int, said: str) -> Any:
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
    if exception.title == "Invalid SQL":
        return 400, "The rows cannot be chosen like that. Take away the search or a filter and try again."
    return (400 if exception.status >= 500 else exception.status), str(exception.message)


def _hidden(row: Any) -> bool:
    return any(cell == HIDDEN for cell in tuple(row))
