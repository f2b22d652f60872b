"""Planning a run: what becomes of a plan, and why a plan is refused."""

from collections import Counter
from datetime import timedelta

import pytest

from courses.catalogue.models import Offer
from courses.sessions import doubts, planning
from courses.sessions.models import NotFromHere, Run
from courses.sessions.planning import Slot
from lms.journal.models import Entry
from lms.people.models import User
from tests import make
from tests.courses.plans import IN_FOUR_WEEKS, plan, slot
from tests.make import MONDAY
from tests.races import at_once


@pytest.fixture
def trainer() -> User:
    return make.trainer()


def refused(offer: Offer, wanted: planning.Plan) -> list[tuple[str, str, int | None]]:
    with pytest.raises(planning.CannotPlan) as no:
        planning.draft(offer, wanted, by=wanted.trainer, at=MONDAY)
    return [(obstacle.part, obstacle.sentence, obstacle.slot) for obstacle in no.value.obstacles]


# --- Drafting ---------------------------------------------------------------------------------------


def test_a_plan_becomes_a_draft_with_its_dates_in_order(trainer: User) -> None:
    offer = make.offer()
    later, sooner = slot(IN_FOUR_WEEKS + timedelta(days=7)), slot(IN_FOUR_WEEKS)

    run = planning.draft(offer, plan(trainer, later, sooner), by=trainer, at=MONDAY)

    assert run.status == Run.Status.DRAFT
    assert [session.starts_at for session in run.sessions.order_by("pk")] == [sooner.starts_at, later.starts_at]
    assert [session.net_minutes() for session in run.sessions.all()] == [135, 135]
    assert [entry.deed for entry in Entry.objects.about(run)] == ["planned"]


def test_registration_opens_at_once_unless_said_otherwise(trainer: User) -> None:
    run = planning.draft(make.offer(), plan(trainer), by=trainer, at=MONDAY)

    assert run.registration_opens_at == MONDAY


def test_an_online_seminar_gives_priority_for_fourteen_days(trainer: User) -> None:
    run = planning.draft(make.offer(), plan(trainer), by=trainer, at=MONDAY)

    assert run.priority_until == MONDAY + timedelta(days=14)


def test_short_notice_leaves_half_of_the_time_to_everybody(trainer: User) -> None:
    soon = slot(MONDAY + timedelta(days=10))

    run = planning.draft(make.offer(), plan(trainer, soon), by=trainer, at=MONDAY)

    assert run.priority_until == MONDAY + timedelta(days=5)


def test_a_workshop_has_no_priority_window(trainer: User) -> None:
    workshop = make.offer(format=Offer.Format.WORKSHOP)

    run = planning.draft(workshop, plan(trainer, venue="Rathaus, Saal 2", online_link=""), by=trainer, at=MONDAY)

    assert run.priority_until is None


def test_a_draft_is_seen_by_its_trainer_and_the_office_only(trainer: User) -> None:
    run = planning.draft(make.offer(), plan(trainer), by=trainer, at=MONDAY)

    seen = {
        who: run in Run.objects.visible_to(person)
        for who, person in {
            "trainer": trainer,
            "other": make.trainer(),
            "office": make.office(),
            "staff": make.staff(),
        }.items()
    }
    assert seen == {"trainer": True, "other": False, "office": True, "staff": False}


def test_a_draft_is_planned_anew_as_a_whole(trainer: User) -> None:
    run = planning.draft(make.offer(), plan(trainer), by=trainer, at=MONDAY)
    # Half an hour later than before: a run's own dates are no clash.
    moved = slot(IN_FOUR_WEEKS + timedelta(minutes=30))

    planning.redraft(run, plan(trainer, moved, seats=12), by=trainer, at=MONDAY)

    assert run.seats == 12
    assert [session.starts_at for session in run.sessions.all()] == [moved.starts_at]


def test_a_published_run_is_not_planned_anew(trainer: User) -> None:
    run = make.run(trainer=trainer)

    with pytest.raises(NotFromHere, match="solange die Durchführung ein Entwurf ist"):
        planning.redraft(run, plan(trainer), by=trainer, at=MONDAY)


