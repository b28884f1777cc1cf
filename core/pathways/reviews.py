"""Reviews of portfolios: their states, who may do what in each, and how their steps read. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from councilkit.pathways.portfolio import Portfolio, unpacked
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
LINK_DAYS = 30

STATES: Mapping[str, tuple[str, str]] = {  # kind of tag, words
    "asked": ("waiting", N_("Sent, not answered yet")),
    "more": ("open", N_("More is asked for")),
    "agreed": ("done", N_("Agreed")),
    "withdrawn": ("ended", N_("Taken back")),
}
STEPS: Mapping[str, str] = {
    "asked": N_("Sent for review"),
    "more": N_("More was asked for"),
    "answered": N_("Sent again"),
    "link": N_("A new link was made"),
    "agreed": N_("Agreed"),
    "withdrawn": N_("Taken back"),
}
# verb -> the states in which it is allowed, and the state that follows
VERBS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "agreed": (("asked",), "agreed"),
    "more": (("asked",), "more"),
    "answered": (("more",), "asked"),
    "link": (("asked",), "asked"),
    "withdrawn": (("asked", "more"), "withdrawn"),
}
BY_LINK = N_("Answered by a one-time link. Who used it was not checked.")
OVER = N_("This review has moved on. Nothing was changed: look at it again.")


def after(verb: str, state: str) -> str | None:
    """The state that follows a verb; None where it is not allowed in this state."""
    allowed, following = VERBS[verb]
    return following if state in allowed else None


@dataclass(frozen=True)
class Review:
    """A review with its steps, the oldest first, and the portfolio as it was sent last."""

    row: Row
    steps: tuple[Row, ...]

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def state(self) -> str:
        return str(self.row["state"])

    @property
    def by_link(self) -> bool:
        """Whether the supervisor has a one-time link and no account."""
        return not self.row["supervisor"]

    @property
    def portfolio(self) -> Portfolio:
        return unpacked(self.row["sent"])

    @property
    def sentence(self) -> Sentence:
        """How the review stands, for both sides."""
        words = {
            "asked": N_("Sent to %(name)s. Not answered yet."),
            "more": N_("%(name)s asks for more."),
            "agreed": N_("%(name)s agrees with this portfolio."),
            "withdrawn": N_("Taken back from %(name)s."),
        }
        return Sentence(words[self.state], name=self.row["supervisor_name"])

    @property
    def caveat(self) -> str:
        """What a reader must know of an answer that came by a link; "" for all others."""
        answered = any(step["kind"] in ("more", "agreed") for step in self.steps)
        return BY_LINK if self.by_link and answered else ""

    @property
    def comments(self) -> Mapping[str, str]:
        """What the supervisor said last of each standard."""
        said: dict[str, str] = {}
        for step in self.steps:
            said |= {code: text for code, text in step["comments"].items() if text}
        return said

    def timeline(self) -> list[dict[str, Any]]:
        """The steps in words, the newest first."""
        return [
            {"title": STEPS[step["kind"]], "who": step["by_name"], "when": step["taken_at"], "text": step["note"],
             "changed": [f"{code}: {text}" for code, text in step["comments"].items() if text]}
            for step in reversed(self.steps)
        ]  # fmt: skip


def together(rows: Iterable[Row], steps: Sequence[Row]) -> list[Review]:
    """Reviews with their own steps."""
    return [Review(row, tuple(step for step in steps if step["portfolio_review_id"] == row["id"])) for row in rows]
