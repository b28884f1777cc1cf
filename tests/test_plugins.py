"""Plugins are found, checked and ordered; what is wrong with one names it; every hook is documented and tested."""

import sys
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from councilkit import config, plugins
from councilkit.api import (
    API,
    Asked,
    AuditRule,
    Check,
    Exemption,
    Holds,
    Law,
    LearningFramework,
    Link,
    NoOrder,
    Opening,
    Opens,
    PluginInfo,
    Qualification,
    RegisterPart,
    RequirementSet,
    Step,
    WorkItem,
    hookimpl,
)
from councilkit.context import SYSTEM, VISITOR
from councilkit.errors import SetupError
from councilkit.law.model import Parameter, Unknown

TESTED = {
    "plugin_info",
    "register_registers",
    "register_qualifications",
    "register_learning_frameworks",
    "register_conditions",
    "register_order_kinds",
    "register_requirements",
    "register_qualification_plans",
    "register_audits",
    "register_censuses",
    "register_cohort_surveys",
    "register_publications",
    "register_documents",
    "register_blueprints",
    "register_commands",
    "menu_links",
    "registration_number",
    "things_asked",
    "work_waiting",
    "application_evidence",
    "permit",
    "event_recorded",
    "follow_up",
    "seed_demo",
}


def part(code: str) -> RegisterPart:
    return RegisterPart(code, "Social workers", "Council", "XX")


def plugin(monkeypatch: pytest.MonkeyPatch, name: str, *, code: str = "", api: int = API, **hooks: Any) -> EntryPoint:
    """An importable plugin package with the given hooks."""
    package, module = ModuleType(f"example_{name}"), ModuleType(f"example_{name}.hooks")
    package.__file__ = str(Path(__file__))
    hooks.setdefault("plugin_info", lambda config: PluginInfo(code or name, name.title(), "XX", api))
    for hook, function in hooks.items():
        setattr(module, hook, hookimpl(function))
    monkeypatch.setitem(sys.modules, package.__name__, package)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return EntryPoint(name, package.__name__, plugins.GROUP)


def load(tmp_path: Path, *points: EntryPoint, **flags: Any) -> plugins.Plugins:
    flags.setdefault("plugins_skip_failing", False)
    return plugins.load(config.load(tmp_path, flags), list(points))


def test_values_are_collected_in_order_of_code_not_of_loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = plugin(monkeypatch, "b", register_registers=lambda config: [part("xx.a")])
    first = plugin(monkeypatch, "a", register_registers=lambda config: [part("xx.b")])
    loaded = load(tmp_path, second, first)
    catalogue = plugins.build_catalogue(loaded, config.load(tmp_path), law=None)
    assert [each.code for each in catalogue.all(RegisterPart)] == ["xx.a", "xx.b"]
    assert catalogue.origins[RegisterPart, "xx.b"] == "a"


def test_a_code_declared_twice_names_both_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    points = [plugin(monkeypatch, name, register_registers=lambda config: [part("xx.same")]) for name in ("a", "b")]
    with pytest.raises(SetupError, match=r"register part 'xx.same' is declared by both a and b"):
        plugins.build_catalogue(load(tmp_path, *points), config.load(tmp_path), law=None)


def test_two_laws_for_one_part_and_event_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [RequirementSet(code, "renewal", "xx.a", NoOrder(code="order", title="No order")) for code in ("one", "two")]
    hooks = {"register_registers": lambda config: [part("xx.a")], "register_requirements": lambda law: both}
    with pytest.raises(SetupError, match=r"renewal of xx.a needs: 'one' and 'two'"):
        plugins.build_catalogue(load(tmp_path, plugin(monkeypatch, "a", **hooks)), config.load(tmp_path), law=Law())


def test_a_law_that_refers_to_nothing_is_named_with_its_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = RequirementSet("one", "renewal", "xx.a", Holds(code="award", title="Award", codes="xx.no_such_list"))
    hooks = {"register_registers": lambda config: [part("xx.a")], "register_requirements": lambda law: [lost]}
    with pytest.raises(SetupError, match=r"plugin 'a' cannot be used.*xx.no_such_list"):
        plugins.build_catalogue(load(tmp_path, plugin(monkeypatch, "a", **hooks)), config.load(tmp_path), law=Law())


def test_steps_that_open_each_other_in_a_circle_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [
        Step(code, code, "award", (Opening((other,), "source"),)) for code, other in (("one", "two"), ("two", "one"))
    ]
    framework = LearningFramework("xx.learning", "Learning", (), "hour", awards=tuple(steps))
    hooks = {"register_learning_frameworks": lambda law: [framework]}
    with pytest.raises(SetupError, match="in a circle: one > two > one"):
        plugins.build_catalogue(load(tmp_path, plugin(monkeypatch, "a", **hooks)), config.load(tmp_path), law=Law())


def test_an_unknown_api_number_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SetupError, match=r"'old'.*api 99"):
        load(tmp_path, plugin(monkeypatch, "old", api=99))


def test_a_plugin_that_calls_itself_otherwise_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SetupError, match="calls itself 'other'"):
        load(tmp_path, plugin(monkeypatch, "name", code="other"))


def test_an_unknown_hook_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SetupError, match=r"'typo'.*register_regsters"):
        load(tmp_path, plugin(monkeypatch, "typo", register_regsters=lambda config: []))