def test_a_draft_can_be_discarded_and_the_journal_remembers(trainer: User) -> None:
    run = planning.draft(make.offer(), plan(trainer), by=trainer, at=MONDAY)
    number = run.pk

    planning.discard(run, by=trainer, at=MONDAY)

    assert not Run.objects.filter(pk=number).exists()
    assert list(Entry.objects.filter(subject_id=number).order_by("pk").values_list("deed", flat=True)) == [
        "planned",
        "discarded",
    ]


def test_a_published_run_cannot_be_discarded(trainer: User) -> None:
    with pytest.raises(NotFromHere):
        planning.discard(make.run(trainer=trainer), by=trainer, at=MONDAY)


# --- Refusals -----------------------------------------------------------------------------------------


def test_a_self_paced_module_has_no_dates(trainer: User) -> None:
    found = refused(make.offer(format=Offer.Format.SELF_PACED), plan(trainer))

    assert found == [("slots", "Dieses Angebot findet nicht an Terminen statt.", None)]


def test_a_run_needs_a_date(trainer: User) -> None:
    wanted = planning.Plan(trainer=trainer, seats=5, slots=(), online_link="https://raum.example.org")

    assert refused(make.offer(), wanted) == [("slots", "Geben Sie mindestens einen Termin ein.", None)]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (slot(minutes=-30, break_minutes=0), "Ein Termin endet, nachdem er begonnen hat."),
        (slot(minutes=0, break_minutes=0), "Ein Termin endet, nachdem er begonnen hat."),
        (slot(minutes=60, break_minutes=60), "Die Pausen sind so lang wie der Termin selbst."),
        (
            slot(minutes=15 * 60),
            "Ein Termin dauert höchstens 14 Stunden. Geben Sie mehrere Tage als mehrere Termine ein.",
        ),
    ],
)
def test_a_date_that_cannot_be_is_refused(trainer: User, wrong: Slot, sentence: str) -> None:
    assert refused(make.offer(), plan(trainer, slot(IN_FOUR_WEEKS - timedelta(days=1)), wrong)) == [
        ("slots", sentence, 1)
    ]


def test_a_date_in_the_past_is_refused(trainer: User) -> None:
    wanted = plan(trainer, slot(MONDAY - timedelta(days=1)), registration_opens_at=MONDAY - timedelta(days=7))

    assert refused(make.offer(), wanted) == [("slots", "Dieser Termin liegt in der Vergangenheit.", 0)]


def test_dates_of_a_run_do_not_overlap_each_other(trainer: User) -> None:
    wanted = plan(trainer, slot(), slot(IN_FOUR_WEEKS + timedelta(hours=2)))

    assert refused(make.offer(), wanted) == [
        (
            "slots",
            "Dieser Termin überschneidet sich mit einem anderen: Mo., 29. März 2027, 10:00–12:30 Uhr.",
            1,
        )
    ]


def test_back_to_back_is_no_overlap(trainer: User) -> None:
    wanted = plan(trainer, slot(), slot(IN_FOUR_WEEKS + timedelta(minutes=150)))

    assert planning.obstacles(make.offer(), wanted, at=MONDAY) == []


@pytest.mark.parametrize("status", [Run.Status.DRAFT, Run.Status.PUBLISHED])
def test_a_trainer_is_in_one_place_at_a_time(trainer: User, status: Run.Status) -> None:
    make.run(trainer=trainer, status=status, offer=make.offer(code="M3-04"))

    [(part, sentence, number)] = refused(make.offer(), plan(trainer, slot(IN_FOUR_WEEKS + timedelta(hours=1))))

    assert (part, number) == ("slots", 0)
    assert sentence.startswith("Die Trainingsperson leitet zu dieser Zeit schon M3-04 (Mo., 29. März 2027")


def test_a_cancelled_run_leaves_the_trainer_free(trainer: User) -> None:
    make.run(trainer=trainer, status=Run.Status.CANCELLED)

    assert planning.obstacles(make.offer(), plan(trainer), at=MONDAY) == []


