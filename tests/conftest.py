"""Fixtures: a council on SQLite or PostgreSQL with a clock that stands still, its web application, the shared data."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from councilkit import config as settings
from councilkit import law, opening, plugins
from councilkit.accounts import services
from councilkit.context import SYSTEM, Actor, Context, Council
from councilkit.cpd.reading import target
from councilkit.database import new_id
from councilkit.register.services.registrations import find_registration

pytest_plugins = ["tests.databases"]
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")  # a slow machine fails no test
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


class CompiledTemplates(BytecodeCache):
    """Templates compiled in this process, by name and text: each is compiled once, not once for each application."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def quick() -> Iterator[None]:
    """What every council and application makes anew is made once in a process; passwords are hashed cheaply.

    That is: the law and the list of the plugins, compiled templates, and the code that builds addresses.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(law, "load", lru_cache(law.load))
        patch.setattr(plugins, "entry_points", lru_cache(plugins.entry_points))
        patch.setattr(services, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        patch.setitem(Flask.jinja_options, "bytecode_cache", CompiledTemplates())
        patch.setattr(Rule, "_compile_builder", _once_a_rule(Rule._compile_builder))
        yield


def _once_a_rule(compiled: Callable[..., Any]) -> Callable[..., Any]:
    """The compiler of routing rules, which remembers: what it makes depends on the rule's text and defaults alone."""
    known: dict[Any, Any] = {}

    def remembered(rule: Rule, append_unknown: bool = True) -> Any:
        key = (tuple(rule._trace), tuple((rule.defaults or {}).items()), append_unknown)
        if key not in known:
            known[key] = compiled(rule, append_unknown)
        return known[key]

    return remembered


both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def make_council(
    tmp_path: Path, database_url: str, empty_tables: Path, postgres_tables: str, ready: Callable[..., None]
) -> Iterator[Callable[..., Council]]:
    """Makes councils in folders of their own, with all plugins and a clock that stands at NOW."""
    made: list[Council] = []

    def make(name: str = "council", now: datetime = NOW, **flags: Any) -> Council:
        opening.make_folder(tmp_path / name, '[council]\nname = "Test Council"\n')
        config = settings.load(tmp_path / name, {"database_url": database_url, **flags})
        council = opening.assemble(config, clock=lambda: now)
        ready(council.database.engine)
        if council.database.url.database == str(tmp_path / name / "council.db"):
            shutil.copyfile(empty_tables, tmp_path / name / "council.db")
        elif not made:  # every council of a test is on the same PostgreSQL
            with council.database.writing() as connection:
                connection.exec_driver_sql(postgres_tables)
        made.append(council)
        return council

    yield make
    for council in made:
        council.database.close()


@pytest.fixture
def council(make_council: Callable[..., Council]) -> Council:
    """An empty council."""
    return make_council()


@pytest.fixture
def ctx(council: Council) -> Context:
    """The system itself at work in the empty council."""
    return council.acting(SYSTEM)


@pytest.fixture
def acting(council: Council) -> Callable[..., Context]:
    """Somebody with the given roles at work: `acting("registrar")`."""

    def act(*roles: str, **more: Any) -> Context:
        return council.acting(
            Actor(more.pop("id", new_id()), more.pop("name", "Test Person"), frozenset(roles), **more)
        )

    return act


@pytest.fixture
def app(council: Council) -> Any:
    """The web application of the empty council."""
    from councilkit.app import create_app

    app = create_app(council)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    return app


def learner(ctx: Context, registration_id: str) -> Any:
    """The registration that learning is logged for, as its own room reads it."""
    return target(ctx, find_registration(ctx, registration_id)["person_id"], registration_id).row


@pytest.fixture
def client(app: Any) -> Any:
    """A visitor's browser."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Any, ctx: Context) -> Callable[..., Any]:
    """A browser signed in with the given roles: `sign_in("registrar")`, `sign_in("registrant", person_id=...)`."""
    return partial(_signed_in, app, ctx)


def _signed_in(
    app: Any,
    ctx: Context,
    *roles: str,
    person_id: str | None = None,
    organisation_id: str | None = None,
    name: str = "Test Person",
) -> Any:
    from councilkit.accounts.tables import accounts

    account, mark = new_id(), new_id()
    row = {"id": account, "email": f"{account}@example.org", "name": name, "roles": list(roles), "session": mark}
    with ctx.change("accounts.test", account) as change:
        change.insert(accounts, {**row, "person_id": person_id, "organisation_id": organisation_id})
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = f"{account}:{mark}"
        session["_fresh"] = True
    client.account_id = account
    return client


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared example data; tests that need it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("the shared example data is not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def entered() -> Callable[..., str]:
    """Writes an invented person's entry as rows, without the services: `entered(ctx, "Ștefan", "Țurcanu", number="7")`.

    Also `part`, `since`, `until`, `area`, `public_id`, `learning=[(day, hours)]`, `orders=["conditions"]` and
    `scripts=[("สมชาย", "ใจดี", "th")]`; gives the registration's id.
    """
    return _entered


def _entered(
    ctx: Context, given: str, family: str, *, number: str = "", part: str = "ro.social_worker", **more: Any
) -> str:
    from councilkit.cpd.tables import records
    from councilkit.register import tables
    from councilkit.register.names import searched

    mark = new_id()
    person = {"public_id": more.get("public_id", f"SW-{mark[:8]}"), "given_names": given, "family_name": family}
    person |= {
        **searched(given, family),
        "area_code": more.get("area", "RO-CJ"),
        "email": "hidden@example.org",
    }
    with ctx.change("test.entered", mark) as change:
        owner = change.insert(tables.persons, person | {"date_of_birth": date(1980, 2, 3), "invented": True})
        dates = {"registered_on": more.get("since", date(2019, 5, 3)), "expires_on": more.get("until")}
        entry = change.insert(
            tables.registrations, {"person_id": owner, "part": part, "number": number or mark[:8].upper(), **dates}
        )
        award = {"person_id": owner, "award": "BSc Social Work", "country": "RO", "awarded_year": 2017}
        change.insert(tables.qualifications, award)
        for first, last, language in more.get("scripts", ()):
            name = {
                "given_names": first,
                "family_name": last,
                "language": language,
                **searched(first, last),
            }
            change.insert(tables.person_names, {"person_id": owner, "kind": "script", **name})
        for day, amount in more.get("learning", ()):
            log = {"registration_id": entry, "on": day, "title": "Talk about a case", "amount": amount, "unit": "hour"}
            change.insert(records, log | {"fingerprint": new_id() * 2, "logged_at": ctx.now()})
        for effect in more.get("orders", ()):
            order = {
                "registration_id": entry,
                "kind": more.get("order_kind", "test"),
                "effect": effect,
                "starts_on": date(2026, 1, 1),
            }
            change.insert(tables.orders, order | {"public_wording": "Works under supervision."})
    return entry


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running Chromium; skips where none is installed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no Chromium on this machine: install Debian's package chromium to run the browser tests")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()
