"""The furnished house as a whole: every scene plays, and whoever is named in the list comes in."""

from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from coaching import account
from courses.catalogue.models import Offer
from lms.kit import demo
from lms.people.models import Municipality


def test_every_account_that_is_named_comes_in_and_finds_its_desk() -> None:
    demo.play_all(timezone.now())

    arrived = {}
    for named in demo.accounts():
        cache.clear()
        client = Client()
        client.post(reverse("account_login"), {"login": named.email, "password": demo.PASSWORD})
        arrived[named.email] = client.get(reverse("desk")).status_code

    assert arrived == dict.fromkeys(arrived, 200)
    assert len(arrived) >= 10


def test_the_scenes_of_all_floors_fit_together() -> None:
    demo.play_all(timezone.now())

    assert Offer.objects.count() == 28
    assert Certificate.objects.exists()
    assert account.balance(Municipality.objects.get(ags="05999001")).delivered == 90
