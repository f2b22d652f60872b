from collections.abc import Callable
from contextlib import AbstractContextManager

from certificates import issuing
from certificates.chores import issue_owed
from certificates.models import Certificate
from courses.catalogue.models import Offer
from courses.scorm.models import ScormActivity
from courses.scorm.signals import module_completed
from lms.kit.news import announce
from lms.people.models import User
from tests import make

Capture = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


def self_paced() -> Offer:
    return make.offer(format=Offer.Format.SELF_PACED, net_minutes=90, title="Grundlagen")


def complete(person: User, activity: ScormActivity) -> None:
    make.learner_record(person=person, activity=activity, completed_at=make.MONDAY)


def test_who_completes_a_self_paced_offer_gets_a_certificate(django_capture_on_commit_callbacks: Capture) -> None:
    person, module = make.staff(), make.module(offer=self_paced())
    complete(person, module)

    with django_capture_on_commit_callbacks(execute=True):
        announce(module_completed, person_id=person.pk, activity_id=module.pk, at=make.MONDAY)

    certificate = Certificate.objects.get()
    assert (certificate.person, certificate.completed_offer, certificate.minutes) == (person, module.offer, 90)
    assert certificate.taught_until == make.MONDAY.date()


def test_no_employer_learns_of_it() -> None:
    town = make.municipality()
    person, module = make.staff(of=town), make.module(offer=self_paced())
    complete(person, module)

    issuing.issue_for_completion(person, module.offer, at=make.MONDAY)

    assert not Certificate.objects.visible_to(make.hr(of=town)).exists()


def test_every_module_of_the_offer_has_to_be_completed() -> None:
    offer = self_paced()
    person, first, second = make.staff(), make.module(offer=offer), make.module(offer=offer)
    complete(person, first)

    assert issuing.issue_for_completion(person, offer, at=make.MONDAY) is None
    complete(person, second)
    assert issuing.issue_for_completion(person, offer, at=make.MONDAY) is not None


def test_another_persons_completion_does_not_count() -> None:
    offer = self_paced()
    person, first, second = make.staff(), make.module(offer=offer), make.module(offer=offer)
    complete(person, first)
    complete(make.staff(), second)

    assert issuing.issue_for_completion(person, offer, at=make.MONDAY) is None


def test_a_module_beside_dates_earns_nothing_by_itself() -> None:
    person, module = make.staff(), make.module(offer=make.offer(format=Offer.Format.WORKSHOP))
    complete(person, module)

    assert issue_owed(make.MONDAY) == 0


def test_what_the_news_has_missed_is_found_by_the_sweep_once() -> None:
    module = make.module(offer=self_paced())
    for _ in range(2):
        complete(make.staff(), module)

    assert issue_owed(make.MONDAY) == 2
    assert issue_owed(make.MONDAY) == 0
