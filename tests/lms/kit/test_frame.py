import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lms.kit import areas, desk
from lms.kit import help as helping
from lms.kit.areas import Area
from lms.kit.desk import Card, Line
from tests import make

PUBLIC = ["/help/", "/emergency/", "/accessibility/", "/privacy/", "/imprint/", "/letters/barrier/", "/account/login/"]
LINK = re.compile(r'<a [^>]*href="(/[^"]*)"')


def main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("url", PUBLIC)
def test_the_pages_of_the_frame_are_open_to_everybody(client: Client, url: str) -> None:
    response = client.get(url)
    page = response.content.decode()

    assert response.status_code == 200
    assert page.count("<h1>") == 1
    assert '<html lang="de">' in page


@pytest.mark.parametrize("url", PUBLIC)
def test_no_link_of_a_public_page_leads_nowhere(client: Client, url: str) -> None:
    links = set(LINK.findall(client.get(url).content.decode()))

    assert {
        link: client.get(link).status_code for link in links if client.get(link).status_code not in {200, 302}
    } == {}


def test_no_link_in_the_header_of_the_office_leads_nowhere(client: Client) -> None:
    client.force_login(make.office())
    links = set(LINK.findall(client.get("/").content.decode()))

    assert {link: client.get(link).status_code for link in links if client.get(link).status_code != 200} == {}


def test_the_footer_leads_to_help_and_to_what_the_law_asks_for(client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    footer = page[page.index("<footer") :]

    for words in ["Hilfe im Akutfall", "Barriere melden", "Erklärung zur Barrierefreiheit", "Datenschutz", "Impressum"]:
        assert words in footer


def test_a_stranger_may_log_in_and_a_person_may_log_out(client: Client) -> None:
    assert "Abmelden" not in client.get("/help/").content.decode()
    client.force_login(make.staff())
    page = client.get("/help/").content.decode()

    assert '<form method="post" action="/account/logout/">' in page
    assert "Mein Konto" in page


def test_german_unless_somebody_chose_otherwise(client: Client) -> None:
    asked_for_nothing = client.get("/help/", headers={"accept-language": "en"})
    chosen = client.post("/language/", {"language": "en", "next": "/help/"}, follow=True)

    assert "<h1>Hilfe</h1>" in asked_for_nothing.content.decode()
    assert "<h1>Help</h1>" in chosen.content.decode()
    assert '<html lang="en">' in chosen.content.decode()
    assert "<h1>Contacts" not in chosen.content.decode()


def test_the_choice_of_language_leads_nobody_away(client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})

    assert response.headers["Location"] == "/"


def test_the_choice_of_language_comes_back_to_the_same_page(client: Client) -> None:
    assert '<input type="hidden" name="next" value="/help/?a=b">' in client.get("/help/?a=b").content.decode()


def test_the_page_about_emergencies_has_a_neutral_title_and_a_quick_way_out(client: Client) -> None:
    page = client.get("/emergency/").content.decode()

    assert "<title>Anlaufstellen – Komm.A</title>" in page
    assert "Schnell verlassen" in page
    for number in ["110", "116 006", "0800 300 99 44"]:
        assert number in page


def test_links_to_others_do_not_say_where_somebody_comes_from(client: Client) -> None:
    page = client.get("/emergency/").content.decode()
    others = re.findall(r'<a [^>]*href="https://[^>]*>', page)

    assert others
    assert all('rel="noreferrer"' in link for link in others)


def test_help_is_unfolded_for_ones_own_roles() -> None:
    mine = [role.slug for role in helping.roles(make.trainer().hats()) if role.mine]

    assert mine == ["trainers"]
    assert not any(role.mine for role in helping.roles(None))


def test_an_empty_desk_shows_the_next_useful_thing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "_makers", [])
    client.force_login(make.staff())

    page = main(client.get("/").content.decode())

    assert "Es wartet nichts auf Sie." in page
    assert 'href="/catalogue/"' in page


def test_a_card_says_what_waits_and_has_one_main_button(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later = Card("Später", rank=60, text="Kein Grund zur Eile.")
    first = Card("Heute", rank=10, lines=[Line("Kurs", "/help/", "9:00 Uhr")], action="Öffnen", href="/help/")
    monkeypatch.setattr(desk, "_makers", [(lambda user, at: [later], None), (lambda user, at: [first], None)])
    client.force_login(make.staff())

    page = main(client.get("/").content.decode())

    assert page.index("<h2>Heute</h2>") < page.index("<h2>Später</h2>")
    assert page.count("kern-btn--primary") == 1
    assert '<a href="/help/">Kurs</a> <small>9:00 Uhr</small>' in page


def test_the_header_shows_six_areas_and_keeps_the_rest_at_hand(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [Area(f"Bereich {number}", "help", number, lambda user: True) for number in range(8)]
    monkeypatch.setattr(areas, "_areas", many)
    client.force_login(make.staff())

    header = client.get("/").content.decode().partition('<details class="komma-menu"')[0]
    shown, _, behind = header.partition('<details class="komma-more"')

    assert [f"Bereich {number}" in shown for number in range(8)] == [True] * 6 + [False] * 2
    assert [f"Bereich {number}" in behind for number in range(8)] == [False] * 6 + [True] * 2


def test_few_areas_need_no_further_menu(client: Client) -> None:
    client.force_login(make.staff())

    assert "komma-more" not in client.get("/").content.decode()


def test_the_frame_costs_no_query_of_its_own(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(make.staff())
    client.get("/help/")

    with django_assert_max_num_queries(1):  # session, person and hats in one
        client.get("/help/")
