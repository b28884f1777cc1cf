"""What a release says about itself: the settings of Datasette and the data package, made from the declarations."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from councilkit.cells import NOTE
from councilkit.publication.model import Column, Counts, Publication

LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "OGL-UK-3.0": (
        "Open Government Licence 3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
}
MEASURES = frozenset({"hour", "day", "year"})  # units that Datasette knows by itself
_FRICTIONLESS = {"text": "string", "integer": "integer", "number": "number", "date": "date", "flag": "boolean"}
INVENTED = "Demonstration data: every person in it is invented."
HIDDEN = "c"


def datasette_settings(publications: Sequence[Publication], council: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """The content of datasette.yaml: titles, descriptions, units, licences, facets, sort order and ready questions."""
    units = sorted({c.unit for p in publications for c in p.columns if c.unit} - MEASURES)
    return {
        "title": f"Public data of {council['name']}",
        "description": _about(council, as_of),
        "source": council["name"],
        "source_url": council["url"],
        "custom_units": [f"{unit} = [{unit}]" for unit in units],
        "plugins": {"councilkit": {"as_of": as_of.isoformat(), "demo": council["demo"], "council": council["name"]}},
        "databases": {
            "public": {
                "title": f"Register and figures, {as_of.isoformat()}",
                "description": _about(council, as_of),
                "queries": _questions(publications),
                "tables": {p.table: _table(p, council) for p in sorted(publications, key=lambda p: (p.order, p.table))},
            }
        },
    }


def _about(council: Mapping[str, Any], as_of: date) -> str:
    said = f"The tables that {council['name']} makes public, as they stood on {as_of.isoformat()}."
    return f"{INVENTED} {said}" if council["demo"] else said


def _table(publication: Publication, council: Mapping[str, Any]) -> dict[str, Any]:
    title, address = LICENCES.get(publication.licence, (publication.licence, ""))
    settings: dict[str, Any] = {
        "title": publication.title,
        "description": publication.description,
        "license": title,
        "license_url": address,
        "source": publication.source or council["name"],
        "columns": {column.name: _described(column) for column in publication.columns},
        "units": {column.name: column.unit for column in publication.columns if column.unit},
        "facets": list(publication.facets),
    }
    if publication.sort:
        settings["sort_desc" if publication.sort.startswith("-") else "sort"] = publication.sort.removeprefix("-")
    if publication.label:
        settings["label_column"] = publication.label
    return {key: value for key, value in settings.items() if value}


def _described(column: Column) -> str:
    return f"{column.description} (unit: {column.unit})" if column.unit else column.description


def _questions(publications: Sequence[Publication]) -> dict[str, Any]:
    asked = [(p, question) for p in publications for question in p.questions]
    return {
        q.code: {"title": q.title, "description": q.description or p.title, "sql": q.sql, "hide_sql": True}
        for p, q in sorted(asked, key=lambda x: x[1].code)
    }


def data_package(
    publications: Sequence[Publication], council: Mapping[str, Any], as_of: date, files: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """The content of datapackage.json (Data Package 2.0): one resource a table, its CSV with hash, size and schema."""
    used = sorted({p.licence for p in publications})
    keys = {p.table: p.key[0] for p in publications}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "councilkit-release",
        "title": f"Public data of {council['name']}",
        "description": f"{_about(council, as_of)} {NOTE}",
        "homepage": council["url"],
        "version": as_of.isoformat(),
        "licenses": [_licence(code) for code in used],
        "resources": [
            _resource(p, keys, files[f"csv/{p.table}.csv"]) for p in sorted(publications, key=lambda p: p.table)
        ],
    }


def _licence(code: str) -> dict[str, str]:
    title, address = LICENCES.get(code, (code, ""))
    return {"name": code, "title": title} | ({"path": address} if address else {})


def _resource(publication: Publication, keys: Mapping[str, str], file: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": publication.table.replace("_", "-"),
        "title": publication.title,
        "description": publication.description,
        "path": f"csv/{publication.table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file["bytes"],
        "hash": f"sha256:{file['sha256']}",
        "licenses": [_licence(publication.licence)],
        "schema": _schema(publication, keys),
    }


def _schema(publication: Publication, keys: Mapping[str, str]) -> dict[str, Any]:
    pointing = [
        {"fields": [key.column], "reference": {"resource": key.table.replace("_", "-"), "fields": [keys[key.table]]}}
        for key in publication.foreign_keys
    ]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in publication.columns],
        "primaryKey": list(publication.key),
        "missingValues": [""],
    }
    if isinstance(publication.protection, Counts):
        schema["missingValues"] = [
            {"value": "", "label": f"hidden to protect people where {publication.protection.flag} is {HIDDEN}"}
        ]
    return schema | ({"foreignKeys": pointing} if pointing else {})


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _FRICTIONLESS[column.type], "description": column.description}
    if column.type == "flag":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    return field | ({"unit": column.unit} if column.unit else {})
