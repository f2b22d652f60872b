"""Demo data: who registered for the demo's runs, among them a full seminar in the days in which priority counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from courses.seats import registering, waiting
from courses.sessions.models import Run
from lms.kit import demo
from lms.mail.models import Letter
from lms.people.models import Membership, Municipality, User

SEAT = "platz@neuenmuster.example"
LINE = "warteliste@musterstadt.example"
PRIORITY = "vorrang@anderstadt.example"
TOWNS = {
    "05999001": ["Ayla Muster", "Jonas Probe", "Mirjam Vorbild", "Tarek Beispiel"],
    "05999002": ["Lena Muster", "Paweł Żółty-Beispiel", "Selin Öztürk-Probe", "Theo Vorbild"],
    "09999003": ["Nguyễn Thị Muster", "Vera Beispiel", "Yusuf Probe"],
}
"""Invented people of three towns of the demo. The first town was selected, the others have priority."""

FULL_SEMINAR = "Z2-02"
VISITED = {"M2-06": (2, 3, 2), "M3-03": (2, 2, 2), "M3-05": (3, 3, 2), "M2-03": (2, 1, 0), "M1-02": (2, 2, 1)}
"""Offer → how many people of each town registered for its run."""

demo.account(PRIORITY, _("works in a municipality with priority: registers for Z2-02 and stands first in line"))
demo.account(SEAT, _("has a seat in the full online seminar Z2-02; giving it back lets the first in line move up"))
demo.account(LINE, _("waits for the same seminar without priority, and sees the place in line and why"))


@demo.scene
def groups(at: datetime) -> None:
    """People of three towns register for what is over, what is today and what is to come."""
    for code, numbers in VISITED.items():
        run = _run(code)
        if run is not None:
            people = [
                person
                for (ags, names), number in zip(TOWNS.items(), numbers, strict=True)
                for person in _staff(ags, names)[:number]
            ]
            _register(run, people, at=at)


@demo.scene
def full_seminar(at: datetime) -> None:
    """Two seats are taken by people with priority; somebody without it waits, and somebody with it may still come."""
    run = _run(FULL_SEMINAR)
    _person(PRIORITY, "Charlie", "Vorrang", ags="05999002")
    seated = _person(SEAT, "Sascha", "Platz", ags="09999003")
    waits = _person(LINE, "Toni", "Wartet", ags="05999001")
    if run is not None:
        _register(run, [_staff("05999002", TOWNS["05999002"])[-1], seated, waits], at=at)


def _run(code: str) -> Run | None:
    """The demo's run of an offer, as long as nobody has registered for it."""
    return Run.objects.published().filter(offer__code=code, registrations__isnull=True).first()


def _register(run: Run, people: Iterable[User], *, at: datetime) -> None:
    """One after the other since publication; when the priority window is over, the line has moved up."""
    opened = max(run.registration_opens_at, run.published_at or run.registration_opens_at)
    for number, person in enumerate(people, start=1):
        town = person.memberships.select_related("municipality").order_by("pk")[0].municipality
        registering.register(run, person, town, at=min(opened + timedelta(hours=5 * number), at))
    if run.priority_until is not None and run.priority_until <= at:
        waiting.move_up(run, at=run.priority_until)
    written = Letter.objects.filter(about__startswith="seats.", status=Letter.Status.OWED, created_at__lte=at)
    for letter in written:
        letter.status, letter.sent_at = Letter.Status.SENT, letter.created_at
        letter.save(update_fields=["status", "sent_at"])


def _staff(ags: str, names: list[str]) -> list[User]:
    """The town's staff: whoever the house knows already, then the invented ones."""
    known = User.objects.filter(memberships__municipality__ags=ags, memberships__role=Membership.Role.STAFF)
    ours = f"@{ags}.example"
    known = known.exclude(email__in=[SEAT, LINE, PRIORITY]).exclude(email__endswith=ours)
    found = list(known.distinct().order_by("pk")[:2])
    for number, name in enumerate(names, start=1):
        given_name, family_name = name.rsplit(" ", 1)
        found.append(_person(f"person{number}{ours}", given_name, family_name, ags=ags, may_log_in=False))
    return found


def _person(email: str, given_name: str, family_name: str, *, ags: str, may_log_in: bool = True) -> User:
    town = Municipality.objects.get(ags=ags)
    person = User.objects.filter(email=email).first() or User.objects.create_user(
        email, demo.PASSWORD if may_log_in else None, given_name=given_name, family_name=family_name
    )
    if may_log_in:
        EmailAddress.objects.get_or_create(user=person, email=email, primary=True, verified=True)
    Membership.objects.get_or_create(
        person=person, municipality=town, role=Membership.Role.STAFF, defaults={"since": person.created_at}
    )
    return person
