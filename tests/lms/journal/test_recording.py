from django.db import transaction

from lms.journal import recording
from lms.journal.models import Entry
from tests import make
from tests.make import MONDAY


def test_a_line_says_what_happened_to_whom_by_whom_and_when() -> None:
    person, office = make.person(), make.office()

    recording.record(person, "appointed", by=office, at=MONDAY, role="coach")

    [entry] = Entry.objects.about(person)
    assert (entry.deed, entry.by, entry.at, entry.facts) == ("appointed", office, MONDAY, {"role": "coach"})
    assert str(entry) == f"2027-03-01 09:00 people.user {person.pk} appointed"


def test_a_line_vanishes_with_the_change_it_tells_of() -> None:
    person = make.person()

    with transaction.atomic():
        recording.record(person, "appointed", by=None, at=MONDAY)
        recording.record_many([person, person], "appointed", by=None, at=MONDAY)
        transaction.set_rollback(True)

    assert Entry.objects.count() == 0


def test_many_lines_cost_one_statement(django_assert_num_queries: object) -> None:
    people = [make.person() for _ in range(20)]

    with django_assert_num_queries(1):  # type: ignore[operator]
        recording.record_many(people, "invited", by=None, at=MONDAY, municipality=7)

    assert [entry.facts for entry in Entry.objects.about(people[3])] == [{"municipality": 7}]


def test_the_house_itself_may_be_the_one_who_did_it() -> None:
    person = make.person()

    recording.record(person, "arrived", by=None, at=MONDAY)

    assert Entry.objects.about(person).get().by is None


def test_the_journal_outlives_the_person_who_wrote_in_it() -> None:
    person, office = make.person(), make.office()
    recording.record(person, "appointed", by=office, at=MONDAY)

    office.delete()

    assert Entry.objects.about(person).get().by is None
