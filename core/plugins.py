"""Finds, checks and orders plugins; the only caller of the hooks."""

import importlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from councilkit import catalogue, declared, hookspecs
from councilkit.api import Asked, Check, Link, PluginInfo, WorkItem
from councilkit.config import Config
from councilkit.context import Actor
from councilkit.errors import SetupError

GROUP = "councilkit"
log = logging.getLogger("councilkit.plugins")

# what is collected once the configuration is known, and what needs the law
FROM_CONFIG = (
    "register_registers",
    "register_qualifications",
    "register_conditions",
    "register_order_kinds",
    "register_censuses",
    "register_cohort_surveys",
    "register_publications",
    "register_documents",
)
FROM_LAW = (
    "register_learning_frameworks",
    "register_requirements",
    "register_qualification_plans",
    "register_audits",
)


@dataclass(frozen=True)
class Plugin:
    """A loaded plugin: who it is, its package and its folder."""

    info: PluginInfo
    module: ModuleType
    origin: str

    @property
    def folder(self) -> Path:
        """Where templates, static files, translations, law and migrations are found by name."""
        return Path(str(self.module.__file__)).parent

    def folders(self, name: str) -> list[Path]:
        """The plugin's folder of that name, if it has one."""
        path = self.folder / name
        return [path] if path.is_dir() else []


@dataclass
class Plugins:
    """The loaded plugins and their hooks."""

    manager: pluggy.PluginManager
    loaded: list[Plugin] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    def answers(self, hook: str, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """(plugin code, answer) of every implementation, ordered by plugin code, the core's own first."""
        implementations = getattr(self.manager.hook, hook).get_hookimpls()
        for each in sorted(implementations, key=lambda i: (i.plugin_name != "core", i.plugin_name)):
            yield each.plugin_name, each.function(*[arguments[name] for name in each.argnames])

    def collect(self, hooks: Sequence[str], **arguments: Any) -> list[tuple[str, Any]]:
        """Every value that the plugins declare through these hooks."""
        found: list[tuple[str, Any]] = []
        for hook in hooks:
            for plugin, values in self.answers(hook, **arguments):
                found.extend((plugin, value) for value in values or ())
        return found

    def permits(self, actor: Actor, action: str, subject: Any) -> bool:
        """False when any plugin forbids the action."""
        return all(
            answer is not False for _, answer in self.answers("permit", actor=actor, action=action, subject=subject)
        )

    def happened(self, event: Any) -> None:
        """Tell the plugins of a committed change; their errors are logged and change nothing."""
        self._tell("event_recorded", event, event=event)

    def followed(self, context: Any, event: Any) -> None:
        """Let plugins do what follows from a committed change; their errors are logged and change nothing."""
        self._tell("follow_up", event, context=context, event=event)

    def _tell(self, hook: str, told: Any, **arguments: Any) -> None:
        for each in getattr(self.manager.hook, hook).get_hookimpls():
            try:
                each.function(*[arguments[name] for name in each.argnames])
            except Exception:  # a plugin's fault after the commit must not look like a failed change
                log.exception("Plugin %s failed on event %s", each.plugin_name, told.seq)

    def registration_number(self, part: Any, person: Any, sequence: int) -> str:
        """The number of a new registration."""
        return str(self.manager.hook.registration_number(part=part, person=person, sequence=sequence))

    def links(self, actor: Actor, request: Any) -> list[Link]:
        """Menu links of the plugins for this actor, in order."""
        found = [link for _, links in self.answers("menu_links", actor=actor, request=request) for link in links or ()]
        return sorted(found, key=lambda link: (link.order, link.label))

    def asked(self, context: Any, person_id: str) -> list[Asked]:
        """What the council waits for from a person, the earliest first."""
        answers = self.answers("things_asked", context=context, person_id=person_id)
        return sorted((each for _, asked in answers for each in asked or ()), key=lambda each: each.until)

    def work(self, context: Any) -> list[WorkItem]:
        """What waits for officers besides what the register itself knows of."""
        return [each for _, waiting in self.answers("work_waiting", context=context) for each in waiting or ()]

    def evidence(self, context: Any, application: Any) -> list[Check]:
        """What rules find in an application."""
        answers = self.answers("application_evidence", context=context, application=application)
        return [each for _, found in answers for each in found or ()]


def load(config: Config, points: Sequence[EntryPoint] | None = None, defaults: ModuleType | None = None) -> Plugins:
    """Load every installed and enabled plugin; raises SetupError naming the plugin that cannot be used."""
    manager = pluggy.PluginManager("councilkit")
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(manager)
    if defaults is not None:
        manager.register(defaults, "core")
    for point in sorted(points if points is not None else entry_points(group=GROUP), key=lambda p: p.name):
        if not config.plugins_enabled or point.name in config.plugins_enabled:
            _load_one(plugins, point, config)
    _require_enabled(plugins, config)
    return plugins


def _load_one(plugins: Plugins, point: EntryPoint, config: Config) -> None:
    try:
        module = point.load()
        hooks = importlib.import_module(f"{module.__name__}.hooks")
        info = hooks.plugin_info(config)
        _check(info, point.name)
        plugins.manager.register(hooks, point.name)
        plugins.manager.check_pending()
    except Exception as error:
        sentence = f"The plugin '{point.name}' ({point.value}) cannot be used: {type(error).__name__}: {error}"
        if not config.plugins_skip_failing:
            raise SetupError(
                f"{sentence}. Mend it, leave it out with plugins.enabled, or set plugins.skip_failing = true."
            ) from error
        log.warning("%s. Going on without it.", sentence)
        plugins.failed[point.name] = sentence
        plugins.manager.set_blocked(point.name)
        if plugins.manager.get_plugin(point.name):
            plugins.manager.unregister(name=point.name)
        return
    distribution = point.dist
    origin = f"{distribution.name} {distribution.version}" if distribution else point.value
    plugins.loaded.append(Plugin(info, module, origin))


def _check(info: PluginInfo, name: str) -> None:
    if info.api != hookspecs.API:
        raise SetupError(f"it was written for api {info.api}, this councilkit has api {hookspecs.API}")
    if info.code != name:
        raise SetupError(f"it calls itself '{info.code}' but is installed under the name '{name}'")


def _require_enabled(plugins: Plugins, config: Config) -> None:
    known = {plugin.info.code for plugin in plugins.loaded} | set(plugins.failed)
    missing = [code for code in config.plugins_enabled if code not in known]
    if missing:
        names = ", ".join(sorted(known)) or "none"
        raise SetupError(f"plugins.enabled names '{missing[0]}', which is not installed. Installed: {names}.")


def build_catalogue(plugins: Plugins, config: Config, law: Any) -> catalogue.Catalogue:
    """Collect everything the plugins declare; a code declared twice is a SetupError that names both plugins."""
    values = plugins.collect(FROM_CONFIG, config=config) + plugins.collect(FROM_LAW, law=law)
    try:
        built = catalogue.build(values)
    except ValueError as error:
        raise SetupError(str(error)) from None
    declared.check(built, law)
    return built
