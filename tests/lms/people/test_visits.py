"""Session, person and roles come with one statement, and still nobody comes in who may not."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from lms.people.models import Membership, ProgrammeRole, User, Visit
from lms.people.visits import SessionStore
from tests import make
from tests.queries import queries, queries_of

HOME = "people:account"


def is_in(client: Client) -> bool:
    return client.get(reverse(HOME)).status_code == 200


def test_a_page_that_shows_nothing_of_its_own_costs_one_statement(client: Client) -> None:
    client.force_login(make.office())

    assert len(queries_of(client, reverse("privacy"))) == 1


def test_everything_known_of_a_person_comes_with_the_session(client: Client) -> None:
    here, there = make.municipality(), make.municipality()
    person = make.coordinator(of=here)
    for town, role in [(here, "staff"), (there, "hr")]:
        Membership.objects.create(person=person, municipality=town, role=role, since=make.MONDAY)
    for role in ["trainer", "coach"]:
        ProgrammeRole.objects.create(person=person, role=role, since=make.MONDAY)
    client.force_login(person)
    session = SessionStore(client.session.session_key)

    assert len(queries(session.load)) == 1
    assert session.person is not None
    assert session.person == person
    assert session.person.hats() == User.objects.get(pk=person.pk).hats()
    assert session.person.hats().leading() == {here.pk, there.pk}


def test_a_role_given_or_taken_counts_from_the_next_page_on(client: Client) -> None:
    person = make.staff()
    client.force_login(person)
    url = reverse("people:programme_people")
    before = client.get(url).status_code

    ProgrammeRole.objects.create(person=person, role="office", since=make.MONDAY)
    with_role = client.get(url).status_code
    ProgrammeRole.objects.all().delete()

    assert (before, with_role, client.get(url).status_code) == (404, 200, 404)


def test_a_new_password_locks_out_whoever_else_is_in(client: Client) -> None:
    person = make.staff()
    client.force_login(person)
    assert is_in(client)

    person.set_password("ein-anderes-langes-Wort")
    person.save()

    assert not is_in(client)


def test_who_is_no_longer_active_is_out_at_once(client: Client) -> None:
    person = make.staff()
    client.force_login(person)

    User.objects.update(is_active=False)

    assert not is_in(client)


def test_a_changed_secret_key_keeps_people_in_while_the_old_one_is_a_fallback(client: Client) -> None:
    client.force_login(make.staff())
    old = settings.SECRET_KEY

    with override_settings(SECRET_KEY="n" * 60, SECRET_KEY_FALLBACKS=[old]):
        assert is_in(client)
    with override_settings(SECRET_KEY="m" * 60, SECRET_KEY_FALLBACKS=[]):
        assert not is_in(client)


def test_whoever_goes_is_logged_out_everywhere(client: Client) -> None:
    person = make.person()
    client.force_login(person)

    person.delete()

    assert not Visit.objects.exists()
    assert not is_in(client)


def test_a_session_whose_time_is_over_lets_nobody_in(client: Client) -> None:
    client.force_login(make.staff())

    Visit.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert not is_in(client)


def test_logging_out_leaves_no_session_and_the_next_person_is_themselves(client: Client) -> None:
    first, second = make.staff(), make.staff()
    client.force_login(first)
    client.logout()
    assert not Visit.objects.exists()

    client.force_login(second)

    assert [visit.person for visit in Visit.objects.all()] == [second]
    assert client.get(reverse(HOME)).context["user"] == second


def test_the_row_beside_the_session_never_outweighs_what_the_session_says(client: Client) -> None:
    me, somebody = make.staff(), make.staff()
    client.force_login(me)

    Visit.objects.update(person=somebody)

    assert client.session[SESSION_KEY] == str(me.pk)
    assert client.get(reverse(HOME)).context["user"] == me


def test_a_browser_without_a_login_has_no_person() -> None:
    session = SessionStore()
    session["hello"] = "there"
    session.create()
    again = SessionStore(session.session_key)

    assert again["hello"] == "there"
    assert again.person is None


def test_a_cookie_that_never_came_from_us_is_no_session() -> None:
    client = Client()
    client.cookies["sessionid"] = "abcdefgh\0ijklmnop"

    assert client.get(reverse("desk")).status_code == 302
