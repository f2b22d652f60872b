import re
from typing import Any

import pytest
from django.test import Client

from courses.catalogue.models import Offer, PageActivity
from lms.journal.models import Entry
from tests import make
from tests.pages import as_
from tests.queries import queries_of, same_queries


def titles(client: Client, **filters: str) -> list[str]:
    html = client.get("/catalogue/", filters).content.decode()
    return re.findall(r'<h2><a href="/catalogue/[^"]+">([^<]+)</a></h2>', html)


def facts(**changes: Any) -> dict[str, Any]:
    """What somebody types to write an offer."""
    return {
        "code": "M3-77",
        "title": "Ruhig bleiben",
        "neutral_title": "Fortbildung Gesprächsführung",
        "summary": "Worum es geht.",
        "objectives": "Ruhe bewahren\nHilfe holen",
        "module": "M3",
        "format": "workshop",
        "audiences": ["FK", "TM"],
        "net_minutes": "180",
        "min_seats": "8",
        "max_seats": "14",
        "protection": "0",
        "threshold_percent": "80",
        "is_published": "on",
    } | changes


def test_the_list_says_for_each_offer_what_for_whom_how_long_and_how() -> None:
    offer = make.offer(title="Allianzen", summary="Akteure finden.", net_minutes=180)
    make.audience(offer, "FK")
    make.audience(offer, "KO")

    html = as_(make.staff()).get("/catalogue/").content.decode()

    assert "<h1>Angebote</h1>" in html
    assert "Akteure finden." in html
    assert "Für wen: Führungskräfte und Koordination und Projektteams<" in html
    assert "<strong>4 UE (180 Minuten)</strong>, Online-Seminar<" in html
    assert "1 Angebot<" in html


def test_the_list_costs_the_same_with_3_offers_and_with_300() -> None:
    person = make.staff()
    client, url = as_(person), "/catalogue/?q=Erstes&format=online_seminar"
    for number in range(3):
        make.audience(make.offer(title=f"Erstes {number}"))
    few = queries_of(client, url)
    for number in range(297):
        make.audience(make.offer(title=f"Erstes weiteres {number}"))

    assert "300 Angebote" in client.get(url).text
    same_queries(few, queries_of(client, url), at_most=8)


def test_filters_narrow_the_list_and_can_be_combined() -> None:
    make.audience(make.offer(title="A", module="M1", format="workshop"), "FK")
    make.audience(make.offer(title="B", module="M1", format="online_seminar"), "TM")
    make.audience(make.offer(title="C", module="Z2", format="workshop"), "AL")
    client = as_(make.staff())

    assert titles(client) == ["A", "B", "C"]
    assert titles(client, module="M1") == ["A", "B"]
    assert titles(client, format="workshop") == ["A", "C"]
    assert titles(client, module="addon") == ["C"]
    assert titles(client, module="M1", format="workshop") == ["A"]


def test_an_offer_for_all_employees_is_found_under_every_group() -> None:
    make.audience(make.offer(title="A"), "AL")
    make.audience(make.offer(title="B"), "FK")
    client = as_(make.staff())

    assert titles(client, audience="TM") == ["A"]
    assert titles(client, audience="FK") == ["A", "B"]


def test_each_filter_says_how_many_offers_it_would_leave() -> None:
    make.offer(module="M1", format="workshop")
    make.offer(module="M1", format="online_seminar")
    make.offer(module="Z2", format="workshop")

    html = as_(make.staff()).get("/catalogue/", {"module": "M1"}).content.decode()

    assert ">Workshop (1)</option>" in html
    assert ">Online-Seminar (1)</option>" in html
    assert ">Z2 Werkzeugkasten Öffentlichkeitsarbeit (1)</option>" in html
    assert ">Basismodule M1 bis M3 (2)</option>" in html
    assert ">Coaching (0)</option>" in html


def test_a_filter_from_an_old_link_is_left_aside() -> None:
    make.offer(title="A")

    assert titles(as_(make.staff()), module="M9", format="<b>", page="zwei") == ["A"]


def test_words_and_filters_stay_in_the_form() -> None:
    html = as_(make.staff()).get("/catalogue/", {"q": "Straße & Recht", "module": "M2"}).content.decode()

    assert 'value="Straße &amp; Recht"' in html
    assert '<option value="M2" selected>' in html
    assert "Kein Angebot passt." in html


