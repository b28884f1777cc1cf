"""From the questions of a page to the fields that templates draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from councilkit.censuses.interview import Draft, Interview, Violation, Visit
from councilkit.censuses.interview.bounds import allowed
from councilkit.censuses.interview.pages import drawn_as_box
from councilkit.censuses.interview.typed import BOXES, plain, range_of
from councilkit.censuses.questionnaire.model import Question
from councilkit.forms import FieldView, Form
from councilkit.wording import N_, Sentence

NO_ANSWER = N_("No answer")
_NOT_CHOSEN = "\0"  # matches no choice: nothing is ticked before the respondent ticks it
_WIDGETS = {
    "integer": "whole",
    "decimal": "decimal",
    "range": "decimal",
    "date": "boxes",
    "datetime": "boxes",
    "select_one": "radios",
    "select_multiple": "checkboxes",
    "acknowledge": "checkbox",
}
_INPUTMODE = {"whole": "numeric", "decimal": "decimal"}
_WIDTHS = {"whole": "10", "decimal": "10", "time": "10"}


@dataclass(frozen=True)
class Drawn:
    """A page as a template shows it: blocks in order (`note`, `heading`, `field`) and the form of its fields."""

    blocks: Sequence[tuple[str, str]]
    form: Form

    @property
    def alone(self) -> bool:
        """Whether one question is all there is, so that it is the heading of the page."""
        return len(self.blocks) == 1 and self.blocks[0][0] == "field"


def written(text: str) -> Markup:
    """A text of the form: as it is, never translated by us."""
    return Markup(escape(text))  # noqa: S704 - escaped here


def drawn(interview: Interview, visit: Visit, draft: Draft, wrong: Sequence[Violation]) -> Drawn:
    """The page with what was answered or typed, and the sentences of what is wrong."""
    sentences = {each.question.key: _said(each.sentence) for each in wrong}
    asked = visit.asked(interview)
    names = {question.key for question in asked}
    blocks: list[tuple[str, str]] = []
    fields: dict[str, FieldView] = {}
    for question in visit.questions(interview):
        if question.key in names:
            view = _field(interview, visit, question, draft, sentences)
            fields[view.name] = view
            blocks.append(("field", view.name))
        else:
            blocks += _notes(interview, visit, question)
    several = len(fields) > 1
    errors = {name: (_named(view) if several else view.errors[0],) for name, view in fields.items() if view.errors}
    return Drawn(blocks, Form("census", fields, errors))


def _said(sentence: str) -> str:
    """Our own sentences are translated where they are shown; the form's are not."""
    return sentence if isinstance(sentence, Sentence) else written(sentence)


def _named(view: FieldView) -> str:
    """The sentence for the summary at the top, with the question it belongs to."""
    question, problem = _unescaped(view.label), _unescaped(view.errors[0])
    return Sentence(N_("%(question)s – %(problem)s"), question=_short(question), problem=problem)


def _unescaped(text: str) -> str:
    """The form's own words as it wrote them: they are escaped where the whole sentence is shown."""
    return text.unescape() if isinstance(text, Markup) else text


def _short(label: str) -> str:
    return label if len(label) <= 80 else label[:77].rsplit(" ", 1)[0] + "…"


def _notes(interview: Interview, visit: Visit, question: Question) -> list[tuple[str, str]]:
    kind = "note" if question.kind == "note" else "heading"
    label = interview.text(question.labels, question, visit.indexes)
    hint = interview.text(question.hints, question, visit.indexes)
    value = interview.value(question, visit.indexes) if kind == "heading" and question.is_read_only else ""
    return [(kind, label)] * bool(label) + [("note", hint)] * bool(hint) + [("note", value)] * bool(value)


def _field(
    interview: Interview, visit: Visit, question: Question, draft: Draft, sentences: Mapping[str, str]
) -> FieldView:
    widget = _widget(question)
    value, chosen = _value(interview, visit, question, draft, widget)
    required = interview.required(question, visit.indexes)
    return FieldView(
        name=question.key,
        widget=widget,
        label=written(interview.label(question, visit.indexes)),
        hint=_hint(interview, visit, question),
        required=required,
        value=value,
        chosen=chosen,
        choices=_choices(interview, visit, question, required, widget),
        errors=(sentences[question.key],) if question.key in sentences else (),
        attributes=_attributes(question, widget),
    )


