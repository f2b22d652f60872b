from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from certificates import issuing, pdf
from certificates.chores import issue_owed
from certificates.models import Certificate, Paper
from courses.attendance.signals import registration_completed
from courses.catalogue.models import Offer
from courses.seats.models import Registration
from lms.journal.models import Entry
from lms.kit.news import announce
from lms.mail.models import Letter
from tests import make
from tests.races import at_once

Capture = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


def text_of(certificate: Certificate) -> str:
    return PdfReader(BytesIO(bytes(certificate.paper.pdf))).pages[0].extract_text()


def test_who_attended_enough_gets_a_certificate_a_letter_and_a_line_in_the_journal() -> None:
    registration = make.attended()

    certificate = issuing.issue(registration, at=make.MONDAY)

    assert certificate.person == registration.person
    assert certificate.minutes == 135
    assert certificate.number.startswith("KA-2027-")
    assert Letter.objects.get().to_person == registration.person
    assert [entry.deed for entry in Entry.objects.about(certificate)] == ["issued"]


def test_the_letter_tells_no_title() -> None:
    registration = make.attended(make.run(offer=make.offer(title="Umgang mit Bedrohung")))

    issuing.issue(registration, at=make.MONDAY)

    letter = Letter.objects.get()
    assert "Bedrohung" not in letter.subject + letter.body


def test_nobody_reads_in_the_outbox_that_a_protected_matter_was_attended() -> None:
    issuing.issue(make.attended(), at=make.MONDAY)
    issuing.issue(make.attended(make.run(offer=make.offer(protection=2))), at=make.MONDAY)
    issuing.issue(make.attended(person=make.staff(enhanced_protection=True)), at=make.MONDAY)

    assert list(Letter.objects.order_by("pk").values_list("confidential", flat=True)) == [False, True, True]


def test_issuing_twice_gives_the_same_certificate() -> None:
    registration = make.attended()

    first = issuing.issue(registration, at=make.MONDAY)
    second = issuing.issue(registration, at=make.MONDAY)

    assert first == second
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("status", ["confirmed", "partly_attended", "no_show", "waiting"])
def test_who_did_not_attend_enough_gets_none(status: str) -> None:
    registration = make.registration(make.run(), status=status)

    with pytest.raises(issuing.NotCertifiable, match="Mindestanwesenheit"):
        issuing.issue(registration, at=make.MONDAY)

    assert not Certificate.objects.exists()


def test_a_coaching_leaves_no_paper() -> None:
    registration = make.attended(make.run(offer=make.offer(format=Offer.Format.COACHING)))

    with pytest.raises(issuing.NotCertifiable):
        issuing.issue(registration, at=make.MONDAY)
    assert issue_owed(make.MONDAY) == 0


def test_the_paper_says_what_was_attended_in_units_and_minutes() -> None:
    run = make.run(offer=make.offer(title="Parolen begegnen", format="workshop"), dates=2)
    registration = make.attended(run, minutes=120)

    text = text_of(issuing.issue(registration, at=make.MONDAY))

    assert "Parolen begegnen" in text
    assert "5,33 UE (240 Minuten)" in text
    assert "240 von 270 Minuten (88 Prozent)" in text
    assert "Erstes Ziel" in text


def test_the_paper_of_a_protected_offer_shows_the_neutral_title_only() -> None:
    offer = make.offer(title="Führen bei Bedrohung", neutral_title="Fortbildung Führung", protection=1)
    registration = make.attended(make.run(offer=offer))

    text = text_of(issuing.issue(registration, at=make.MONDAY))

    assert "Fortbildung Führung" in text
    assert "Bedrohung" not in text
    assert "Erstes Ziel" not in text


@pytest.mark.parametrize("name", ["Łucja Đặng-Öztürk", "Σωκράτης Παπαδόπουλος", "Іван Шевченко"])
def test_names_beyond_latin_1_are_printed_with_embedded_fonts(name: str) -> None:
    given, family = name.split()
    town = make.municipality()
    person = make.staff(of=town, given_name=given, family_name=family)

    certificate = issuing.issue(make.attended(person=person, municipality=town), at=make.MONDAY)

    assert name in text_of(certificate)
    resources: Any = PdfReader(BytesIO(bytes(certificate.paper.pdf))).pages[0]["/Resources"]
    assert all("/FontFile2" in font.get_object()["/FontDescriptor"] for font in resources["/Font"].values())


def test_a_name_that_no_font_can_print_is_refused_with_its_signs_and_stays_owed() -> None:
    town = make.municipality()
    person = make.staff(of=town, given_name="小明", family_name="王")
    registration = make.attended(person=person, municipality=town)

    with pytest.raises(issuing.NotCertifiable, match="小 明 王"):
        issuing.issue(registration, at=make.MONDAY)

    assert list(issuing.owed()) == [registration]
    assert issue_owed(make.MONDAY) == 0


def test_a_certificate_follows_no_later_rename() -> None:
    certificate = make.certificate()
    paper = bytes(certificate.paper.pdf)
    certificate.person.family_name = "Neuname"
    certificate.person.save()

    assert certificate.registration is not None
    again = issuing.issue(certificate.registration, at=make.MONDAY)

    assert again.family_name_as_issued != "Neuname"
    assert bytes(Paper.objects.get(certificate=again).pdf) == paper


def test_the_same_facts_give_the_same_bytes() -> None:
    certificate = make.certificate()
    stored = certificate.as_issued
    days = [date.fromisoformat(day) for day in stored["days"]]
    facts = pdf.Facts(**(stored | {"days": days, "on": date.fromisoformat(stored["on"])}))

    assert pdf.draw(facts) == bytes(certificate.paper.pdf)


def test_a_completed_registration_is_certified_once_the_news_arrives(
    django_capture_on_commit_callbacks: Capture,
) -> None:
    registration = make.attended()

    with django_capture_on_commit_callbacks(execute=True):
        announce(registration_completed, registration_id=registration.pk, at=make.MONDAY)

    assert Certificate.objects.get().registration == registration


def test_what_the_news_has_missed_is_found_by_the_sweep() -> None:
    registrations = [make.attended() for _ in range(3)]

    assert issue_owed(make.MONDAY) == 3
    assert issue_owed(make.MONDAY) == 0
    assert {c.registration for c in Certificate.objects.all()} == set(registrations)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_listener_and_the_sweep_at_once_issue_one_certificate() -> None:
    registration = make.attended()

    outcomes = at_once(*[lambda: issuing.issue(Registration.objects.get(pk=registration.pk), at=make.MONDAY)] * 2)

    assert outcomes == [None, None]
    assert Certificate.objects.count() == 1
    assert Letter.objects.count() == 1
