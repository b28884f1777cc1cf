"""Drafts: folders of values that would follow those of the law, with a transition perhaps.

What a draft is called and what it is about stands in its ``draft.yaml``, which may be missing::

    title: "Qualification-based register"
    about: "The register would ask for a qualification."
    transition:
      - {title: "People in post", in_post_before: 2026-01-01, qualify_by: 2029-01-01, source: TRIAL}

All other files are read as those of the law; what the law says until then need not be written again. Whatever they say
is proposed, never in force.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from councilkit.law.model import DatedValue, Law, LawLookupError, Parameter
from councilkit.law.parameters import load, read_folder, read_sources
from councilkit.law.transition import Provision, Transition
from councilkit.law.yamltree import Entry, Key, LawError

ABOUT = "draft.yaml"
_KEYS = ("title", "about", "transition", "sources")


@dataclass(frozen=True)
class Draft:
    """A draft; `mark` changes with every letter of its files."""

    code: str
    title: str
    about: str
    law: Law
    transition: tuple[Provision, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class Change:
    """What a draft makes of one parameter; `now` is None where the law says nothing on the day, `why` says why."""

    parameter: Parameter
    now: DatedValue | None
    proposed: tuple[DatedValue, ...]
    why: str = ""


def load_draft(folder: Path, code: str = "") -> Draft:
    """The draft in a folder; raises LawError."""
    files = read_folder(folder)
    law = load(folder, without=(ABOUT,))
    if not law.parameters:
        raise LawError("there is no law here. Write what would change as in the law's own YAML files.", str(folder), 0)
    text, provisions = _words(folder / ABOUT, files)
    title, about = text.get("title", folder.name), text.get("about", "")
    return Draft(code or folder.name, title, about, law, provisions, _mark(files))


def _words(path: Path, files: Mapping[Path, dict[Key, Entry]]) -> tuple[dict[str, str], tuple[Provision, ...]]:
    """What a draft says of itself, and its transition; nothing where it has no such file."""
    if path not in files:
        return {}, ()
    reader, top = Transition(str(path), read_sources(files)), files[path]
    unknown = next((key for key in top if key not in _KEYS), None)
    if unknown is not None:
        raise reader.error(f"“{unknown}” is not known here; use {', '.join(_KEYS)}.", top[unknown])
    fields = {str(key): entry for key, entry in top.items()}
    text = {key: found for key in ("title", "about") if (found := reader.optional_text(fields, key))}
    return text, reader.provisions(top["transition"]) if "transition" in top else ()


def _mark(files: Iterable[Path]) -> str:
    told = hashlib.sha256()
    for path in sorted(files):
        told.update(f"{path.name}\n".encode() + path.read_bytes())
    return told.hexdigest()


def over(law: Law, draft: Draft) -> Law:
    """The law as it would be: what is proposed stands from its first day on, what the law says until then.

    Raises LawError for a parameter that the law does not have, or has in another unit.
    """
    found = dict(law.parameters)
    for id, parameter in draft.law.parameters.items():
        try:
            now = law.get(id)
        except LawLookupError as error:
            sentence = f"{error} A draft changes what there is: mend the id."
            raise LawError(sentence, parameter.file, parameter.line) from None
        if parameter.unit not in ("", now.unit):
            sentence = f"the law has “{id}” in {now.unit or 'no unit'}, not in {parameter.unit}: mend “unit”."
            raise LawError(sentence, parameter.file, parameter.line)
        proposed = tuple(_proposed(law, parameter))
        if proposed:
            found[id] = replace(parameter, unit=now.unit, values=(*_until(now, proposed[0].start), *proposed))
    return Law(found)


def _until(now: Parameter, day: date) -> Iterator[DatedValue]:
    """The values of the law before a day; one whose beginning was not read stood before it."""
    for value in now.values:
        if value.start < day:
            yield value
        elif not value.start_known:
            yield replace(value, start=day - timedelta(days=1), not_before=None, precision="day")


def changes(law: Law, draft: Draft, day: date) -> Iterator[Change]:
    """Every parameter that a draft says otherwise, by id: what the law says on a day, and what is proposed."""
    for id, parameter in sorted(draft.law.parameters.items()):
        proposed = tuple(_proposed(law, parameter))
        if proposed:
            try:
                yield Change(_in_unit(law, parameter), law.find(id, day), proposed)
            except LawLookupError as error:
                yield Change(_in_unit(law, parameter), None, proposed, str(error))


def _in_unit(law: Law, parameter: Parameter) -> Parameter:
    """A parameter in the unit of the law, which a draft need not write again."""
    return replace(parameter, unit=law.get(parameter.id).unit) if parameter.id in law else parameter


def _proposed(law: Law, parameter: Parameter) -> Iterator[DatedValue]:
    """The values that the law does not have."""
    known = {(each.start, each.value) for each in law.get(parameter.id).values} if parameter.id in law else set()
    return (each for each in parameter.values if (each.start, each.value) not in known)


def first_day(law: Law, draft: Draft) -> date | None:
    """The first day that anything proposed would hold; None where nothing is."""
    each = (_proposed(law, parameter) for parameter in draft.law.parameters.values())
    return min((value.start for values in each for value in values), default=None)


def held_from(law: Law, draft: Draft, day: date) -> Draft:
    """The draft as if it held from a day: the first that is proposed begins then, all its other days move with it."""
    first = first_day(law, draft)
    if first is None or first == day:
        return draft
    by = day - first
    moved = {id: _moved(law, parameter, by) for id, parameter in draft.law.parameters.items()}
    return replace(draft, law=Law(moved), transition=tuple(each.moved(by) for each in draft.transition))


def _moved(law: Law, parameter: Parameter, by: timedelta) -> Parameter:
    return replace(
        parameter,
        values=tuple(
            replace(each, start=each.start + by, precision="day", ends=each.ends + by if each.ends else None)
            for each in _proposed(law, parameter)
        ),
    )
