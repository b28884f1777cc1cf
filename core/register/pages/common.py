"""What the form pages share: typed values stay, a second editor is told, a double click does nothing twice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import flash, redirect, request
from marshmallow import Schema
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.context import Context
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted, Problem
from councilkit.register.areas import area_name, country_name
from councilkit.register.calendars import public_holidays
from councilkit.register.clocks import Clock, clock_of
from councilkit.register.decisions import Check
from councilkit.register.model import RegisterPart
from councilkit.register.names import fold
from councilkit.register.services.orders import dated
from councilkit.register.sources import Cited, cite
from councilkit.web import context, language, page
from councilkit.wording import N_, Sentence

Values = Mapping[str, Any]
WEEKENDS = N_("Saturdays and Sundays are left out. Public holidays are not known here: the day is never too late.")
HOLIDAYS = N_(
    "Saturdays, Sundays and the public holidays of %(place)s are left out. Nobody has compared the list of holidays "
    "with an official one: check the day where one lies near."
)
CHANGED = N_("Somebody else changed this while you were editing it. Nothing was overwritten.")


@dataclass(frozen=True)
class FormPage:
    """A page with one form: what it is called, where it leads back to, what its button says."""

    name: str
    title: str
    button: str
    crumbs: Sequence[tuple[str | None, str]] = ()
    intro: str = ""
    done: str = ""
    template: str = "register/form.html"
    kind: str = "go"
    shown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckPage:
    """The second step of a form: what will follow, shown before it is saved."""

    template: str
    title: str
    button: str
    shown: Mapping[str, Any]
    kind: str = "go"


def form_page(
    about: FormPage,
    schema: Schema,
    values: Callable[[], Values],
    save: Callable[[dict[str, Any]], str],
    *,
    choices: Mapping[str, Iterable[Sequence[str]]] | None = None,
    before: Callable[[int], Values] | None = None,
    check: Callable[[dict[str, Any]], CheckPage] | None = None,
) -> AnyResponse:
    """Show the form, or save what was posted and go to the address that `save` returns.

    A Problem comes back on the form with everything that was typed; a Conflict also shows what the record holds now.
    `before` tells the record in an older version: with it, a conflict keeps only what was typed over that version.
    `check` tells what will follow: with it, nothing is saved before that was shown and what was typed is sent again.
    """
    today = context().today()
    if request.method == "GET":
        return _shown(about, forms.show(schema, values(), name=about.name, today=today, choices=choices))
    form = forms.read(schema, request.form, request.files, name=about.name, today=today, choices=choices)
    if not form.valid:
        return _shown(about, form, 422)
    if check and "back" in request.form:
        return _shown(about, form)
    try:
        if check and "sure" not in request.form:
            return _asked(about, check(form.data))
        address = save(form.data)
    except Conflict as conflict:
        now = values()
        rebased = _rebased(form, schema, now, before(form.data["version"]) if before else {})
        return _conflicting(about, rebased, now, conflict)
    except (NotPermitted, NotFound):
        raise
    except Problem as refused:
        return _shown(about, form.refuse(refused), 422)
    forms.sent(about.name)
    if about.done:
        flash(about.done, "done")
    return redirect(address)


def _asked(about: FormPage, check: CheckPage) -> AnyResponse:
    return page(check.template, about=about, check=check, typed=typed_again(), **about.shown, **check.shown)


def _rebased(form: forms.Form, schema: Schema, now: Values, base: Values) -> forms.Form:
    """The form with what its user changed, and in every other field what the record holds now."""
    if not base:
        return form
    same = {name for name in form.data if name in base and form.data[name] == (base[name] or None)}
    data = {name: (now[name] or None) if name in same else value for name, value in form.data.items()}
    shown = forms.show(schema, data, name=form.name, today=context().today())
    return replace(shown, data=data, values=form.values)


def _conflicting(about: FormPage, form: forms.Form, now: Values, conflict: Conflict) -> AnyResponse:
    """The form as typed, on the record's new version, beside what the record holds now."""
    differing = [(view.label, now.get(name)) for name, view in form.fields.items() if _differs(name, view, form, now)]
    shown = with_version(form, now.get("version")).refuse(Invalid({"": [conflict.message]}))
    return _shown(about, shown, 409, differing=differing)


def _differs(name: str, view: forms.FieldView, form: forms.Form, now: Values) -> bool:
    return view.widget != "hidden" and name in now and (form.data or {}).get(name) != (now[name] or None)


def with_version(form: forms.Form, version: Any) -> forms.Form:
    """The same form, to be saved over another version of its record."""
    if "version" not in form.fields or version is None:
        return form
    return replace(form, fields={**form.fields, "version": replace(form.fields["version"], value=str(version))})


def _shown(about: FormPage, form: forms.Form, status: int = 200, **more: Any) -> AnyResponse:
    return page(about.template, status, form=form, about=about, **about.shown, **more)


def typed_again() -> list[tuple[str, str]]:
    """What was posted, for a page that asks whether it is meant and sends it again."""
    left_out = ("csrf_token", "sure", "back")
    return [(name, value) for name, values in request.form.lists() for value in values if name not in left_out]


def own_path(typed: str | None, otherwise: str) -> str:
    """A path of this site to go on to; anything else leads to `otherwise`."""
    safe = typed and typed.startswith("/") and not typed.startswith(("//", "/\\")) and "\n" not in typed
    return typed if safe and typed else otherwise


def part_title(code: str) -> str:
    """A part of the register by its title in the reader's language."""
    catalogue = context().catalogue
    if not catalogue.has(RegisterPart, code):
        return code
    return _title(catalogue.get(RegisterPart, code))


def _title(part: RegisterPart) -> str:
    return part.titles.get(language(), part.title)


def part_in_country(part: RegisterPart) -> str:
    """A part by its title and its country, which is not said twice where the title names it."""
    title, names = _title(part), [country_name(part.country, each) for each in (language(), "en")]
    said = fold(title).replace(" ", "")
    return title if any(fold(name).replace(" ", "") in said for name in names) else f"{title} ({names[0]})"


def clock_for(ctx: Context, found: dict[str, Any]) -> Clock:
    """The council's own clock for an application."""
    return clock_of(ctx.catalogue, ctx.law, found["part"], found["kind"], found["received_at"].date())


def left_out(clock: Clock) -> Sentence | None:
    """Which days a clock in working days leaves out, and how far that is known; None for another clock."""
    if clock.unit != "working days":
        return None
    if not public_holidays(clock.area, context().today().year):
        return Sentence(WEEKENDS)
    place = area_name(clock.area) if "-" in clock.area else country_name(clock.area, language())
    return Sentence(HOLIDAYS, place=place)


def cited_by(ctx: Context) -> Callable[[Check], Cited]:
    """Tells the source of what a rule finds, with the page that it was read on."""
    return lambda check: cite(ctx.law, check.source, check.read_on)


def with_dates(found: dict[str, Any]) -> dict[str, Any]:
    """An application whose details have their dates back."""
    return {**found, "details": dated(found["details"])}
