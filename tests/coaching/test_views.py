from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from calendars import entries
from coaching import talking
from coaching.models import Coaching
from lms.people import joining
from tests import make
from tests.pages import as_
from tests.queries import queries_of, same_queries


@pytest.fixture(autouse=True)
def _monday() -> object:
    with time_machine.travel(make.MONDAY, tick=False):
        yield


def test_from_the_wish_to_the_minutes() -> None:
    town = make.model_municipality()
    lead, coach = make.staff(of=town), make.coach()

    as_(lead).post(reverse("coaching:request_new"), {"municipality": town.pk})
    coaching = Coaching.objects.get()
    dates = {
        "date-TOTAL_FORMS": "3", "date-INITIAL_FORMS": "0",
        "date-0-day": "2027-03-08", "date-0-begins": "10:00", "date-0-ends": "11:00", "date-0-place": "Raum 7",
    }  # fmt: skip
    as_(coach).post(reverse("coaching:offer_new", args=[coaching.pk]), dates)
    slot = coaching.slots.get()
    as_(lead).post(reverse("coaching:acceptance", args=[slot.pk]))
    page = as_(lead).get(reverse("coaching:request", args=[coaching.pk])).content.decode()
    assert "Mo., 8. März 2027, 10:00–11:00 Uhr" in page
    assert "Raum 7" in page

    with time_machine.travel(slot.ends_at, tick=False):
        as_(coach).post(reverse("coaching:talk", args=[coaching.pk]), {"minutes": "60"})

    url = reverse("coaching:account", args=[town.pk])
    employer, office = (as_(who).get(url).content.decode() for who in (make.coordinator(of=town), make.office()))
    for account in (employer, office):
        assert "0,1" in account
        assert lead.family_name not in account
        assert coach.family_name not in account
    assert ["März 2027" in account for account in (employer, office)] == [False, True]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"day": "2027-03-08", "begins": "10:00"}, "Bitte ergänzen Sie diesen Termin"),
        ({"day": "2027-03-08", "begins": "11:00", "ends": "10:00"}, "Ein Termin endet, nachdem er begonnen hat."),
        ({"day": "2027-03-28", "begins": "02:30", "ends": "04:00"}, "gibt es"),
        ({}, "Bitte bieten Sie mindestens einen Termin an."),
    ],
    ids=["incomplete", "backwards", "skipped hour", "empty"],
)
def test_what_is_wrong_with_a_date_is_said_and_what_was_typed_stays(row: dict[str, str], sentence: str) -> None:
    coaching = make.coaching()
    data = {"date-TOTAL_FORMS": "3", "date-INITIAL_FORMS": "0"} | {f"date-0-{key}": row[key] for key in row}

    page = as_(make.coach()).post(reverse("coaching:offer_new", args=[coaching.pk]), data).content.decode()

    assert sentence in page
    assert all(f'value="{typed}"' in page for typed in row.values())
    assert not coaching.slots.exists()


def test_a_coach_learns_the_name_once_a_date_is_agreed() -> None:
    town = make.model_municipality()
    coach = make.coach()
    coaching = make.coaching(municipality=town, person=make.staff(of=town, family_name="Geheim"))
    client = as_(coach)

    before = client.get(reverse("coaching:offers")).content.decode()
    talking.offer(
        coaching,
        [talking.Date(make.MONDAY + timedelta(days=1), make.MONDAY + timedelta(days=1, hours=1))],
        by=coach,
        at=make.MONDAY,
    )
    offered = client.get(reverse("coaching:talk", args=[coaching.pk])).content.decode()
    talking.agree(coaching.slots.get(), by=coaching.person, at=make.MONDAY)
    agreed = client.get(reverse("coaching:talk", args=[coaching.pk])).content.decode()

    assert ["Geheim" in page for page in (before, offered, agreed)] == [False, False, True]


def test_both_find_a_neutral_entry_in_their_calendars() -> None:
    slot = make.agreed()
    for person in (slot.coaching.person, slot.coaching.coach):
        assert person is not None
        found = entries.entries_of(person, since=slot.starts_at, until=slot.ends_at)
        assert [str(entry.title) for entry in found] == ["Termin"]


def test_page_titles_tell_nothing() -> None:
    slot = make.agreed()
    client = as_(slot.coaching.person)

    for url in (reverse("coaching:requests"), reverse("coaching:request", args=[slot.coaching_id])):
        page = client.get(url).content.decode()
        title = page[page.index("<title>") : page.index("</title>")]
        assert "oaching" not in title


def test_the_accounts_cost_the_same_queries_with_three_and_with_thirty() -> None:
    client, url = as_(make.office()), reverse("coaching:accounts")

    for _ in range(3):
        make.agreed()
    few = queries_of(client, url)
    for _ in range(27):
        make.agreed()

    same_queries(few, queries_of(client, url))


def test_a_coachs_list_costs_the_same_queries_with_three_and_with_thirty() -> None:
    coach = make.coach()
    client, url = as_(coach), reverse("coaching:offers")

    def some(count: int) -> None:
        for _ in range(count):
            make.agreed(coach=coach)
            make.coaching()

    some(3)
    few = queries_of(client, url)
    some(27)

    same_queries(few, queries_of(client, url))


def test_whoever_coaches_no_longer_sees_no_talks_of_former_days() -> None:
    slot = make.agreed()
    coach, talk = slot.coaching.coach, reverse("coaching:talk", args=[slot.coaching_id])
    assert coach is not None
    assert as_(coach).get(talk).status_code == 200

    joining.dismiss(coach.programme_roles.get(), by=make.office(), at=make.MONDAY)

    assert as_(coach).get(talk).status_code == 404
    assert as_(coach).post(reverse("coaching:cancellation", args=[slot.coaching_id])).status_code == 404
