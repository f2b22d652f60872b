from datetime import timedelta

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from lms.journal.models import Entry
from lms.mail.models import Letter
from lms.programmes import drafting, endorsing
from lms.programmes.models import Application
from tests import make
from tests.make import MONDAY

LATER = MONDAY + timedelta(hours=1)


def asked(**facts: object) -> Application:
    draft = make.application(**facts)
    endorsing.ask(draft, by=draft.applicant, at=MONDAY)
    return draft


def token(application: Application) -> str:
    return endorsing.path_for(application).rstrip("/").rpartition("/")[2]


def test_the_head_is_asked_with_a_personal_link() -> None:
    draft = asked()

    letter = Letter.objects.get()

    assert letter.to_address == "leitung@example.org"
    assert letter.confidential
    assert f"http://localhost:8000{endorsing.path_for(draft)}" in letter.body
    assert draft.needs not in letter.body
    assert letter.subject == "Bitte um Bestätigung: eine Bewerbung Ihrer Verwaltung"
    assert Entry.objects.about(draft).get().deed == "endorsement_asked"


def test_the_database_alone_opens_no_link() -> None:
    draft = asked()

    assert endorsing.application_for(draft.endorsement_nonce, at=LATER) is None
    assert endorsing.application_for(signing.Signer(sep=".").sign(draft.endorsement_nonce), at=LATER) is None
    assert endorsing.application_for(token(draft), at=LATER) == draft


def test_a_signed_nothing_opens_nothing() -> None:
    make.application()

    assert endorsing.application_for(endorsing._signer.sign(""), at=LATER) is None


def test_the_head_confirms_once() -> None:
    draft = asked()
    link = token(draft)

    endorsing.confirm(draft, read=endorsing.fingerprint(draft), at=LATER)

    draft.refresh_from_db()
    assert draft.endorsed_at == LATER
    assert endorsing.application_for(link, at=LATER) is None
    with pytest.raises(endorsing.CannotAsk):
        endorsing.confirm(draft, read=endorsing.fingerprint(draft), at=LATER)
    assert Entry.objects.about(draft).filter(deed="endorsed", by=None).count() == 1


def test_the_person_who_applies_is_told() -> None:
    draft = asked()

    endorsing.confirm(draft, read=endorsing.fingerprint(draft), at=LATER)

    letter = Letter.objects.get(to_person=draft.applicant)
    assert letter.confidential
    assert letter.subject == "Neues zu Ihrer Bewerbung"
    assert "Die Leitung hat die Unterstützung" in letter.body


def test_a_new_request_ends_the_old_link() -> None:
    draft = asked()
    old = token(draft)

    endorsing.ask(draft, by=draft.applicant, at=LATER)

    assert endorsing.application_for(old, at=LATER) is None
    assert endorsing.application_for(token(draft), at=LATER) == draft


def test_another_address_ends_the_old_link() -> None:
    draft = asked()
    old = token(draft)

    drafting.revise(draft, {"head_email": "richtig@example.org"}, by=draft.applicant, at=LATER)

    assert endorsing.application_for(old, at=LATER) is None
    assert not draft.awaits_endorsement()


def test_a_link_on_its_way_shows_the_latest_text() -> None:
    draft = asked()

    drafting.revise(draft, {"needs": "Genauer gesagt"}, by=draft.applicant, at=LATER)

    found = endorsing.application_for(token(draft), at=LATER)
    assert found is not None
    assert found.needs == "Genauer gesagt"


def test_nobody_confirms_what_was_changed_while_they_were_reading() -> None:
    draft = asked()
    read = endorsing.fingerprint(draft)
    drafting.revise(draft, {"needs": "Etwas ganz anderes"}, by=draft.applicant, at=LATER)

    with pytest.raises(endorsing.TextHasChanged, match="noch einmal"):
        endorsing.confirm(draft, read=read, at=LATER)

    draft.refresh_from_db()
    assert not draft.is_endorsed()


def test_after_the_deadline_a_link_is_as_good_as_none() -> None:
    draft = asked()
    deadline = draft.call.deadline_at

    assert endorsing.application_for(token(draft), at=deadline - timedelta(seconds=1)) == draft
    assert endorsing.application_for(token(draft), at=deadline) is None


