"""The page of the register's words: every status has its place, and entries lead there."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.register.tables import orders
from councilkit.standing.glossary import CHAPTERS
from councilkit.standing.model import MEANING, WORDS

ORDERS = {"conditions": "ni.conditions", "suspended": "ni.suspension", "removed": "ni.removal"}


def test_every_status_is_explained_in_the_words_of_the_entry(client: Any) -> None:
    page = client.get("/glossary").text
    for code, word in WORDS.items():
        assert f'id="{code}"' in page
        assert word in page
        assert MEANING[code] in page


def test_every_word_has_a_place_of_its_own(client: Any) -> None:
    places = re.findall(r'\bid="([\w-]+)"', client.get("/glossary").text)
    assert len(places) == len(set(places))
    assert {each.code for chapter in CHAPTERS for each in chapter.words} <= set(places)


def test_every_page_leads_there(client: Any) -> None:
    assert 'href="/glossary"' in client.get("/").text
    assert 'href="/glossary"' in client.get("/no-such-page").text


@pytest.mark.parametrize("effect", ["", *ORDERS])
def test_an_entry_leads_to_its_status(client: Any, ctx: Context, enter: Callable[..., Any], effect: str) -> None:
    file = enter("Mary Smyth")
    if effect:
        row = {"registration_id": file.registrations[0]["id"], "kind": ORDERS[effect], "effect": effect}
        with ctx.change("register.test", "x") as change:
            change.insert(orders, {**row, "starts_on": date(2026, 1, 1)})
    page = client.get(f"/register/{file.person['public_id']}").text
    (place,) = re.findall(r'href="/glossary#(\w+)"', page)
    assert place == (effect or "registered")
