"""The helper that counts queries, counted on itself."""

import pytest
from django.test import Client
from django.urls import reverse

from lms.people.models import User
from tests import make
from tests.queries import queries, queries_of, same_queries


def test_a_page_that_asks_as_often_as_before_passes(client: Client) -> None:
    client.force_login(make.office())
    few = queries_of(client, reverse("desk"))

    for _ in range(3):
        make.staff()

    same_queries(few, queries_of(client, reverse("desk")), at_most=20)


def test_a_question_per_row_is_shown() -> None:
    def ask_each() -> None:
        for person in User.objects.all():
            person.memberships.count()

    make.staff()
    few = queries(ask_each)
    make.staff()

    with pytest.raises(AssertionError, match=r"2 queries became 3. Most frequent:\n2 × SELECT COUNT"):
        same_queries(few, queries(ask_each))


def test_a_page_that_asks_too_often_is_refused_even_if_it_never_asks_more() -> None:
    with pytest.raises(AssertionError, match="3 queries"):
        same_queries(["SELECT 1"] * 3, ["SELECT 1"] * 3, at_most=2)
