from django.test import Client
from django.urls import reverse

from lms.kit import demo
from lms.people import demo as people_demo
from lms.people.models import Invitation, Membership, Municipality, ProgrammeRole, User
from tests.make import MONDAY


def play() -> None:
    for scene in (people_demo.the_official_list, people_demo.the_programme, people_demo.the_municipalities):
        scene(MONDAY)


def test_the_scenes_people_the_house_and_may_be_played_twice() -> None:
    play()
    people = User.objects.count()
    play()

    assert User.objects.count() == people
    assert Municipality.objects.count() == 11299 + 4
    assert ProgrammeRole.objects.filter(role="office").count() == 2
    assert Membership.objects.filter(role="lead_contact").count() == 4
    assert Invitation.objects.count() == 1


def test_every_account_on_the_list_can_log_in(client: Client) -> None:
    play()

    ours = {email for _role, email, *_name in people_demo.PROGRAMME} | set(
        User.objects.filter(memberships__isnull=False).values_list("email", flat=True)
    )
    listed = [account.email for account in demo._accounts if account.email in ours]
    assert len(listed) >= 11
    for email in listed:
        visitor = Client()
        visitor.post(reverse("account_login"), {"login": email, "password": demo.PASSWORD})
        assert "_auth_user_id" in visitor.session, email
