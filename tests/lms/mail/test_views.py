from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from lms.mail.models import Letter
from tests import make

OnCommit = Callable[..., Any]


def office(client: Client) -> Client:
    client.force_login(make.office())
    return client


def test_the_office_reads_letters_but_confidential_ones_are_only_counted(client: Client) -> None:
    plain = make.letter(subject="Ergebnis der Auswahl")
    secret = make.letter(subject="Geheim", confidential=True)
    office(client)

    page = client.get(reverse("mail:outbox"))

    assert "Ergebnis der Auswahl" in page.text
    assert "Geheim" not in page.text
    assert "1 weiterer Brief" in page.text
    assert client.get(reverse("mail:letter", args=[plain.pk])).status_code == 200
    assert client.get(reverse("mail:letter", args=[secret.pk])).status_code == 404


def test_the_outbox_is_filtered_by_state_and_occasion(client: Client) -> None:
    make.letter(subject="Eins", status="failed", about="seats.moved")
    make.letter(subject="Zwei", status="sent", about="seats.moved")
    make.letter(subject="Drei", status="sent", about="programmes.outcome")
    office(client)

    def subjects(**chosen: str) -> set[str]:
        return {letter.subject for letter in client.get(reverse("mail:outbox"), chosen).context["page"]}

    assert subjects(status="failed") == {"Eins"}
    assert subjects(about="seats.moved") == {"Eins", "Zwei"}
    assert subjects(status="sent", about="seats.moved") == {"Zwei"}
    assert subjects(status="nonsense") == {"Eins", "Zwei", "Drei"}


def test_the_outbox_costs_the_same_with_three_letters_and_with_three_hundred(
    client: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    office(client)
    for number in (3, 300):
        while Letter.objects.count() < number:
            make.letter()
        with django_assert_num_queries(4):
            client.get(reverse("mail:outbox"))


def test_a_failed_letter_is_sent_again_from_its_page(
    client: Client, django_capture_on_commit_callbacks: OnCommit
) -> None:
    letter = make.letter(status="failed", attempts=5, last_error="SMTPServerDisconnected")
    office(client)
    assert "SMTPServerDisconnected" in client.get(reverse("mail:letter", args=[letter.pk])).text

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("mail:resending", args=[letter.pk]), follow=True)

    assert "Der Brief ist wieder unterwegs." in answer.text
    letter.refresh_from_db()
    assert letter.status == "sent"
    assert "gehört nicht zu denen" in client.post(reverse("mail:resending", args=[letter.pk]), follow=True).text


def test_failed_letters_wait_on_the_desk_of_the_office_only(client: Client) -> None:
    make.letter(status="failed")
    office(client)
    assert "1 Brief konnte nicht verschickt werden." in client.get(reverse("desk")).text

    client.force_login(make.reviewer())
    assert "konnte nicht verschickt werden" not in client.get(reverse("desk")).text


def test_resending_is_a_deed_not_a_link(client: Client) -> None:
    letter = make.letter(status="failed")
    office(client)

    assert client.get(reverse("mail:resending", args=[letter.pk])).status_code == 405
    assert client.get(reverse("mail:resending_of_all")).status_code == 405


def test_the_outbox_names_occasions_in_words(client: Client) -> None:
    make.letter(about="programmes.outcome")
    make.letter(about="of.yesteryear")

    page = office(client).get(reverse("mail:outbox"), {"about": "programmes.outcome"}).content.decode()

    assert page.count("Ergebnis einer Bewerbung") == 2  # in the filter and in the one row
    assert "of.yesteryear" in page
