from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from lms.mail import barrier
from lms.mail.models import Letter
from tests.make import MONDAY


def test_everybody_may_report_a_barrier_and_the_office_hears_of_it(client: Client) -> None:
    response = client.post(
        "/letters/barrier/",
        {"what": "Der Kalender ist nicht lesbar.", "where": "Termine", "email": "bo@example.org"},
        follow=True,
    )

    letter = Letter.objects.get()
    assert letter.to_address == "office@example.org"
    assert letter.subject == "Eine Barriere wurde gemeldet"
    assert "Der Kalender ist nicht lesbar." in letter.body
    assert "bo@example.org" in letter.body
    assert "Ihre Meldung hat uns erreicht." in response.content.decode()


def test_a_report_needs_no_name_no_page_and_no_address(client: Client) -> None:
    client.post("/letters/barrier/", {"what": "Zu klein."})

    assert Letter.objects.get().body.count("nicht angegeben") == 2


def test_an_empty_report_is_sent_back_and_loses_nothing(client: Client) -> None:
    page = client.post("/letters/barrier/", {"where": "Termine"}).content.decode()

    assert "Was funktioniert nicht? – Bitte füllen Sie dieses Feld aus." in page
    assert 'value="Termine"' in page
    assert not Letter.objects.exists()


def test_the_office_reads_german_whatever_the_reporter_speaks() -> None:
    with translation.override("en"):
        letter = barrier.report(what="Too small.", where="", email="", at=MONDAY)

    assert letter.subject == "Eine Barriere wurde gemeldet"


def test_a_flood_is_refused_with_another_way_and_ebbs_after_an_hour() -> None:
    for _ in range(barrier.AT_MOST):
        barrier.report(what="Noch eine.", where="", email="", at=MONDAY)

    with pytest.raises(barrier.TooManyReports, match=r"office@example\.org"):
        barrier.report(what="Und noch eine.", where="", email="", at=MONDAY)
    barrier.report(what="Später.", where="", email="", at=MONDAY + timedelta(hours=1))


def test_a_refused_report_keeps_what_was_typed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(barrier, "AT_MOST", 0)

    page = client.post("/letters/barrier/", {"what": "Ein langer Text."}).content.decode()

    assert "Zurzeit gehen sehr viele Meldungen ein." in page
    assert "Ein langer Text.</textarea>" in page
