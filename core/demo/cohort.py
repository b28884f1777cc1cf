"""Holds a cohort in the demonstration: started and at mid-point answered, at the end in part; everybody is invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from councilkit.censuses import forms
from councilkit.censuses.importing import bring_in
from councilkit.cohorts import services, store, surveys
from councilkit.cohorts.model import FINISHED, LEARNER, LEFT, CohortSurveys, Wave, round_code
from councilkit.context import Actor, Context
from councilkit.demo.census import Invited
from councilkit.demo.chance import chance, common, in_hours
from councilkit.demo.model import CohortPlan
from councilkit.demo.respondent import answers
from councilkit.demo.signins import account_id
from councilkit.register.tables import organisations

AGO = (44, 22, 3)  # days ago on which the learner waves were held
AHEAD = 12  # days until the planned end
Step = tuple[date, Callable[[Context], None]]


@dataclass
class Held:
    """A cohort on its way; `invited` are surveys that a visitor of the demonstration may fill in."""

    plan: CohortPlan
    seed: int
    marks: list[str] = field(default_factory=list)
    invited: list[Invited] = field(default_factory=list)

    def steps(self, today: date) -> Iterator[Step]:
        """Each step with its day."""
        first, *others = AGO
        yield today - timedelta(days=first), self._begin
        for ago, wave in zip(others, list(self.plan.answered)[1:], strict=False):
            yield today - timedelta(days=ago), self._later(wave)

    def _officer(self, ctx: Context) -> Context:
        return ctx.acting(Actor(account_id(self.seed, "registrar"), "Registrar", frozenset({"registrar"})))

    def _begin(self, ctx: Context) -> None:
        plan, office = self.plan, self._officer(ctx)
        about = {"title": plan.programme_title, "qualification": plan.qualification, "surveys": plan.surveys}
        services.make_programme(office, {"code": plan.programme, **about})
        days = {"starts_on": ctx.today(), "ends_on": ctx.today() + timedelta(days=AGO[0] + AHEAD)}
        sites = "\n".join(name for name, _ in plan.sites)
        cohort = {"programme": plan.programme, "code": plan.code, "title": plan.title, "sites": sites, **days}
        services.make_cohort(office, cohort)
        self._invent(office)
        self.marks = list(self._enrol(office))
        self._hold(ctx, next(iter(plan.answered)))

    def _invent(self, office: Context) -> None:
        """Its sites are as invented as everybody else."""
        with office.change("cohorts.invented", self.plan.code) as change:
            for site in services.read_cohort(office, self.plan.code).sites:
                change.update(organisations, site["organisation_id"], {"invented": True})

    def _enrol(self, office: Context) -> Iterator[str]:
        rng, names = chance(self.seed, "cohort", self.plan.code), self.plan.names
        sites = services.read_cohort(office, self.plan.code).sites
        places = [site["id"] for site, (_, count) in zip(sites, self.plan.sites, strict=True) for _ in range(count)]
        families = rng.sample(names.families, len(places))
        for number, (place, family) in enumerate(zip(places, families, strict=True), 1):
            given = common(rng, names.women if rng.random() < 0.8 else names.men)
            data = {"site": place, "name": f"{given} {family}", "started_on": office.today()}
            yield services.enrol(office, self.plan.code, data | {"email": f"learner{number}@example.org"})

    def _later(self, wave: str) -> Callable[[Context], None]:
        def step(ctx: Context) -> None:
            for mark in self._of(self.plan.left) if wave == list(self.plan.answered)[1] else ():
                self._stands(ctx, mark, LEFT, "Found another job.")
            if wave == list(self.plan.answered)[-1]:
                for mark in self._of(self.plan.finished):
                    self._stands(ctx, mark, FINISHED)
            self._hold(ctx, wave)

        return step

    def _of(self, places: Sequence[int]) -> list[str]:
        return [self.marks[place] for place in places]

    def _stands(self, ctx: Context, mark: str, status: str, reason: str = "") -> None:
        data = {"version": 1, "status": status, "on": ctx.today() - timedelta(days=1), "reason": reason}
        services.set_status(self._officer(ctx), self.plan.code, mark, data)

    def _hold(self, ctx: Context, code: str) -> None:
        """Open a wave, bring in what was answered, and make links for the others."""
        office = self._officer(ctx)
        wave = ctx.catalogue.get(CohortSurveys, self.plan.surveys).wave(code)
        surveys.open_wave(office, self.plan.code, code)
        self._answered(ctx, wave)
        made = surveys.make_links(office, self.plan.code, code)
        held = round_code(self.plan.code, code)
        if code != list(self.plan.answered)[-1]:
            surveys.close_wave(office, self.plan.code, code)
            return
        self.invited += [Invited(held, wave.form, link.code) for link in made[:1]]
        for other in ctx.catalogue.get(CohortSurveys, self.plan.surveys).waves:
            if other.who != LEARNER:
                surveys.open_wave(office, self.plan.code, other.code)
                (link, *_) = surveys.make_links(office, self.plan.code, other.code)
                self.invited.append(Invited(round_code(self.plan.code, other.code), other.form, link.code))

    def _answered(self, ctx: Context, wave: Wave) -> None:
        held = round_code(self.plan.code, wave.code)
        with ctx.reading() as connection:
            row = store.waves_of(connection, services.find(connection, self.plan.code)["id"])[wave.code]
        form = forms.form_of(ctx.config.home, row["forms"], wave.form)
        rows = []
        for place in self.plan.answered[wave.code]:
            liked = self.plan.likes(wave.code, chance(self.seed, "cohort", self.plan.code, place))
            rng = chance(self.seed, "cohort", held, place)
            sent = in_hours(rng, ctx.today())
            rows.append((self.marks[place], answers(form, liked, rng, sent.replace(tzinfo=None)), sent))
        bring_in(ctx, held, wave.form, rows)
