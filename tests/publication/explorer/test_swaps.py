"""A new release takes the place of the old one while people read."""

import json
import os
import threading
from collections.abc import Callable

from werkzeug.test import Client, EnvironBuilder

from councilkit.context import Context
from councilkit.publication import services
from councilkit.publication.explorer.frame import frame
from councilkit.publication.explorer.swap import Explorer


def test_before_the_first_release_there_is_nothing_to_answer(ctx: Context) -> None:
    explorer = Explorer(services.shelf(ctx.config), frame(ctx.config))
    assert explorer(EnvironBuilder(path="/data/").get_environ(), lambda *a: None) is None


def test_a_new_release_is_served_at_the_next_request(
    browser: Client, register: Context, entered: Callable[..., str]
) -> None:
    assert browser.get("/data/public/register.json").json["filtered_table_rows_count"] == 12  # type: ignore[index]
    tag = browser.get("/data/public/register").headers["ETag"]
    entered(register, "New", "Comer")
    services.publish(register)
    assert browser.get("/data/public/register.json").json["filtered_table_rows_count"] == 13  # type: ignore[index]
    assert browser.get("/data/public/register", headers={"If-None-Match": tag}).status_code == 200


def test_the_old_release_finishes_its_readers_before_it_is_closed(
    explorer: Explorer, register: Context, entered: Callable[..., str]
) -> None:
    old = explorer._enter()
    assert old is not None
    entered(register, "New", "Comer")
    services.publish(register)
    assert Client(explorer).get("/data/").status_code == 200
    environ = EnvironBuilder(path="/data/public/register.json").get_environ()
    assert json.loads(b"".join(old.answers(environ, lambda *a: None)))["filtered_table_rows_count"] == 12
    explorer._leave(old)
    assert old.datasette.executor._shutdown


def test_swaps_leave_no_files_open(explorer: Explorer, register: Context, entered: Callable[..., str]) -> None:
    browser = Client(explorer)
    counts = []
    for number in range(8):
        entered(register, "New", f"Comer {number}")
        services.publish(register)
        for _ in range(4):
            assert browser.get("/data/public/register").status_code == 200
        counts.append(len(os.listdir("/proc/self/fd")))
    assert counts[-1] <= counts[2] + 2


def test_a_release_that_cannot_be_opened_leaves_the_one_before(explorer: Explorer, register: Context) -> None:
    browser = Client(explorer)
    assert browser.get("/data/").status_code == 200
    shelf = services.shelf(register.config)
    (shelf.folder / "2026-11-22-9").mkdir()
    shelf.show("2026-11-22-9")
    for _ in range(3):
        assert browser.get("/data/").headers["X-Release"] == "2026-11-22-1"


def test_many_readers_and_swaps_at_once_never_fail(
    explorer: Explorer, register: Context, entered: Callable[..., str]
) -> None:
    stop, bad = threading.Event(), []

    def read() -> None:
        browser = Client(explorer)
        while not stop.is_set():
            answer = browser.get("/data/public/register.json?_size=5")
            if answer.status_code != 200:
                bad.append(answer.text)

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    names = set()
    for number in range(4):
        entered(register, "New", f"Comer {number}")
        names.add(services.publish(register).name)
    stop.set()
    for reader in readers:
        reader.join()
    assert bad == []
    assert len(names) == 4
