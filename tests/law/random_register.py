"""Random registers, laws and requirements for holding the evaluator against the slow reading."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from councilkit.law.model import DatedValue, Law, Parameter, Source, Unknown
from councilkit.law.requirements import (
    AllOf,
    Amount,
    AnyOf,
    AtLeastOne,
    Count,
    Covers,
    Declared,
    Fulfilled,
    Holds,
    Kinds,
    NoOrder,
    Paid,
    Practised,
    Ratio,
    Requirement,
)
from councilkit.law.selection import Applies, Cap, Carry, Deferral, Where
from councilkit.law.windows import Anchored, Calendar, Cycle, Ever, InRole, Rolling, Term

SOURCE = Source("INVENTED", "An invented source")
PARTS, ROLES, CATEGORIES, STANDARDS = ("x.sw", "x.scw"), ("manager", "worker"), ("a", "b", "c"), ("S1", "S2", "S3")
days = st.dates(date(2016, 1, 1), date(2026, 12, 31))
maybe_day = st.none() | days


def parameter(
    id: str, value: Any, unit: str = "", start: date = date(2000, 1, 1), ends: date | None = None
) -> Parameter:
    return Parameter(id, id, unit, (DatedValue(value, start, SOURCE, ends=ends),))


@st.composite
def laws(draw: st.DrawFn) -> Law:
    """A law with figures that random requirements name; some are unknown, begin late or are over."""
    amounts = st.integers(0, 12) | st.sampled_from([0.5, 7.25])
    by_part = st.fixed_dictionaries({"sw": amounts, "x.scw": amounts}) | st.fixed_dictionaries({"manager": amounts})
    found = [
        parameter("amount", draw(amounts | by_part), "hours"),
        parameter("other", draw(amounts), "hours"),
        parameter("cap", draw(amounts), "hours"),
        parameter("share", draw(st.integers(0, 100)), "percent"),
        parameter("few", draw(st.integers(0, 3))),
        parameter("months", draw(st.sampled_from([1, 6, 12, 24, 36])), "months"),
        parameter("years", draw(st.integers(1, 3)), "years"),
        parameter("age", draw(st.integers(25, 60)), "years"),
        parameter("day", draw(days), "date"),
        parameter("later", draw(days), "date", start=draw(days)),
        parameter("codes", draw(st.sampled_from([("q1",), ("q1", "q2"), ("q3",)])), "list"),
        parameter("spans", {"sw": {"start": date(2023, 1, 1), "end": date(2025, 12, 31)}}),
        parameter("rule", draw(st.booleans())),
        parameter("over", 1, "hours", ends=draw(days)),
        parameter("late", draw(amounts), "hours", start=draw(days)),
        parameter("worth", {"with_reflection": draw(amounts), "with_impact": draw(amounts)}, start=draw(days)),
        Parameter("unknown", "unknown", "hours", (), Unknown("Nobody found it.")),
    ]
    return Law({each.id: each for each in found})


windows = st.one_of(
    st.just(Term()),
    st.just(Rolling("months")),
    st.just(Calendar("day", "months")),
    st.just(Anchored("months")),
    st.just(Cycle("spans")),
    st.just(Ever()),
    st.just(InRole()),
    st.just(Rolling("unknown")),
)
figures = st.sampled_from(["amount", "amount", "other", "few", "late", "unknown", "over"])


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


@st.composite
def applicability(draw: st.DrawFn) -> Applies:
    if draw(st.booleans()):
        return Applies()
    maybe = st.sampled_from(["", "", "", "x"])
    return Applies(
        parts=draw(some(PARTS)),
        roles=draw(some(ROLES)),
        tenure_from="years" if draw(maybe) else "",
        age_below=draw(st.sampled_from(["", "", "age", "unknown"])),
        joined_from="day" if draw(maybe) else "",
        joined_before="day" if draw(maybe) else "",
        in_post_before=draw(st.sampled_from(["", "", "", "day", "unknown"])),
        after_first_term=draw(st.booleans()),
        rule=draw(st.sampled_from(["", "", "rule", "unknown"])),
        condition="aye" if draw(maybe) else "",
        condition_from=draw(st.sampled_from(["", "", "day", "later", "unknown"])),
    )


deferrals = st.builds(Deferral, st.just("day"), applicability()) | st.builds(
    Deferral,
    st.just(""),
    applicability(),
    st.sampled_from(["months", "years", "unknown"]),
    st.sampled_from(["role", "registration"]),
)
wheres = st.builds(
    Where,
    categories=some(CATEGORIES),
    kind=st.sampled_from(["", "", "formal"]),
    standards=some(STANDARDS),
    peer_reflection=st.booleans(),
    helper_status=st.sampled_from(["", "", "supervisor"]),
) | st.just(Where())


@st.composite
def leaves(draw: st.DrawFn) -> Requirement:
    common: dict[str, Any] = {
        "code": f"r{draw(st.integers(0, 10**9))}",
        "title": "A requirement",
        "applies": draw(applicability()),
        "deferrals": (draw(deferrals),) if draw(st.integers(0, 3)) == 0 else (),
    }
    shape = draw(st.sampled_from([Amount] * 4 + [Count, AtLeastOne, Ratio, Kinds, Covers, Practised, Holds, NoOrder]
                                 + [Fulfilled, Paid, Declared]))  # fmt: skip
    if shape is Practised:
        return Practised(**common, basis=draw(st.sampled_from(["years", "unknown"])), last="age")
    if shape is Holds:
        return Holds(**common, codes=draw(st.sampled_from(["codes", "unknown"])))
    if shape is NoOrder:
        return NoOrder(**common, effects=draw(some(("suspended", "conditions"))) or ("removed",))
    if shape is Fulfilled:
        return Fulfilled(**common, condition="aye", confirmers=draw(some(("employer", "registrar"))))
    common["window"] = draw(windows)
    if shape is Declared:
        return Declared(**common, declaration="health")
    common["basis"] = draw(figures)
    if shape is Paid:
        return Paid(**common, fee="renewal")
    if shape is Kinds:
        return Kinds(**common, categories=CATEGORIES)
    if shape is Covers:
        return Covers(**common, standards=STANDARDS)
    common["of"] = draw(wheres)
    if shape is Amount:
        return draw(amounts_(common))
    return shape(**common)


@st.composite
def amounts_(draw: st.DrawFn, common: dict[str, Any]) -> Requirement:
    worth = draw(st.sampled_from(["", "", "worth", "worth", "unknown"]))
    if worth:
        common |= {"unit": "credit", "worth": worth}
    caps = st.lists(st.builds(Cap, some(CATEGORIES), st.sampled_from(["cap", "other", "unknown"])), max_size=2)
    carry = st.none() | st.builds(Carry, st.just("few"), st.sampled_from(["", "cap"]))
    return Amount(
        **common,
        caps=tuple(draw(caps)),
        carry=draw(carry),
        prorated=draw(st.sampled_from([(), (), ("leave",), ("entry",), ("leave", "entry")])),
        percent=draw(st.sampled_from(["", "", "share"])),
    )


@st.composite
def trees(draw: st.DrawFn) -> Requirement:
    parts = draw(st.lists(leaves(), min_size=1, max_size=4, unique_by=lambda leaf: leaf.code))
    inner = draw(st.sampled_from([AllOf, AnyOf]))(
        code="inner", title="Inner", parts=tuple(parts[:2]), applies=draw(applicability())
    )
    return draw(st.sampled_from([AllOf, AnyOf]))(code="whole", title="Whole", parts=(inner, *parts[2:]))


def _span(draw: st.DrawFn) -> dict[str, date | None]:
    start = draw(days)
    end = draw(st.none() | st.integers(0, 900).map(lambda length: start + timedelta(days=length)))
    return {"starts_on": start, "ends_on": end}


@st.composite
def registers(draw: st.DrawFn, requirement: Requirement) -> dict[str, list[dict[str, Any]]]:
    """One to three registrants, perhaps of one person, with a few facts of each kind."""
    facts: dict[str, list[dict[str, Any]]] = {name: [] for name in FRAMES}
    for number in range(draw(st.integers(1, 3))):
        joined = draw(days)
        term = joined + timedelta(days=draw(st.sampled_from([0, 0, 1096])))
        facts["registrants"].append(
            {
                "registrant": f"R{number}",
                "person": draw(st.sampled_from(["P0", "P1"])),
                "part": draw(st.sampled_from(PARTS)),
                "role": draw(st.sampled_from((*ROLES, *ROLES, " MANAGER", "Ｗorker", None))),
                "role_since": draw(maybe_day),
                "step": "",
                "born_on": draw(st.none() | st.dates(date(1950, 1, 1), date(2006, 1, 1))),
                "registered_on": joined,
                "term_start": draw(st.sampled_from([term, term, term, None])),
                "term_end": draw(st.none() | st.just(term + timedelta(days=1095))),
            }
        )
    codes = [node.code for node in requirement.walk()]
    for name in FRAMES[1:]:
        for place in range(draw(st.integers(0, 6 if name == "learning" else 2))):
            row = _row(draw, name, codes)
            if name != "statuses":
                row |= {"registrant": draw(st.sampled_from([r["registrant"] for r in facts["registrants"]]))}
                row |= {"id": f"{name}{place}"}
            facts[name].append(row)
    return facts


FRAMES = ("registrants", "learning", "employment", "qualifications", "orders", "conditions", "payments", "declarations",
          "leave", "decisions", "statuses")  # fmt: skip


def _row(draw: st.DrawFn, name: str, codes: list[str]) -> dict[str, Any]:
    match name:
        case "learning":
            return {
                "on": draw(days),
                "amount": draw(st.integers(-50, 900)),
                "unit": draw(st.sampled_from(["hour", "hour", "hour", "credit"])),
                "category": draw(st.sampled_from(CATEGORIES)),
                "kind": draw(st.sampled_from(["formal", "informal"])),
                "peer_reflection": draw(st.booleans()),
                "reflection": draw(st.booleans()),
                "impact": draw(st.booleans()),
                "standards": draw(st.lists(st.sampled_from(STANDARDS), max_size=2, unique=True)),
                "helper": draw(st.sampled_from([None, "P0", "P1"])),
                "fingerprint": draw(st.none() | st.sampled_from(["same", "other", "third"])),
            }
        case "employment":
            share = draw(st.sampled_from([100, 50, 60]))
            return {**_span(draw), "share": share, "attested": draw(st.booleans())}
        case "qualifications":
            return {"code": draw(st.sampled_from(["q1", "q2", "", None])), "awarded_on": draw(maybe_day)}
        case "orders":
            effect = draw(st.sampled_from(["suspended", "conditions", "removed", "none"]))
            return {**_span(draw), "starts_on": draw(maybe_day), "kind": "k", "effect": effect}
        case "conditions":
            who = draw(st.sampled_from([None, "employer", "registrar"]))
            given = {name: draw(maybe_day) for name in ("imposed_on", "due_on", "fulfilled_on")}
            return {"kind": "aye", **given, "confirmed_by": who}
        case "payments":
            fee = draw(st.sampled_from(["renewal", "entry"]))
            return {"fee": fee, "amount": draw(st.integers(1, 900)), "paid_on": draw(days)}
        case "declarations":
            return {"kind": draw(st.sampled_from(["health", "other"])), "signed_on": draw(days)}
        case "leave":
            return _span(draw)
        case "decisions":
            kind = draw(st.sampled_from(["exemption", "extension", "undertaking"]))
            return {**_span(draw), "kind": kind, "requirement": draw(st.sampled_from(codes)), "reason": "Decided"}
    return {**_span(draw), "person": draw(st.sampled_from(["P0", "P1"])), "status": "supervisor"}
