"""What is typed when a run is planned: clock times of Berlin, as many dates as there are rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars import clock
from courses.catalogue.models import Offer
from courses.sessions import rules
from courses.sessions.models import Run, Session
from courses.sessions.planning import Obstacle, Plan, Slot
from lms.kit.moments import MomentField
from lms.people.models import User

ROWS_AT_FIRST = 3
MORE_ROWS = 3
MOST_ROWS = 30


class TrainerChoice(forms.ModelChoiceField[User]):
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name()


def trainers(*, besides: User | None = None) -> models.QuerySet[User]:
    """Everybody who may lead a run, by name; ``besides`` is kept, even if no trainer any more."""
    found = User.objects.filter(is_active=True, programme_roles__role="trainer")
    if besides is not None:
        found = found | User.objects.filter(pk=besides.pk)
    return found.distinct().order_by("family_name", "given_name", "pk")


class PlaceForm(forms.Form):
    """What a run has apart from its dates: trainer, seats, and where it takes place."""

    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, max_value=1000)
    venue = forms.CharField(
        label=gettext_lazy("Venue"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only people with a seat see it, and only after logging in."),
    )
    online_link = forms.URLField(
        label=gettext_lazy("Link to the online room"),
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": gettext_lazy("Enter an address that begins with https:// or http://.")},
        help_text=gettext_lazy("Only people with a seat see it, and only after logging in."),
    )

    def __init__(
        self, data: Any = None, *, offer: Offer, by: User, run: Run | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        usual = {"seats": offer.max_seats, "trainer": by.pk} | (self._of_run(run) if run else {})
        super().__init__(data, initial=usual | (initial or {}))
        self.default_trainer = run.trainer if run else by
        if rules.may_choose_trainer(by):
            self.fields["trainer"] = TrainerChoice(
                label=_("Trainer"), queryset=trainers(besides=run.trainer if run else None)
            )
            self.order_fields(["trainer"])
        wanted, other = ("online_link", "venue") if offer.is_online() else ("venue", "online_link")
        self.fields[wanted].required = True
        del self.fields[other]

    @staticmethod
    def _of_run(run: Run) -> dict[str, Any]:
        return {
            "trainer": run.trainer_id,
            "seats": run.seats,
            "venue": run.venue,
            "online_link": run.online_link,
        }

    def facts(self) -> dict[str, Any]:
        """Trainer, seats, venue and link as typed; without a choice of trainer, the one who plans."""
        typed = self.cleaned_data
        return {
            "trainer": typed.get("trainer") or self.default_trainer,
            "seats": typed["seats"],
            "venue": typed.get("venue", ""),
            "online_link": typed.get("online_link", ""),
        }


class DateForm(forms.Form):
    """A single date: day, from, to, and the breaks within."""

    day = forms.DateField(label=gettext_lazy("Day"))
    begins = forms.TimeField(label=gettext_lazy("Begins"))
    ends = forms.TimeField(label=gettext_lazy("Ends"))
    break_minutes = forms.IntegerField(
        label=gettext_lazy("Breaks in minutes"), min_value=0, max_value=600, required=False
    )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        day, begins, ends = (typed.get(name) for name in ("day", "begins", "ends"))
        if day and begins and ends:
            typed["slot"] = _slot(self, day, {"begins": begins, "ends": ends}, typed.get("break_minutes"))
        return typed

    @staticmethod
    def of(session: Session) -> dict[str, Any]:
        return dict(zip(("day", "begins", "ends", "break_minutes"), _row_of(session), strict=True))


class RunForm(PlaceForm):
    """A whole plan. Its dates stand in numbered rows (``day_1``, ``begins_1`` …); empty rows do not count."""

    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_ROWS)
    registration_opens_at = MomentField(
        label=gettext_lazy("Registration opens"),
        required=False,
        help_text=gettext_lazy("Leave empty to open it when the run is published."),
    )
    priority_until = MomentField(
        label=gettext_lazy("Priority until"),
        required=False,
        help_text=gettext_lazy(
            "Until then, only people of municipalities with priority get a seat. "
            "Leave empty for 14 days, or half of the time until the first date if that is shorter."
        ),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        offer: Offer,
        by: User,
        rows: int,
        run: Run | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        sessions = list(run.sessions.soonest_first()) if run else []
        self.row_count = min(max(rows, len(sessions)), MOST_ROWS)
        usual: dict[str, Any] = {"rows": self.row_count}
        if run is not None:
            usual |= {
                "registration_opens_at": run.registration_opens_at,
                "priority_until": run.priority_until,
            }
        for number, session in enumerate(sessions, start=1):
            names = [f"{part}_{number}" for part in ("day", "begins", "ends", "break_minutes")]
            usual |= dict(zip(names, _row_of(session), strict=True))
        super().__init__(data, offer=offer, by=by, run=run, initial=usual | (initial or {}))
        if not offer.is_online():
            del self.fields["priority_until"]
        for number in range(1, self.row_count + 1):
            for part, field in DateForm.base_fields.items():
                row_field = type(field)(label=field.label, required=False, **_limits(field))
                row_field.is_quiet = True  # type: ignore[attr-defined]  # "optional" at twelve fields says nothing
                self.fields[f"{part}_{number}"] = row_field

    @dataclass(frozen=True)
    class Row:
        """One date's fields, for the page."""

        number: int
        day: forms.BoundField
        begins: forms.BoundField
        ends: forms.BoundField
        break_minutes: forms.BoundField

    def date_rows(self) -> Iterator[Row]:
        for number in range(1, self.row_count + 1):
            parts = [self[f"{part}_{number}"] for part in ("day", "begins", "ends", "break_minutes")]
            yield self.Row(number, *parts)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        slots: dict[int, Slot] = {}
        for number in range(1, self.row_count + 1):
            parts: dict[str, Any] = {part: typed.get(f"{part}_{number}") for part in ("day", "begins", "ends")}
            has_error = any(f"{part}_{number}" in self.errors for part in DateForm.base_fields)
            if has_error or not any(parts.values()):
                continue
            missing = [part for part, value in parts.items() if value is None]
            for part in missing:
                self.add_error(f"{part}_{number}", _missing(part, number))
            if not missing:
                clocks = {f"{part}_{number}": parts[part] for part in ("begins", "ends")}
                slot = _slot(self, parts["day"], clocks, typed.get(f"break_minutes_{number}"))
                if slot is not None:
                    slots[number] = slot
        typed["slots"] = slots
        return typed

    def slots(self) -> tuple[Slot, ...]:
        """The dates typed completely, also of a form with errors elsewhere."""
        return tuple(self.cleaned_data.get("slots", {}).values())

    def plan(self) -> Plan:
        """The typed plan; only of a valid form."""
        typed = self.cleaned_data
        return Plan(
            **self.facts(),
            slots=self.slots(),
            registration_opens_at=typed.get("registration_opens_at"),
            priority_until=typed.get("priority_until"),
        )

    def show(self, obstacles: list[Obstacle]) -> None:
        """Say at the right fields why the plan cannot be kept."""
        numbers = list(self.cleaned_data.get("slots", {}))
        for obstacle in obstacles:
            name: str | None = obstacle.part if obstacle.part in self.fields else None
            if obstacle.slot is not None:
                name = f"begins_{numbers[obstacle.slot]}"
            elif obstacle.part == "slots":
                name = "day_1"
            self.add_error(name, obstacle.sentence)


class ReasonForm(forms.Form):
    """Why a run does not take place, in words for those who wanted to come."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=gettext_lazy("The participants read it in the portal. No names, no details of anybody's health."),
    )


def _slot(form: forms.Form, day: date, clocks: dict[str, time], break_minutes: int | None) -> Slot | None:
    """The date that was typed; what the clocks of Berlin do not show is refused at its field."""
    moments: list[datetime] = []
    for name, typed in clocks.items():
        try:
            moments.append(clock.moment(day, typed))
        except clock.NotOnTheClock as no:
            form.add_error(name, str(no))
    if len(moments) < 2:
        return None
    return Slot(moments[0], moments[1], break_minutes or 0)


def _row_of(session: Session) -> tuple[date, time, time, int]:
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return start.date(), start.time(), end.time(), session.break_minutes


def _limits(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, forms.IntegerField):
        return {"min_value": field.min_value, "max_value": field.max_value}
    return {}


def _missing(part: str, number: int) -> str:
    sentence = {
        "day": _("Date %(number)d: on which day?"),
        "begins": _("Date %(number)d: when does it begin?"),
        "ends": _("Date %(number)d: when does it end?"),
    }[part]
    return sentence % {"number": number}
