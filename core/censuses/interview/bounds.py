"""A sentence for a broken constraint that has no message of its own: from its limits, where it has plain ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from councilkit.censuses.expressions import ExpressionError, compile_expression
from councilkit.censuses.expressions.compiler import compile_node
from councilkit.censuses.expressions.nodes import Call, Chain, Node, Path
from councilkit.censuses.expressions.values import number_text, to_number
from councilkit.censuses.interview.form import Indexes
from councilkit.censuses.interview.state import Interview
from councilkit.censuses.questionnaire.model import Question
from councilkit.wording import N_, Plural, Sentence

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_BOTH, _LEAST, _MOST = "both", "least", "most"
_SENTENCES = {
    ("value", _BOTH): N_("Enter a number from %(least)s to %(most)s."),
    ("value", _LEAST): N_("Enter %(least)s or more."),
    ("value", _MOST): N_("Enter %(most)s or less."),
    ("string-length", _BOTH): Plural(
        "Write from %(least)s to %(most)s character.", "Write from %(least)s to %(most)s characters.", "most"
    ),
    ("string-length", _LEAST): Plural(
        "Write at least %(least)s character.", "Write at least %(least)s characters.", "least"
    ),
    ("string-length", _MOST): Plural("Write at most %(most)s character.", "Write at most %(most)s characters.", "most"),
    ("count-selected", _BOTH): Plural(
        "Choose from %(least)s to %(most)s answer.", "Choose from %(least)s to %(most)s answers.", "most"
    ),
    ("count-selected", _LEAST): Plural(
        "Choose at least %(least)s answer.", "Choose at least %(least)s answers.", "least"
    ),
    ("count-selected", _MOST): Plural("Choose at most %(most)s answer.", "Choose at most %(most)s answers.", "most"),
}
_NUMBERS = ("integer", "decimal", "range")


@dataclass(frozen=True)
class _Limit:
    of: str
    end: str
    number: float


def sentence_of(interview: Interview, question: Question, indexes: Indexes) -> Sentence:
    """What is wrong with an answer outside the constraint: its limits, as far as they can be told."""
    return allowed(interview, question, indexes) or Sentence(
        "This answer does not fit with the rules of this question. Check it."
    )


def allowed(interview: Interview, question: Question, indexes: Indexes) -> Sentence | None:
    """The limits that the constraint sets in plain numbers; None when it sets no such limits."""
    limits = list(_limits(interview, question, indexes))
    for of in ("value", "string-length", "count-selected"):
        if of == "value" and question.kind not in _NUMBERS:
            continue
        least = max((limit.number for limit in limits if (limit.of, limit.end) == (of, _LEAST)), default=None)
        most = min((limit.number for limit in limits if (limit.of, limit.end) == (of, _MOST)), default=None)
        end = _BOTH if least is not None and most is not None else _LEAST if least is not None else _MOST
        if least is not None or most is not None:
            texts = {name: _text(number) for name, number in (("least", least), ("most", most)) if number is not None}
            return Sentence(_SENTENCES[of, end], **texts)
    return None


def _text(number: float) -> str:
    return number_text(float(Decimal(repr(number)).normalize()))


def _limits(interview: Interview, question: Question, indexes: Indexes) -> Iterator[_Limit]:
    try:
        tree = compile_expression(question.constraint).tree
    except ExpressionError:
        return
    for part in _conjuncts(tree):
        if isinstance(part, Chain) and len(part.rest) == 1 and part.rest[0][0] in _TURNED:
            operator, right = part.rest[0]
            if (limit := _limit(interview, question, indexes, part.first, operator, right)) or (
                limit := _limit(interview, question, indexes, right, _TURNED[operator], part.first)
            ):
                yield limit


def _conjuncts(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Chain) and tree.rest and all(operator == "and" for operator, _ in tree.rest):
        for part in (tree.first, *(node for _, node in tree.rest)):
            yield from _conjuncts(part)
    else:
        yield tree


def _limit(
    interview: Interview, question: Question, indexes: Indexes, left: Node, operator: str, right: Node
) -> _Limit | None:
    of = _measured(left)
    if not of:
        return None
    try:
        number = to_number(compile_node(right)(interview.at(question, indexes, "")))
    except ExpressionError:
        return None
    if number != number or abs(number) == float("inf"):
        return None
    whole = question.kind == "integer" or of != "value"
    if operator in (">", "<") and not whole:
        return None
    step = {">": 1, "<": -1}.get(operator, 0)
    return _Limit(of, _LEAST if operator in (">", ">=") else _MOST, number + step)


def _measured(node: Node) -> str:
    """What a comparison looks at: the answer itself, its length, or how many choices it has."""
    if _is_answer(node):
        return "value"
    if isinstance(node, Call) and node.name in ("string-length", "count-selected") and _is_answer(node.arguments[0]):
        return node.name
    return ""


def _is_answer(node: Node) -> bool:
    return isinstance(node, Path) and node.base is None and [step.name for step in node.steps] == ["."]
