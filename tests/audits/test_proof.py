"""The file by which a draw is checked: whatever was changed afterwards is found."""

import copy
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from councilkit.audits import proof
from councilkit.audits.sampling import commitment, digest, drawn

FRAME = {"GB-BFS": [f"{n:06d}" for n in range(60)], "GB-LBC": [f"{n:06d}" for n in range(60, 75)]}
SEED = "5e" * 32


def told(**changed: Any) -> dict[str, Any]:
    sample = drawn(FRAME, SEED, "3 14 15", Decimal("0.1"))
    whole = {
        "format": proof.FORMAT,
        "reference": "S2026-001",
        "part": "ni.social_worker",
        "as_of": "2026-11-22",
        "fraction": "0.1",
        "commitment": commitment(SEED),
        "beacon": "3 14 15",
        "frame_sha256": digest(FRAME),
        "frame": copy.deepcopy(FRAME),
        "sample": {stratum: list(numbers) for stratum, numbers in sample.items()},
        "seed": SEED,
    }
    return {**whole, **changed}


def found(published: str = "", **changed: Any) -> list[str]:
    return list(proof.findings(proof.read(json.dumps(told(**changed))), published))


def test_a_sound_draw_has_no_findings() -> None:
    assert found() == []
    assert found(commitment(SEED).upper()) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"seed": "5f" * 32}, "The seed is not the one that was promised"),
        ({"seed": None}, "The seed is not revealed yet"),
        ({"frame": {"GB-BFS": FRAME["GB-BFS"]}}, "could be drawn was changed"),
        ({"beacon": "3 14 16"}, "was not drawn"),
        ({"fraction": "0.2"}, "was drawn, but is not in the sample"),
        ({"sample": {}}, "was drawn, but is not in the sample"),
    ],
)
def test_whatever_was_changed_is_found(changed: dict[str, Any], words: str) -> None:
    assert any(words in sentence for sentence in found(**changed))


def test_a_commitment_that_was_not_published_is_found() -> None:
    assert found("0" * 64) == ["The commitment in the file is not the one that you give: another seed was promised."]


@given(st.integers(0, 5), st.sampled_from(FRAME["GB-BFS"]))
def test_nobody_can_be_put_in_the_place_of_another(place: int, into: str) -> None:
    """Steering after the commitment: a sample with anybody exchanged never verifies."""
    sample = told()["sample"]
    assume(into not in sample["GB-BFS"])
    out, sample["GB-BFS"][place] = sample["GB-BFS"][place], into
    assert {sentence.partition(" ")[0] for sentence in found(sample=sample)} == {out, into}


@given(st.text("0123456789abcdef", min_size=64, max_size=64))
def test_no_other_seed_opens_the_commitment(other: str) -> None:
    if other != SEED:
        sample = {s: list(n) for s, n in drawn(FRAME, other, "3 14 15", Decimal("0.1")).items()}
        assert found(seed=other, sample=sample) == [
            "The seed is not the one that was promised: its SHA-256 is not the commitment."
        ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not a JSON file"),
        ("[]", "no proof of an audit sample"),
        (json.dumps({"format": "other"}), "no proof of an audit sample"),
        (json.dumps(told(part=None)), "“part” should be a text"),
        (json.dumps(told(seed=7)), "“seed” should be a text"),
        (json.dumps(told(fraction="2.5")), "is not a fraction"),
        (json.dumps(told(frame=["1"])), "“frame” should give a list"),
        (json.dumps(told(sample={"": [1]})), "“sample” should give a list"),
    ],
)
def test_what_is_no_proof_is_refused_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        proof.read(text)
