"""A demonstration council served as a newcomer would have it, and browsers that check every page they open."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What a page is made of for axe: each element as it stands in its parent, whatever its words are.
PARTS = """() => {
    const named = (e) => e ? [
        e.tagName, e.getAttribute('class'), e.getAttribute('type'), !e.textContent.trim(),
        ...[...e.attributes].map((a) => a.name).filter((n) => n === 'role' || n.startsWith('aria-') || n === 'style'),
    ].join(' ') : '';
    const screen = [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches].join(' ');
    const within = (e) => [screen, named(e.parentElement), named(e)].join('>');
    return [...new Set([...document.querySelectorAll('*')].map(within))];
}"""
seen_by_axe: set[str] = set()
COMMAND = str(Path(sys.executable).with_name("councilkit"))


@dataclass(frozen=True)
class Served:
    """A running council: its address and folder, and how to type a command in it."""

    address: str
    home: Path

    def run(self, *arguments: str) -> str:
        """What a command prints; its failure fails the test."""
        done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, env=_environment(self))
        assert done.returncode == 0, done.stderr
        return done.stdout


def _environment(served: Served) -> dict[str, str]:
    return {**os.environ, "COUNCILKIT_HOME": str(served.home), "COUNCILKIT_SERVER_PUBLIC_URL": served.address}


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration council on a port of its own, two workers."""
    if not (shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")):
        pytest.skip("no Chromium on this machine: install Debian's package chromium to run the browser tests")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        served = Served(f"http://127.0.0.1:{free.getsockname()[1]}", tmp_path_factory.mktemp("served") / "demo")
    served.run("demo", "--registrants", "150")
    port = served.address.rpartition(":")[2]
    server = subprocess.Popen([COMMAND, "serve", "--port", port], env=_environment(served))
    try:
        _wait(served.address + "/healthz")
        yield served
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture
def browser(chromium: Any, served: Served) -> Iterator[Callable[..., "Visitor"]]:
    """Opens a browser of its own: `browser()` for a visitor, `browser("registrar", width=390)` signed in."""
    contexts = []

    def opened(name: str | None = None, width: int = 1280, **options: Any) -> Visitor:
        context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=served.address, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        visitor = Visitor(context.new_page(), scripts=options.get("java_script_enabled", True))
        if name:
            visitor.sign_in(name)
        return visitor

    yield opened
    for context in contexts:
        context.close()


class Visitor:
    """Somebody at a browser; axe checks every page on which they find something that it has not seen on this screen."""

    def __init__(self, page: Any, scripts: bool = True) -> None:
        self.page = page
        self.scripts = scripts
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def sign_in(self, name: str) -> None:
        """Sign in as somebody of the demonstration."""
        self.go("/sign-in?lang=en")  # a language that somebody chose before is kept on the account
        self.page.get_by_label("Email address").fill(f"{name}@example.org")
        self.page.get_by_label("Password", exact=True).fill(f"demo-{name}-1")
        self.press("Sign in")

    def go(self, path: str, status: int = 200) -> None:
        """Open a page."""
        answer = self.page.goto(path)
        assert answer.status == status, f"{path}: {answer.status}"
        self.check()

    def press(self, name: str) -> None:
        """Press a button of the page's own part and wait for what comes."""
        self.page.locator("main").get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        self.check()

    def follow(self, name: str) -> None:
        """Follow a link."""
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        self.check()

    @property
    def text(self) -> str:
        """What stands in the page's own part."""
        return str(self.page.locator("main").inner_text())

    def check(self) -> None:
        """No accessibility fault that axe knows, no script error, nothing wider than the screen."""
        if not self.scripts:  # axe is a script too
            return
        parts = set(self.page.evaluate(PARTS))
        if parts - seen_by_axe:
            self._ask_axe()
            seen_by_axe.update(parts)
        assert self.errors == []
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} pixels wider than the screen"

    def _ask_axe(self) -> None:
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, options={"runOnly": STANDARDS})
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