def test_a_misspelt_search_says_what_was_searched_instead() -> None:
    make.offer(title="Rassismus erkennen")

    html = as_(make.staff()).get("/catalogue/", {"q": "Rasismus"}).content.decode()

    assert "Zu „Rasismus“ wurde nichts gefunden. Das sind die Angebote zu „rassismus“." in html
    assert "Rassismus erkennen" in html


def test_htmx_gets_only_the_piece_it_swaps() -> None:
    make.offer(title="A")

    html = as_(make.staff()).get("/catalogue/", headers={"hx-request": "true"}).content.decode()

    assert "<html" not in html
    assert 'id="results"' in html


def test_the_offer_page_tells_everything_one_wants_to_know_before_registering() -> None:
    offer = make.offer(
        code="M3-01", title="Fürsorge", net_minutes=360, min_seats=8, max_seats=14, objectives="Zuhören\nHandeln"
    )
    make.audience(offer, "FK")

    html = as_(make.staff()).get("/catalogue/M3-01/").content.decode()

    for piece in ("<h1>Fürsorge</h1>", "<li>Zuhören</li>", "<dd>8 UE (360 Minuten)</dd>", "8 bis 14", "Führungskräfte"):
        assert piece in html
    assert "ab 80 % Anwesenheit" in html
    assert "M3 Bedarfsgerechte Trainings und Coachings für Führungskräfte und Teams (Basismodul)" in html


def test_a_confidential_offer_can_be_looked_at_but_not_over_the_shoulder() -> None:
    make.offer(code="M3-08", title="Einzelcoaching", neutral_title="Termin", protection=2, format="coaching")

    html = as_(make.staff()).get("/catalogue/M3-08/").content.decode()

    assert re.search(r"<title>\s*Termin\b", html)
    assert "<h1>Einzelcoaching</h1>" in html
    assert "Ihre Dienststelle erfährt nicht, ob Sie teilnehmen." in html
    assert "Schnell verlassen" in html


def test_activities_cost_one_query_for_each_kind_not_for_each_row() -> None:
    offer = make.offer(code="M2-01")
    client = as_(make.staff())
    PageActivity.objects.create(offer=offer, title="Text 1", body="…", position=1)
    few = queries_of(client, "/catalogue/M2-01/")
    for number in range(2, 40):
        PageActivity.objects.create(offer=offer, title=f"Text {number}", body="…", position=number)

    assert client.get("/catalogue/M2-01/").text.count("Zum Lesen") == 39
    same_queries(few, queries_of(client, "/catalogue/M2-01/"))


def test_a_page_shows_its_text_cleaned() -> None:
    page = PageActivity.objects.create(
        offer=make.offer(title="Rahmen"), title="Merkblatt", body="# Schritte\n\n<script>x</script> **eins**"
    )

    html = as_(make.staff()).get(page.get_absolute_url()).content.decode()

    assert "<h1>Merkblatt</h1>" in html
    assert "<h2>Schritte</h2>" in html
    assert "<strong>eins</strong>" in html
    assert "<script>x" not in html


def test_the_office_writes_an_offer() -> None:
    office = make.office()

    answer = as_(office).post("/catalogue/new/", facts())

    offer = Offer.objects.get()
    assert answer["Location"] == "/catalogue/M3-77/"
    assert (offer.title, offer.net_minutes, offer.is_published) == ("Ruhig bleiben", 180, True)
    assert sorted(offer.audiences.values_list("group", flat=True)) == ["FK", "TM"]
    assert list(Entry.objects.about(offer).order_by("pk").values_list("deed", "by")) == [
        ("created", office.pk),
        ("published", office.pk),
    ]


def test_a_trainer_changes_an_offer_and_the_journal_knows_the_fields_but_not_the_words() -> None:
    trainer = make.trainer()
    as_(trainer).post("/catalogue/new/", facts())

    as_(trainer).post("/catalogue/M3-77/edit/", facts(title="Sehr ruhig bleiben", audiences=["AL"], is_published=""))

    offer = Offer.objects.get()
    changed, withdrawn = Entry.objects.about(offer).order_by("pk")[2:]
    assert offer.title == "Sehr ruhig bleiben"
    assert list(offer.audiences.values_list("group", flat=True)) == ["AL"]
    assert changed.facts == {"fields": ["audiences", "is_published", "title"]}
    assert withdrawn.deed == "withdrawn"


