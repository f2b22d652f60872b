import pytest
from django.urls import reverse

from lms.programmes.models import Call
from tests import make
from tests.lms.programmes.test_opening import TYPED
from tests.pages import as_
from tests.queries import queries_of, same_queries

pytestmark = pytest.mark.usefixtures("_on_monday")


def test_the_office_writes_reads_and_publishes_a_call() -> None:
    office = as_(make.office())

    answer = office.post(reverse("programmes:call_new"), TYPED, follow=True)
    call = Call.objects.get()
    assert "Was mit der Veröffentlichung geschieht" in answer.content.decode()

    answer = office.post(reverse("programmes:publication", args=[call.pk]), follow=True)
    assert "Der Aufruf ist veröffentlicht." in answer.content.decode()
    assert "Modellkommunen gesucht" in as_(make.person()).get(reverse("programmes:calls")).content.decode()


def test_a_wrong_deadline_loses_nothing_that_was_typed() -> None:
    wrong = {**TYPED, "deadline_at": "2022-02-28T23:59", "text": "Ein langer Text"}

    page = as_(make.office()).post(reverse("programmes:call_new"), wrong).content.decode()

    assert "Die Bewerbungsfrist muss nach der Veröffentlichung enden" in page
    assert "Ein langer Text" in page
    assert 'value="2022-02-28T23:59"' in page
    assert not Call.objects.exists()


def test_a_draft_is_changed_on_its_page_with_the_times_of_berlin() -> None:
    office, call = as_(make.office()), make.call(status=Call.Status.DRAFT)
    address = reverse("programmes:call_edit", args=[call.pk])

    assert 'value="2027-02-22T10:00"' in office.get(address).content.decode()
    office.post(address, {**TYPED, "title": "Neuer Titel"})

    call.refresh_from_db()
    assert call.title == "Neuer Titel"


def test_a_published_call_says_that_it_cannot_be_changed() -> None:
    office, call = as_(make.office()), make.call()
    address = reverse("programmes:call_edit", args=[call.pk])

    assert "kann nicht mehr geändert werden" in office.get(address, follow=True).content.decode()
    answer = office.post(address, {**TYPED, "title": "Neuer Titel"}, follow=True)

    assert "kann nicht mehr geändert werden" in answer.content.decode()
    call.refresh_from_db()
    assert call.title == "Modellkommunen gesucht"


def test_a_call_shows_its_text_cleaned_and_the_time_left_to_the_second() -> None:
    call = make.call(text="## Worum es geht\n\n<script>alert(1)</script>")

    page = as_(make.person()).get(reverse("programmes:call", args=[call.pk])).content.decode()

    assert "<h3>Worum es geht</h3>" in page or "<h2>Worum es geht</h2>" in page
    assert "<script>alert" not in page
    assert "noch 27 Tage, 23 Stunden, 0 Minuten und 0 Sekunden" in page


def test_a_list_of_calls_costs_the_same_with_three_and_with_three_hundred() -> None:
    clients, url = [as_(make.office()), as_(make.person())], reverse("programmes:calls")

    for _ in range(3):
        make.application(call=make.call(), status="submitted")
    few = [queries_of(client, url) for client in clients]
    for _ in range(297):
        make.call()

    for client, before in zip(clients, few, strict=True):
        same_queries(before, queries_of(client, url), at_most=5)
