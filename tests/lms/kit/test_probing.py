"""Asking with one statement where there is anything."""

from lms.kit.probing import where_any
from lms.people.models import Invitation, Membership, User
from tests import make
from tests.queries import queries


def test_one_statement_tells_which_rows_there_are() -> None:
    person = make.staff()
    rows = {
        "roles": Membership.objects.filter(person=person),
        "invitations": Invitation.objects.addressed_to(person),
        "either": [Invitation.objects.addressed_to(person), Membership.objects.filter(person=person)],
        "neither": [Invitation.objects.addressed_to(person), Membership.objects.none()],
        "nothing": User.objects.none(),
        "not asked": None,
    }

    assert where_any(person, rows) == {"roles", "either"}
    assert len(queries(lambda: where_any(person, rows))) == 1


def test_where_the_hats_say_no_nobody_asks() -> None:
    assert queries(lambda: where_any(User(), {"letters": None})) == []