def test_everything_the_head_must_read_is_named_before_they_are_asked() -> None:
    draft = make.application(scope="unit", needs="", head_name="", head_office="", head_email="")

    with pytest.raises(endorsing.CannotAsk) as refused:
        endorsing.ask(draft, by=draft.applicant, at=MONDAY)

    assert str(refused.value) == (
        "Die Organisationseinheit, die sich bewirbt, ist noch nicht genannt. Der Bedarf ist noch nicht beschrieben. "
        "Die Leitung ist noch nicht genannt. Das Amt der Leitung fehlt. Die E-Mail-Adresse der Leitung fehlt."
    )
    assert not Letter.objects.exists()


def test_nobody_is_asked_twice_for_what_is_confirmed() -> None:
    draft = make.endorsed()

    with pytest.raises(endorsing.CannotAsk, match="bereits bestätigt"):
        endorsing.ask(draft, by=draft.applicant, at=MONDAY)


def test_nobody_is_asked_after_the_deadline() -> None:
    draft = make.application(call=make.call(deadline_at=MONDAY))

    with pytest.raises(endorsing.CannotAsk, match="abgelaufen"):
        endorsing.ask(draft, by=draft.applicant, at=MONDAY)


def test_nobody_fills_a_strangers_letter_box() -> None:
    person = make.person()
    drafts = [make.application(applicant=person, call=make.call()) for _ in range(2)]
    for number in range(endorsing.MOST_LETTERS_A_DAY):
        endorsing.ask(drafts[number % 2], by=person, at=MONDAY)

    with pytest.raises(endorsing.TooManyLetters, match="morgen"):
        endorsing.ask(drafts[0], by=person, at=LATER)

    endorsing.ask(drafts[0], by=person, at=MONDAY + timedelta(days=1, seconds=1))


@pytest.mark.usefixtures("_on_monday")
def test_the_page_needs_no_login_and_only_its_button_confirms(client: Client) -> None:
    draft = asked()
    address = endorsing.path_for(draft)

    page = client.get(address)
    draft.refresh_from_db()
    assert not draft.is_endorsed()
    assert draft.needs in page.content.decode()
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")
    assert "no-store" in page["Cache-Control"]

    answer = client.post(address, {"read": page.context["read"]})
    draft.refresh_from_db()
    assert draft.is_endorsed()
    assert answer["Location"] == reverse("programmes:endorsement_confirmed")
    assert "Vielen Dank" in client.get(answer["Location"]).content.decode()


@pytest.mark.usefixtures("_on_monday")
def test_used_unknown_and_replaced_links_get_the_same_page(client: Client) -> None:
    used, replaced = asked(), asked()
    old = endorsing.path_for(replaced)
    endorsing.confirm(used, read=endorsing.fingerprint(used), at=MONDAY)
    endorsing.ask(replaced, by=replaced.applicant, at=MONDAY)

    addresses = [endorsing.path_for(used), old, reverse("programmes:endorsement", args=["unbekannt"])]
    answers = [client.get(address) for address in addresses] + [client.post(address) for address in addresses]

    assert {answer.status_code for answer in answers} == {404}
    mains = {answer.content.decode().partition("<main")[2].partition("</main>")[0] for answer in answers}
    assert len(mains) == 1
    assert "Dieser Link gilt nicht (mehr)" in mains.pop()


@pytest.mark.usefixtures("_on_monday")
def test_a_changed_text_is_shown_once_more(client: Client) -> None:
    draft = asked()
    page = client.get(endorsing.path_for(draft))
    drafting.revise(draft, {"needs": "Neuer Wortlaut"}, by=draft.applicant, at=MONDAY)

    again = client.post(endorsing.path_for(draft), {"read": page.context["read"]})

    draft.refresh_from_db()
    assert not draft.is_endorsed()
    assert "während Sie gelesen haben" in again.content.decode()
    assert "Neuer Wortlaut" in again.content.decode()


@pytest.mark.usefixtures("_on_monday")
def test_the_letter_leaves_the_house(django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        draft = make.application()
        endorsing.ask(draft, by=draft.applicant, at=MONDAY)

    assert [message.to for message in mail.outbox] == [["leitung@example.org"]]
