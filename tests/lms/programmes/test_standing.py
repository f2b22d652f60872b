from datetime import timedelta

from lms.programmes import standing
from lms.programmes.models import Standing
from tests import make
from tests.make import MONDAY


def test_a_municipality_with_priority_is_told_since_when() -> None:
    town, other = make.municipality(name="Anderstadt"), make.municipality()
    make.standing(town, since=MONDAY)
    make.standing(other, kind=Standing.Kind.MODEL)

    assert standing.reasons([town.pk, other.pk], at=MONDAY) == {
        town.pk: "Die Beschäftigten von Anderstadt haben seit Mo., 1. März 2027 Vorrang."
    }


def test_the_longest_priority_counts() -> None:
    town = make.municipality(name="Anderstadt")
    make.standing(town, since=MONDAY)
    make.standing(town, kind=Standing.Kind.PLATFORM, since=MONDAY - timedelta(days=7))

    assert "22. Februar 2027" in standing.reasons([town.pk], at=MONDAY)[town.pk]


def test_a_standing_that_has_ended_gives_nothing() -> None:
    town = make.municipality()
    make.standing(town, until=MONDAY)

    assert standing.with_priority([town.pk], at=MONDAY) == set()
    assert standing.reasons([town.pk], at=MONDAY) == {}
    assert standing.with_priority([town.pk], at=MONDAY - timedelta(seconds=1)) == {town.pk}