def _widget(question: Question) -> str:
    if question.kind == "text" and "multiline" in question.appearances:
        return "textarea"
    return "select" if drawn_as_box(question) else _WIDGETS.get(question.kind, "text")


def boxes(question: Question) -> tuple[str, ...]:
    """The boxes of a date: fewer where only the year or the month is asked, one more for the time."""
    if "year" in question.appearances:
        return ("year",)
    if "month-year" in question.appearances:
        return ("month", "year")
    return BOXES if question.kind == "datetime" else BOXES[:3]


def _hint(interview: Interview, visit: Visit, question: Question) -> str:
    own = interview.text(question.hints, question, visit.indexes) if question.labels else ""
    if own:
        return written(own)
    if question.kind == "range":
        least, most, _ = range_of(question)
        return Sentence(N_("From %(least)s to %(most)s"), least=plain(least), most=plain(most))
    if question.kind == "time":
        return Sentence(N_("For example 14:30"))
    if question.kind == "select_multiple":
        return allowed(interview, question, visit.indexes) or Sentence(N_("Choose all that apply."))
    return ""


def _choices(
    interview: Interview, visit: Visit, question: Question, required: bool, widget: str
) -> tuple[tuple[str, str], ...]:
    found = _options(interview, question)
    if question.choice_filter:
        left = {choice.name for choice in interview.choices(question, visit.indexes)}
        found = tuple(option for option in found if option[0] in left)
    # A radio button cannot be taken back, so an optional question has one for no answer.
    spare = [("", Sentence(NO_ANSWER))] if widget == "radios" and not required else []
    return (*found, *spare)


def _options(interview: Interview, question: Question) -> tuple[tuple[str, str], ...]:
    """All choices with their words, written once for a form and language: a list of counties is long."""
    place = (question.key, interview.language)
    if place not in interview.form.options:
        text = interview.form.questionnaire.text
        interview.form.options[place] = tuple(
            (choice.name, written(text(choice.labels, interview.language) or choice.name))
            for choice in question.choices
        )
    return interview.form.options[place]


def _value(interview: Interview, visit: Visit, question: Question, draft: Draft, widget: str) -> tuple[object, str]:
    key = interview.form.key(question, visit.indexes)
    typed = draft.typed.get(key)
    value = interview.value(question, visit.indexes)
    if widget == "boxes":
        return {box: _box(question, box, typed, value) for box in boxes(question)}, ""
    if widget == "checkboxes":
        return (typed or {}).get(question.key, value.split()), ""
    if widget == "checkbox":
        return bool(value), ""
    shown = next(iter(typed.get(question.key, ())), "") if typed else _as_written(question, value)
    answered = bool(value) or key in draft.answers
    return shown, shown if answered or typed else _NOT_CHOSEN


def _as_written(question: Question, value: str) -> str:
    """A number with the comma or point of the language would need the locale; plain digits are read everywhere."""
    return plain(Decimal(value)) if question.kind in ("decimal", "range") and value else value


def _box(question: Question, box: str, typed: Mapping[str, list[str]] | None, value: str) -> str:
    if typed:
        return next(iter(typed.get(f"{question.key}-{box}", ())), "")
    day, _, clock = value.partition("T")
    parts = dict(zip(("year", "month", "day"), day.split("-"), strict=False)) | {"time": clock[:5]}
    found = parts.get(box, "")
    return found.lstrip("0") if box in ("day", "month") else found


def _attributes(question: Question, widget: str) -> Mapping[str, str]:
    found = {"autocomplete": "off"} if widget in ("text", "whole", "decimal") else {}
    if widget in _INPUTMODE:
        found["inputmode"] = _INPUTMODE[widget]
    width = _WIDTHS.get(question.kind if question.kind == "time" else widget)
    return found | ({"width": width} if width else {})