def test_a_failing_import_is_named_and_passed_over_only_if_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = EntryPoint("broken", "no_such_package_at_all", plugins.GROUP)
    good = plugin(monkeypatch, "good")
    with pytest.raises(SetupError, match=r"'broken'.*no_such_package_at_all"):
        load(tmp_path, broken, good)
    loaded = load(tmp_path, broken, good, plugins_skip_failing=True)
    assert [each.info.code for each in loaded.loaded] == ["good"]
    assert "no_such_package_at_all" in loaded.failed["broken"]


def test_an_enabled_plugin_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SetupError, match="names 'absent', which is not installed"):
        load(tmp_path, plugin(monkeypatch, "good"), plugins_enabled="good,absent")


def test_any_false_forbids_and_nothing_said_allows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(actor: Any, action: str, subject: Any) -> bool | None:
        return False if action == "register.admit" else None

    loaded = load(
        tmp_path,
        plugin(monkeypatch, "a", permit=lambda actor, action, subject: True),
        plugin(monkeypatch, "b", permit=forbid),
    )
    assert loaded.permits(SYSTEM, "register.read", None)
    assert not loaded.permits(SYSTEM, "register.admit", None)


def test_a_plugin_that_fails_on_an_event_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    broken = plugin(monkeypatch, "a", event_recorded=lambda event: 1 / 0)
    loaded = load(tmp_path, broken, plugin(monkeypatch, "b", event_recorded=lambda event: heard.append(event)))

    class Event:
        seq = 7

    loaded.happened(Event())
    assert [event.seq for event in heard] == [7]


def test_what_follows_from_a_change_is_done_and_a_fault_in_it_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    broken = plugin(monkeypatch, "a", follow_up=lambda context, event: 1 / 0)
    told = plugin(monkeypatch, "b", follow_up=lambda context, event: heard.append((context, event.seq)))

    class Event:
        seq = 7

    load(tmp_path, broken, told).followed("here", Event())
    assert heard == [("here", 7)]


def test_the_first_number_wins_and_the_cores_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from councilkit import defaults

    def numbered(part: Any, person: Any, sequence: int) -> str | None:
        return f"A-{sequence}" if part.code == "xx.own" else None

    points = [plugin(monkeypatch, "a", registration_number=numbered)]
    loaded = plugins.load(config.load(tmp_path), points, defaults=defaults)
    assert loaded.registration_number(part("xx.own"), None, 7) == "A-7"
    assert loaded.registration_number(part("xx.other"), None, 7) == "000007"


def test_what_is_asked_comes_in_order_of_its_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(day: int) -> Any:
        return lambda context, person_id: [Asked(person_id, date(2026, 12, day), "Text", "x", {})]

    one, two = (plugin(monkeypatch, name, things_asked=asked(day)) for name, day in (("a", 9), ("b", 3)))
    assert [each.until.day for each in load(tmp_path, one, two).asked(None, "p")] == [3, 9]


def test_what_plugins_have_for_officers_stands_in_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2026, 12, 9)

    def waiting(id: str) -> Any:
        item = WorkItem(id, "check", "Mary Smyth", id, "xx", "open", day, day, None, None, "a.check")
        return lambda context: [item]

    one, two = (plugin(monkeypatch, name, work_waiting=waiting(name)) for name in ("a", "b"))
    found = load(tmp_path, one, two).work(None)
    assert sorted((each.id, each.address) for each in found) == [
        ("a", ("a.check", {"check_id": "a"})),
        ("b", ("a.check", {"check_id": "b"})),
    ]


def test_what_plugins_find_in_an_application_stands_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(rule: str) -> Any:
        return lambda context, application: [Check(rule, "met", application["kind"])]

    one, two = (plugin(monkeypatch, name, application_evidence=found(name)) for name in ("a", "b"))
    told = load(tmp_path, one, two).evidence(None, {"kind": "entry"})
    assert [(each.rule, each.found) for each in told] == [("a", "entry"), ("b", "entry")]


def test_an_exemption_from_audits_that_refers_to_nothing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = AuditRule("one", "xx.a", "", (Exemption("award", "An award", Holds(code="award", title="", codes="xx.no")),))
    hooks = {"register_registers": lambda config: [part("xx.a")], "register_audits": lambda law: [lost]}
    with pytest.raises(SetupError, match=r"plugin 'a' cannot be used.*one\.award.*xx.no"):
        plugins.build_catalogue(load(tmp_path, plugin(monkeypatch, "a", **hooks)), config.load(tmp_path), law=Law())


@pytest.mark.parametrize(
    "opens",
    [
        Opens("xx.no", "keeps", "xx.law"),
        Opens("xx.a", "keeps", "xx.no"),
        Opens("xx.a", "keeps", "xx.law", instead_of="xx.no"),
    ],
)
def test_a_qualification_that_is_good_for_nothing_known_is_named(
    opens: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks = {
        "register_registers": lambda config: [part("xx.a")],
        "register_qualifications": lambda config: [Qualification("xx.award", "Award", "XX", opens=(opens,))],
    }
    law = Law({"xx.law": Parameter("xx.law", "A rule", unknown=Unknown("Not found."))})
    with pytest.raises(SetupError, match=r"plugin 'a' cannot be used.*xx.award.*xx.no"):
        plugins.build_catalogue(load(tmp_path, plugin(monkeypatch, "a", **hooks)), config.load(tmp_path), law=law)


def test_menu_links_come_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = plugin(monkeypatch, "a", menu_links=lambda actor, request: [Link("Late", "x", 90)])
    two = plugin(monkeypatch, "b", menu_links=lambda actor, request: [Link("Early", "y", 10)])
    assert [link.label for link in load(tmp_path, one, two).links(VISITOR, None)] == ["Early", "Late"]
