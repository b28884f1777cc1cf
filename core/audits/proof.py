"""The file by which a draw is checked without the council: what was promised, the frame, the sample and the seed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from councilkit.audits.model import stage
from councilkit.audits.sampling import Frame, commitment, digest, drawn, read_fraction

FORMAT = "councilkit-audit-sample/1"
METHOD = (
    "commitment = SHA-256(seed); priority = HMAC-SHA256(key seed, beacon + newline + number); of each stratum the "
    "smallest priorities are drawn: fraction x eligible, rounded half up, at least one"
)
_TEXTS = ("reference", "part", "as_of", "fraction", "commitment", "beacon", "frame_sha256")


@dataclass(frozen=True)
class Proof:
    """A draw as a file tells it; `seed` is empty until the council reveals it."""

    reference: str
    part: str
    as_of: str
    fraction: Decimal
    commitment: str
    beacon: str
    frame_sha256: str
    frame: Frame
    sample: Frame
    seed: str = ""


def read(text: str) -> Proof:
    """The proof in a file's text; raises ValueError with a sentence that names what is wrong."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ValueError(f"This is not a JSON file: {error}.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(f"This is no proof of an audit sample: its “format” should be “{FORMAT}”.")
    for name in _TEXTS:
        if not isinstance(found.get(name), str):
            raise ValueError(f"“{name}” should be a text.")
    texts = {name: found[name] for name in _TEXTS if name != "fraction"}
    frame, sample = _frame(found, "frame"), _frame(found, "sample")
    return Proof(**texts, frame=frame, sample=sample, fraction=read_fraction(found["fraction"]), seed=_seed(found))


def _seed(found: Mapping[str, Any]) -> str:
    seed = found.get("seed") or ""
    if not isinstance(seed, str):
        raise ValueError("“seed” should be a text, or null before it is revealed.")
    return seed


def _frame(found: Mapping[str, Any], name: str) -> Frame:
    value = found.get(name)
    good = isinstance(value, dict) and all(
        isinstance(numbers, list) and all(isinstance(number, str) for number in numbers) for numbers in value.values()
    )
    if not good or not isinstance(value, dict):
        raise ValueError(f"“{name}” should give a list of registration numbers for each stratum.")
    return value


def findings(proof: Proof, published: str = "") -> Iterator[str]:
    """What does not hold, in a sentence each; nothing for a sound draw.

    `published` is the commitment that the reader kept from before the draw.
    """
    if published and published.strip().lower() != proof.commitment:
        yield "The commitment in the file is not the one that you give: another seed was promised."
    if digest(proof.frame) != proof.frame_sha256:
        yield "The list of those who could be drawn was changed: its SHA-256 is not the one in the file."
    if not proof.seed:
        yield "The seed is not revealed yet, so the draw cannot be recomputed. Ask again after the council reveals it."
        return
    if commitment(proof.seed) != proof.commitment:
        yield "The seed is not the one that was promised: its SHA-256 is not the commitment."
    yield from _differences(proof)


def _differences(proof: Proof) -> Iterator[str]:
    right = drawn(proof.frame, proof.seed, proof.beacon, proof.fraction)
    for stratum in sorted({*right, *proof.sample}):
        wanted, told = set(right.get(stratum, ())), set(proof.sample.get(stratum, ()))
        for number in sorted(told - wanted):
            yield f"{number} ({stratum or 'all'}) is in the sample, but was not drawn."
        for number in sorted(wanted - told):
            yield f"{number} ({stratum or 'all'}) was drawn, but is not in the sample."
        if len(proof.sample.get(stratum, ())) != len(told):
            yield f"A number stands in the sample of “{stratum or 'all'}” more than once."


def as_record(audit: Mapping[str, Any]) -> dict[str, Any]:
    """What everybody may know of an audit, as JSON; not the seed, which tells who of the register was drawn."""
    same = ("reference", "part", "fraction", "fraction_from", "strata_by", "strata", "exempt", "commitment")
    moments = ("committed_at", "drawn_at", "revealed_at")
    return {
        **{name: audit[name] for name in same},
        "stage": stage(audit),
        "as_of": audit["as_of"].isoformat(),
        **{name: audit[name].isoformat() if audit[name] else None for name in moments},
        "frame_sha256": audit["frame_sha256"],
        "beacon_source": audit["beacon_source"],
        "beacon": audit["beacon"],
    }


def as_proof(council: str, audit: Mapping[str, Any], frame: Frame, sample: Frame) -> dict[str, Any]:
    """The same with the seed, null until it is revealed, the frame and the sample, as the file holds it."""
    about = {"format": FORMAT, "method": METHOD, "council": council}
    told = {"seed": audit["revealed"] or None, "sample": dict(sample), "frame": dict(frame)}
    return {**about, **as_record(audit), **told}