def test_another_trainer_is_free(trainer: User) -> None:
    make.run(trainer=make.trainer())

    assert planning.obstacles(make.offer(), plan(trainer), at=MONDAY) == []


def test_only_trainers_lead_runs() -> None:
    assert refused(make.offer(), plan(make.staff())) == [
        ("trainer", "Diese Person ist nicht als Trainingsperson eingetragen.", None)
    ]


def test_the_place_follows_the_format(trainer: User) -> None:
    workshop = make.offer(format=Offer.Format.WORKSHOP)

    assert refused(workshop, plan(trainer)) == [
        ("venue", "Die Teilnehmenden müssen wissen, wohin sie kommen: Geben Sie den Ort ein.", None)
    ]
    assert refused(make.offer(), plan(trainer, online_link="")) == [
        ("online_link", "Ein Online-Seminar braucht den Link zu seinem Online-Raum.", None)
    ]


def test_registration_and_priority_come_before_the_first_date(trainer: User) -> None:
    late = plan(trainer, registration_opens_at=IN_FOUR_WEEKS)
    endless = plan(trainer, priority_until=IN_FOUR_WEEKS)
    backwards = plan(trainer, priority_until=MONDAY)

    assert [part for part, _sentence, _slot in refused(make.offer(), late)] == ["registration_opens_at"]
    assert [part for part, _sentence, _slot in refused(make.offer(), endless)] == ["priority_until"]
    assert [part for part, _sentence, _slot in refused(make.offer(), backwards)] == ["priority_until"]


def test_all_obstacles_are_named_at_once(trainer: User) -> None:
    wanted = plan(trainer, slot(minutes=-30, break_minutes=0), seats=0, online_link="")

    assert [part for part, _sentence, _slot in refused(make.offer(), wanted)] == ["online_link", "slots", "seats"]


def test_a_refused_plan_changes_nothing(trainer: User) -> None:
    refused(make.offer(), plan(trainer, seats=0))

    assert not Run.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_plans_for_the_same_hour_exactly_one_is_kept() -> None:
    trainer, offer = make.trainer(), make.offer()
    office = make.office()

    outcomes = at_once(*[lambda: planning.draft(offer, plan(trainer), by=office, at=MONDAY)] * 4)

    assert Counter(map(type, outcomes)) == {type(None): 1, planning.CannotPlan: 3}
    assert Run.objects.count() == 1


# --- Doubts -----------------------------------------------------------------------------------------------


def test_another_length_than_promised_is_asked_about(trainer: User) -> None:
    run = planning.draft(make.offer(), plan(trainer, slot(minutes=105)), by=trainer, at=MONDAY)

    assert doubts.about(run, list(run.sessions.all())) == [
        "Die Termine ergeben ohne Pausen 2 UE (90 Minuten), das Angebot verspricht 3 UE (135 Minuten)."
    ]


@pytest.mark.parametrize(
    ("seats", "sentence"),
    [
        (25, "Das Angebot ist für höchstens 20 Personen gedacht."),
        (3, "Das Angebot ist für mindestens 6 Personen gedacht."),
    ],
)
def test_unusual_numbers_of_seats_are_asked_about(trainer: User, seats: int, sentence: str) -> None:
    run = make.run(trainer=trainer, offer=make.offer(min_seats=6), seats=seats)

    assert doubts.about(run, list(run.sessions.all())) == [sentence]


def test_other_dates_in_the_trainers_calendar_are_named_by_their_time_only(trainer: User) -> None:
    make.run(trainer=trainer, offer=make.offer(neutral_title="Etwas anderes"))
    run = make.run(trainer=trainer, status=Run.Status.DRAFT)

    assert doubts.about(run, list(run.sessions.all())) == [
        "Im Kalender der Trainingsperson steht dann schon ein Termin: Mo., 29. März 2027, 10:00–12:30 Uhr."
    ]


def test_nothing_unusual_raises_no_doubt(trainer: User) -> None:
    run = make.run(trainer=trainer)

    assert doubts.about(run, list(run.sessions.all())) == []
