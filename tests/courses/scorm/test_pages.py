"""What people see of packages and modules: on the shelf, on an offer's page, on the desk."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from courses.scorm.models import LearnerRecord, Package, ScormActivity
from lms.people.models import User
from tests import make
from tests.make import MONDAY
from tests.pages import as_
from tests.queries import queries_of, same_queries


@pytest.fixture(autouse=True)
def _own_shelf(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def trainer() -> User:
    return make.trainer()


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def begun(person: User, *, offer_title: str = "Grundlagen", **facts: object) -> LearnerRecord:
    facts.setdefault("saved_at", MONDAY + timedelta(minutes=42))
    facts.setdefault("lesson_status", "incomplete")
    module = make.module(title=offer_title)
    return make.learner_record(person=person, activity=module, **facts)


def upload(client: Client, content: bytes, title: str = "") -> str:
    file = SimpleUploadedFile("paket.zip", content, "application/zip")
    answer = client.post(reverse("scorm:package_new"), {"file": file, "title": title}, follow=True)
    return answer.content.decode()


def test_a_trainer_uploads_a_package(trainer: User) -> None:
    text = upload(as_(trainer), make.package_archive().getvalue(), "Mein Modul")

    assert "Das Lernpaket ist entpackt." in text
    assert Package.objects.get().title == "Mein Modul"


def test_a_bad_package_is_explained_at_the_file_and_the_title_stays(trainer: User) -> None:
    text = upload(as_(trainer), b"kein ZIP", "Mein Modul")

    assert "Diese Datei ist kein ZIP-Archiv, oder sie ist beschädigt." in text
    assert 'value="Mein Modul"' in text
    assert not Package.objects.exists()


def test_a_package_goes_into_an_offer_and_out_again(trainer: User) -> None:
    client, package, offer = as_(trainer), make.package(), make.offer()

    client.post(
        reverse("scorm:use_new", args=[package.pk]), {"offer": offer.pk, "title": "Grundlagen", "minutes": "90"}
    )
    activity = ScormActivity.objects.get()
    assert (activity.offer, activity.title, activity.minutes) == (offer, "Grundlagen", 90)
    answer = client.post(reverse("scorm:use_removal", args=[activity.pk]), follow=True)

    assert "Das Modul gehört nicht mehr zum Angebot." in answer.content.decode()
    assert not ScormActivity.objects.exists()


def test_what_was_typed_stays_when_something_is_missing(trainer: User) -> None:
    package = make.package()

    answer = as_(trainer).post(
        reverse("scorm:use_new", args=[package.pk]), {"offer": "", "title": "Grundlagen", "minutes": "0"}
    )

    assert 'value="Grundlagen"' in answer.content.decode()
    assert not ScormActivity.objects.exists()


def test_a_refusal_reaches_the_page(trainer: User) -> None:
    record = make.learner_record()
    client = as_(trainer)

    kept = client.post(reverse("scorm:use_removal", args=[record.activity_id]), follow=True)
    used = client.post(reverse("scorm:package_deletion", args=[record.activity.package_id]), follow=True)

    assert "Eine Person hat dieses Modul begonnen" in kept.content.decode()
    assert "Dieses Paket ist Teil eines Angebots." in used.content.decode()
    assert Package.objects.exists()


def test_deeds_are_posts(trainer: User) -> None:
    client, module = as_(trainer), make.module()

    for name, pk in [
        ("scorm:use_new", module.package_id),
        ("scorm:use_removal", module.pk),
        ("scorm:package_deletion", module.package_id),
    ]:
        assert client.get(reverse(name, args=[pk])).status_code == 405


def test_a_package_of_several_units_comes_with_a_warning(trainer: User) -> None:
    package = make.package(units=3)

    assert "Dieses Paket hat 3 Lerneinheiten" in page(as_(trainer), package.get_absolute_url())


def test_the_shelf_costs_the_same_with_one_package_and_with_thirty(
    trainer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(trainer)
    make.module()

    with django_assert_num_queries(3):
        page(client, reverse("scorm:packages"))
    first = Package.objects.get()
    by = [make.trainer() for _ in range(29)]
    Package.objects.bulk_create(
        Package(title="x", uploaded_by=one, uploaded_at=MONDAY, launch="x", size=1, file_count=1, sha256="")
        for one in by
    )
    for position in range(10):
        make.module(package=first, position=position)
    with django_assert_num_queries(3):
        page(client, reverse("scorm:packages"))


def test_a_package_s_page_costs_the_same_in_one_offer_and_in_many(
    trainer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, package = as_(trainer), make.package()
    make.module(package=package)

    page(client, package.get_absolute_url())
    with django_assert_num_queries(4):
        page(client, package.get_absolute_url())
    for _ in range(10):
        make.module(package=package)
    with django_assert_num_queries(4):
        page(client, package.get_absolute_url())


def test_the_page_around_a_module_frames_the_content_origin_and_tells_nothing_in_its_tab(settings: Settings) -> None:
    settings.CONTENT_ORIGIN = "http://127.0.0.1:8000"
    offer = make.offer(title="Nach einer Bedrohung", neutral_title="Fortbildung", protection=1)
    module = make.module(offer=offer, title="Schutz")

    text = page(as_(make.staff()), module.get_absolute_url())

    assert 'src="http://127.0.0.1:8000/modules/play/' in text
    assert "<title>Fortbildung" in text


def test_without_a_second_origin_nothing_is_played(settings: Settings) -> None:
    settings.CONTENT_ORIGIN = ""

    text = page(as_(make.staff()), make.module().get_absolute_url())

    assert "Lernmodule können hier noch nicht abgespielt werden" in text
    assert "<iframe" not in text


def test_opening_the_page_alone_begins_nothing() -> None:
    page(as_(make.staff()), make.module().get_absolute_url())

    assert not LearnerRecord.objects.exists()


def test_the_offer_s_page_shows_one_s_own_standing_only() -> None:
    ada, kim = make.staff(), make.staff()
    record = begun(ada)
    address = record.activity.offer.get_absolute_url()

    with time_machine.travel(MONDAY + timedelta(hours=2), tick=False):
        mine, theirs = page(as_(ada), address), page(as_(kim), address)

    assert "gespeichert um 10:42" in mine
    assert "gespeichert um" not in theirs
    assert "nicht begonnen" in theirs
    assert "Modul öffnen" in theirs


def test_an_offer_s_page_costs_the_same_with_one_module_and_with_many() -> None:
    record = begun(make.staff())
    client, offer = as_(record.person), record.activity.offer

    one = queries_of(client, offer.get_absolute_url())
    for _ in range(10):
        make.learner_record(person=record.person, activity=make.module(offer=offer), saved_at=MONDAY)

    same_queries(one, queries_of(client, offer.get_absolute_url()))


def test_an_offer_without_modules_has_no_such_section() -> None:
    assert "Ihr Lernstand" not in page(as_(make.staff()), make.offer().get_absolute_url())


def test_the_desk_leads_back_into_the_module_with_one_click() -> None:
    ada = make.staff()
    older = begun(ada, offer_title="Älter", saved_at=MONDAY - timedelta(days=1))
    newer = begun(ada, offer_title="Neuer")
    begun(ada, offer_title="Fertig", completed_at=MONDAY)
    begun(make.staff(), offer_title="Von jemand anderem")

    with time_machine.travel(MONDAY + timedelta(hours=2), tick=False):
        text = page(as_(ada), "/")

    assert "Weiterlernen" in text
    assert text.index(newer.activity.get_absolute_url()) < text.index(older.activity.get_absolute_url())
    assert "gespeichert um 10:42" in text
    assert "gespeichert am 28.02.2027" in text
    assert "Fertig" not in text
    assert "Von jemand anderem" not in text


def test_nothing_begun_lays_no_card() -> None:
    assert "Weiterlernen" not in page(as_(make.staff()), "/")


def test_employers_and_trainers_see_no_record_of_others() -> None:
    record = begun(make.staff(), cmi={"cmi.core.score.raw": "41"})
    office, trainer = make.office(), make.trainer()

    for person in (office, trainer, make.hr()):
        assert not LearnerRecord.objects.of(person).exists()
        text = page(as_(person), record.activity.offer.get_absolute_url())
        assert "nicht begonnen" in text
        assert "gespeichert" not in text