def test_the_number_of_an_offer_stays_as_it_stands_in_letters_and_links() -> None:
    make.offer(code="M3-77")

    as_(make.office()).post("/catalogue/M3-77/edit/", facts(code="M3-99"))

    assert Offer.objects.get().code == "M3-77"


@pytest.mark.parametrize("neutral", ["Einzelcoaching nach Bedrohung", "einzelcoaching  nach bedrohung!"])
def test_a_confidential_offer_needs_a_neutral_title_of_its_own(neutral: str) -> None:
    typed = facts(title="Einzelcoaching nach Bedrohung", neutral_title=neutral, protection="2")

    html = as_(make.office()).post("/catalogue/new/", typed).content.decode()

    assert "Ein vertrauliches Angebot braucht einen neutralen Titel, der anders lautet als der Titel." in html
    assert 'value="M3-77"' in html
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"min_seats": "20"}, "Die Mindestteilnahmezahl ist höchstens so groß wie die Zahl der Plätze."),
        ({"code": "neu"}, "Eine Nummer sieht so aus: M2-01."),
        ({"audiences": []}, "Bitte füllen Sie dieses Feld aus."),
        ({"net_minutes": "0"}, "Dieser Wert muss größer oder gleich 1 sein."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(typed: dict[str, Any], sentence: str) -> None:
    html = as_(make.office()).post("/catalogue/new/", facts(**typed)).content.decode()

    assert sentence in html
    assert 'value="Ruhig bleiben"' in html
    assert not Offer.objects.exists()


def test_a_preview_shows_the_offer_and_saves_nothing() -> None:
    offer = make.offer(code="M3-77", title="Vorher")

    html = as_(make.office()).post("/catalogue/M3-77/edit/", facts(preview="1")).content.decode()

    offer.refresh_from_db()
    assert "Vorschau, noch nicht gespeichert" in html
    assert "<h2>Ruhig bleiben</h2>" in html
    assert offer.title == "Vorher"
    assert not Entry.objects.about(offer).exists()


def test_a_page_is_written_previewed_and_takes_the_last_place() -> None:
    offer = make.offer(code="M2-01")
    PageActivity.objects.create(offer=offer, title="Erstes", body="…", position=1)
    client, typed = as_(make.trainer()), {"title": "Zweites", "minutes": "5", "body": "# Wege"}

    preview = client.post("/catalogue/M2-01/pages/new/", typed | {"preview": "1"}).content.decode()
    assert "<h3>Wege</h3>" in preview
    assert PageActivity.objects.count() == 1

    client.post("/catalogue/M2-01/pages/new/", typed)
    page = PageActivity.objects.get(title="Zweites")
    assert page.position == 2
    assert Entry.objects.about(page).get().deed == "created"

    client.post(f"/catalogue/pages/{page.pk}/edit/", typed | {"body": "Neu"})
    assert PageActivity.objects.get(title="Zweites").body == "Neu"


def test_the_desk_suggests_offers_but_never_a_protected_one() -> None:
    make.audience(make.offer(title="Für alle"), "AL")
    make.audience(make.offer(title="Geschützt", protection=2), "AL")
    make.audience(make.offer(title="Nur Koordination"), "KO")

    assert "Für alle" in (html := as_(make.staff()).get("/").content.decode())
    assert "Geschützt" not in html
    assert "Nur Koordination" not in html
    assert "Nur Koordination" in as_(make.coordinator()).get("/").content.decode()


def test_whoever_is_not_logged_in_sees_no_catalogue() -> None:
    assert Client().get("/catalogue/")["Location"].startswith("/account/login/")


def test_the_catalogue_is_complete_in_english() -> None:
    offer = make.offer(code="M2-01", format="workshop", module="M2", net_minutes=120)
    make.audience(offer, "FK")
    client = as_(make.staff())
    client.cookies["django_language"] = "en"

    html = client.get("/catalogue/").content.decode()
    assert "<h1>Offers</h1>" in html
    assert "For whom: leaders" in html
    assert "<strong>2.67 UE (120 minutes)</strong>, workshop" in html
    assert "What you take away" in client.get("/catalogue/M2-01/").content.decode()


def test_a_sign_no_database_can_store_is_only_a_bad_search() -> None:
    make.offer(title="Allianzen")

    assert titles(as_(make.staff()), q="Allianzen\x00") == ["Allianzen"]
