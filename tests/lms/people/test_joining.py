import pytest

from lms.journal.models import Entry
from lms.people import joining, rules
from lms.people.models import Membership, ProgrammeRole, User
from tests import make
from tests.make import MONDAY
from tests.races import at_once


def deeds(person: User) -> list[str]:
    return [entry.deed for entry in Entry.objects.about(person).order_by("pk")]


def test_joining_twice_joins_once() -> None:
    town, office, ada = make.municipality(), make.office(), make.person()
    assert ada.hats().municipalities() == frozenset()

    first = joining.join(ada, town, "staff", by=office, at=MONDAY, unit="Bauamt")
    second = joining.join(ada, town, "staff", by=office, at=MONDAY)

    assert first == second
    assert ada.hats().municipalities() == {town.pk}
    assert deeds(ada) == ["joined a municipality"]


def test_nobody_hands_on_more_than_they_have() -> None:
    town, elsewhere = make.municipality(), make.municipality()
    coordinator, hr, office = make.coordinator(of=town), make.hr(of=town), make.office()

    assert rules.roles_to_grant(coordinator, town) == ["staff", "coordinator", "lead_contact"]
    assert rules.roles_to_grant(hr, town) == ["staff", "hr"]
    assert rules.roles_to_grant(office, town) == ["staff", "coordinator", "lead_contact", "hr"]
    for person in (coordinator, hr, make.staff(of=town), make.trainer()):
        assert rules.roles_to_grant(person, elsewhere) == []
    with pytest.raises(joining.NotYours):
        joining.join(coordinator, town, "hr", by=coordinator, at=MONDAY)
    with pytest.raises(joining.NotYours):
        joining.join(make.person(), elsewhere, "staff", by=hr, at=MONDAY)


def test_there_is_one_lead_contact_and_the_one_before_goes_on_as_coordination() -> None:
    town, office = make.municipality(), make.office()
    before, after = make.person(), make.person()
    joining.join(before, town, "lead_contact", by=office, at=MONDAY)

    joining.join(after, town, "lead_contact", by=before, at=MONDAY)

    assert set(town.memberships.values_list("person", "role")) == {
        (before.pk, "coordinator"),
        (after.pk, "lead_contact"),
    }
    assert deeds(before) == ["joined a municipality", "handed over the lead"]


def test_the_lead_contact_coordinates_already() -> None:
    town, office, ada = make.municipality(), make.office(), make.person()
    lead = joining.join(ada, town, "lead_contact", by=office, at=MONDAY)

    assert joining.join(ada, town, "coordinator", by=office, at=MONDAY) == lead

    assert town.memberships.count() == 1


def test_leaving_ends_the_role_and_keeps_the_person() -> None:
    town = make.municipality()
    hr, ada = make.hr(of=town), make.staff(of=town)
    assert ada.hats().municipalities() == {town.pk}

    joining.leave(ada.memberships.get(), by=hr, at=MONDAY)

    ada.refresh_from_db()
    ada.forget_hats()
    assert ada.hats().municipalities() == frozenset()
    assert deeds(ada) == ["left a municipality"]


def test_the_last_coordination_is_ended_by_the_office_only() -> None:
    town = make.municipality()
    last = make.coordinator(of=town)
    make.staff(of=town)

    with pytest.raises(joining.LastOne, match="Nachfolge"):
        joining.leave(last.memberships.get(), by=last, at=MONDAY)
    joining.leave(last.memberships.get(), by=make.office(), at=MONDAY)

    assert not last.memberships.exists()


def test_hr_cannot_dismiss_coordination_nor_anybody_elsewhere() -> None:
    town = make.municipality()
    hr, coordinator, elsewhere = make.hr(of=town), make.coordinator(of=town), make.staff()

    for membership in (coordinator.memberships.get(), elsewhere.memberships.get()):
        with pytest.raises(joining.NotYours):
            joining.leave(membership, by=hr, at=MONDAY)

    assert Membership.objects.count() == 3


def test_the_office_appoints_and_dismisses() -> None:
    office, ada = make.office(), make.person()

    role = joining.appoint(ada, "coach", by=office, at=MONDAY)
    assert joining.appoint(ada, "coach", by=office, at=MONDAY) == role
    assert ada.hats().is_coach
    joining.dismiss(role, by=office, at=MONDAY)

    assert not User.objects.get(pk=ada.pk).hats().is_coach
    assert deeds(ada) == ["appointed", "dismissed"]


def test_nobody_else_appoints_or_dismisses() -> None:
    coach = make.coach()
    for outsider in (make.coordinator(), make.hr(), make.trainer(), make.reviewer()):
        with pytest.raises(joining.NotYours):
            joining.appoint(outsider, "office", by=outsider, at=MONDAY)
        with pytest.raises(joining.NotYours):
            joining.dismiss(coach.programme_roles.get(), by=outsider, at=MONDAY)


def test_the_last_person_of_the_office_stays() -> None:
    first, second = make.office(), make.office()
    joining.dismiss(second.programme_roles.get(), by=first, at=MONDAY)

    with pytest.raises(joining.LastOne, match="letzte Person im Programmbüro"):
        joining.dismiss(first.programme_roles.get(), by=first, at=MONDAY)

    assert ProgrammeRole.objects.filter(role="office").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_dismiss_each_other_at_once_leave_one() -> None:
    first, second = make.office(), make.office()
    one, other = first.programme_roles.get(), second.programme_roles.get()
    first.hats(), second.hats()

    outcomes = at_once(
        lambda: joining.dismiss(other, by=first, at=MONDAY), lambda: joining.dismiss(one, by=second, at=MONDAY)
    )

    assert outcomes.count(None) == 1
    assert ProgrammeRole.objects.filter(role="office").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_dismiss_each_other_at_once_leave_one() -> None:
    town = make.municipality()
    first, second = make.coordinator(of=town), make.coordinator(of=town)
    one, other = first.memberships.get(), second.memberships.get()
    first.hats(), second.hats()

    outcomes = at_once(
        lambda: joining.leave(other, by=first, at=MONDAY), lambda: joining.leave(one, by=second, at=MONDAY)
    )

    assert outcomes.count(None) == 1
    assert town.memberships.count() == 1
