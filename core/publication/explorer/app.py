"""A Datasette application for one release: immutable, without SQL from visitors, in the council's own look."""

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from councilkit.cells import NOTE
from councilkit.publication.explorer import hooks
from councilkit.publication.explorer.frame import TEMPLATES, Frame
from councilkit.wording import english_date

PREFIX = "/data"
_known_units: set[str] = set()  # Datasette keeps one list of units a process and warns when one is told twice
SETTINGS = {
    "base_url": f"{PREFIX}/",
    "default_allow_sql": False,
    "allow_download": False,
    "allow_csv_stream": True,
    "suggest_facets": False,
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "facet_time_limit_ms": 1000,
    "sql_time_limit_ms": 2000,
    "default_facet_size": 20,
    "num_sql_threads": 3,
}


def build(folder: Path, frame: Frame) -> Any:
    """Datasette over the public.db of a release folder."""
    from datasette.app import Datasette
    from datasette.plugins import pm

    if not pm.is_registered(hooks):
        pm.register(hooks, "councilkit")
        pm.unregister(name="datasette.handle_exception")  # it logs each mistyped address with all local variables
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    metadata = yaml.safe_load((folder / "datasette.yaml").read_text(encoding="utf-8"))
    metadata["custom_units"] = [unit for unit in metadata.get("custom_units", ()) if unit not in _known_units]
    _known_units.update(metadata["custom_units"])
    metadata["plugins"]["councilkit"] |= frame.variables(PREFIX) | {
        "release": folder.name,
        "csv_note": NOTE,
        "as_of_words": english_date(date.fromisoformat(manifest["as_of"])),
        "files": {name: file["bytes"] for name, file in manifest["files"].items()},
        "rows": {name: table["rows"] for name, table in manifest["tables"].items()},
        "hidden": {name: table["hidden_cells"] for name, table in manifest["tables"].items()},
    }
    return Datasette(
        [],
        immutables=[str(folder / "public.db")],
        metadata=metadata,
        settings=SETTINGS,
        template_dir=str(TEMPLATES),
        memory=False,
    )


async def start(datasette: Any) -> Any:
    """Warm a built Datasette and give its ASGI application."""
    await datasette.invoke_startup()
    await asyncio.gather(*(datasette.client.get(path) for path in ("/", "/public")))
    return datasette.app()


async def stop(datasette: Any) -> None:
    """Give back the connections and threads of an application that nobody uses any more."""
    for database in datasette.databases.values():
        database.close()
    if datasette.executor is not None:
        datasette.executor.shutdown(wait=False)
