from collections import Counter
from datetime import timedelta

import pytest

from coaching import account, talking
from coaching.models import AccountEntry, Coaching, NotFromHere, Slot
from lms.journal.models import Entry
from lms.mail.models import Letter
from tests import make
from tests.races import at_once

IN_A_WEEK = make.MONDAY + timedelta(days=7)


def an_hour(start=IN_A_WEEK, place: str = "Raum 7") -> talking.Date:  # type: ignore[no-untyped-def]
    return talking.Date(start, start + timedelta(hours=1), place)


class TestAsking:
    def test_staff_of_a_model_municipality_ask_and_every_coach_is_told(self) -> None:
        town = make.model_municipality()
        lead, coaches = make.staff(of=town), [make.coach(), make.coach()]

        coaching = talking.request(lead, town, at=make.MONDAY)

        assert (coaching.status, coaching.coach) == ("requested", None)
        assert {letter.to_person for letter in Letter.objects.all()} == set(coaches)
        assert all(lead.family_name not in letter.body for letter in Letter.objects.all())

    def test_staff_of_other_municipalities_are_not_entitled(self) -> None:
        town = make.municipality()

        with pytest.raises(talking.NotEntitled):
            talking.request(make.staff(of=town), town, at=make.MONDAY)

    def test_nobody_asks_at_the_expense_of_a_foreign_municipality(self) -> None:
        with pytest.raises(talking.NotEntitled):
            talking.request(make.staff(), make.model_municipality(), at=make.MONDAY)

    def test_one_talk_at_a_time(self) -> None:
        coaching = make.coaching()

        with pytest.raises(talking.AlreadyUnderWay):
            talking.request(coaching.person, coaching.municipality, at=make.MONDAY)

    def test_an_account_that_is_used_up_is_named(self) -> None:
        town = make.model_municipality()
        account.deliver(town, minutes=38_400, on=make.MONDAY.date(), by=make.coach(), at=make.MONDAY)

        with pytest.raises(account.NotCovered):
            talking.request(make.staff(of=town), town, at=make.MONDAY)


class TestOffering:
    def test_a_coach_offers_dates_and_the_person_is_told(self) -> None:
        coaching, coach = make.coaching(), make.coach()

        talking.offer(coaching, [an_hour(), an_hour(IN_A_WEEK + timedelta(days=1))], by=coach, at=make.MONDAY)

        coaching.refresh_from_db()
        assert (coaching.status, coaching.coach, coaching.slots.count()) == ("offered", coach, 2)
        assert Letter.objects.get().to_person == coaching.person

    def test_the_second_coach_comes_too_late(self) -> None:
        coaching = make.coaching()
        talking.offer(coaching, [an_hour()], by=make.coach(), at=make.MONDAY)

        with pytest.raises(talking.TakenByAnother):
            talking.offer(coaching, [an_hour()], by=make.coach(), at=make.MONDAY)

    @pytest.mark.parametrize(
        "date",
        [
            an_hour(make.MONDAY - timedelta(hours=1)),
            talking.Date(IN_A_WEEK, IN_A_WEEK),
            talking.Date(IN_A_WEEK, IN_A_WEEK + timedelta(hours=9)),
        ],
        ids=["past", "empty", "too long"],
    )
    def test_impossible_dates_are_refused_and_nothing_is_kept(self, date: talking.Date) -> None:
        coaching = make.coaching()

        with pytest.raises(talking.NotPossibleThen):
            talking.offer(coaching, [an_hour(), date], by=make.coach(), at=make.MONDAY)

        assert not Slot.objects.exists()
        assert Coaching.objects.get().coach is None

    def test_a_coach_is_in_one_place_at_a_time(self) -> None:
        coach = make.coach()
        make.agreed(coach=coach)

        with pytest.raises(talking.NotPossibleThen, match=r"08\.03\.2027 10:30"):
            talking.offer(make.coaching(), [an_hour(IN_A_WEEK + timedelta(minutes=30))], by=coach, at=make.MONDAY)

    def test_dates_of_one_offer_do_not_overlap(self) -> None:
        with pytest.raises(talking.NotPossibleThen):
            talking.offer(make.coaching(), [an_hour(), an_hour()], by=make.coach(), at=make.MONDAY)


class TestAgreeing:
    def test_both_get_a_neutral_date_and_the_others_lapse(self) -> None:
        coaching = make.coaching(status="offered", coach=make.coach())
        chosen, other = make.slot(coaching), make.slot(coaching, starts_at=IN_A_WEEK + timedelta(days=1))

        talking.agree(chosen, by=coaching.person, at=make.MONDAY)

        assert [slot.status for slot in coaching.slots.soonest_first()] == ["agreed", "declined"]
        other.refresh_from_db()
        letters = list(Letter.objects.all())
        assert {letter.to_person for letter in letters} == {coaching.person, coaching.coach}
        for letter in letters:
            assert letter.confidential
            assert letter.calendar_method == "REQUEST"
            assert "SUMMARY:Termin" in letter.calendar
            assert "Raum 7" not in letter.calendar + letter.body
            assert "oaching" not in letter.calendar + letter.subject

    def test_a_coach_agreed_elsewhere_for_that_hour_is_no_longer_free(self) -> None:
        coach = make.coach()
        late = make.slot(make.coaching(status="offered", coach=coach))
        make.agreed(coach=coach)

        with pytest.raises(talking.NotPossibleThen):
            talking.agree(late, by=late.coaching.person, at=make.MONDAY)

    def test_what_the_account_does_not_cover_is_refused(self) -> None:
        slot = make.slot(make.coaching(status="offered", coach=make.coach()))
        town = slot.coaching.municipality
        account.deliver(town, minutes=38_400 - 59, on=make.MONDAY.date(), by=make.coach(), at=make.MONDAY)

        with pytest.raises(account.NotCovered, match="59"):
            talking.agree(slot, by=slot.coaching.person, at=make.MONDAY)


class TestGivingBack:
    def test_a_cancelled_date_leaves_both_calendars_and_the_request_waits_again(self) -> None:
        slot = make.agreed()

        talking.cancel(slot.coaching, by=slot.coaching.coach, at=make.MONDAY)  # type: ignore[arg-type]

        slot.refresh_from_db()
        assert (slot.status, slot.sequence) == ("cancelled", 1)
        assert {letter.calendar_method for letter in Letter.objects.all()} == {"CANCEL"}
        assert Coaching.objects.waiting_for_a_coach().get() == slot.coaching

    def test_who_declines_all_dates_waits_for_others(self) -> None:
        coaching = make.coaching(status="offered", coach=make.coach())
        make.slot(coaching)

        talking.decline(coaching, by=coaching.person, at=make.MONDAY)

        assert Coaching.objects.waiting_for_a_coach().get() == coaching
        assert coaching.slots.get().status == "declined"

    def test_a_request_may_be_withdrawn_until_the_talk_begins(self) -> None:
        slot = make.agreed()

        with pytest.raises(talking.NotPossibleThen):
            talking.withdraw(slot.coaching, by=slot.coaching.person, at=slot.starts_at)
        talking.withdraw(slot.coaching, by=slot.coaching.person, at=slot.starts_at - timedelta(seconds=1))

        assert Coaching.objects.get().status == "withdrawn"


class TestHolding:
    def test_delivered_minutes_leave_the_account_and_the_entry_knows_nobody(self) -> None:
        slot = make.agreed()

        talking.hold(slot.coaching, minutes=75, by=slot.coaching.coach, at=slot.ends_at)  # type: ignore[arg-type]

        town = slot.coaching.municipality
        assert account.balance(town) == account.Balance(granted=38_400, planned=0, delivered=75)
        entry = AccountEntry.objects.get(kind="delivery")
        assert {field.name for field in entry._meta.get_fields() if field.concrete} == {
            "id", "municipality", "kind", "minutes", "on", "standing", "corrects",
        }  # fmt: skip

    @pytest.mark.parametrize("minutes", [0, -5, 481])
    def test_impossible_minutes_are_refused(self, minutes: int) -> None:
        slot = make.agreed()

        with pytest.raises(talking.NotPossibleThen):
            talking.hold(slot.coaching, minutes=minutes, by=slot.coaching.coach, at=slot.ends_at)  # type: ignore[arg-type]

    def test_nothing_is_delivered_before_the_talk_begins(self) -> None:
        slot = make.agreed()

        with pytest.raises(talking.NotPossibleThen):
            talking.hold(slot.coaching, minutes=60, by=slot.coaching.coach, at=make.MONDAY)  # type: ignore[arg-type]

    def test_a_talk_is_delivered_once(self) -> None:
        slot = make.agreed()
        coach = slot.coaching.coach
        assert coach is not None
        talking.hold(slot.coaching, minutes=60, by=coach, at=slot.ends_at)

        with pytest.raises(NotFromHere):
            talking.hold(slot.coaching, minutes=60, by=coach, at=slot.ends_at)

        assert account.balance(slot.coaching.municipality).delivered == 60

    def test_wrong_minutes_are_put_right_by_a_counter_entry(self) -> None:
        slot = make.agreed()
        coach = slot.coaching.coach
        assert coach is not None
        talking.hold(slot.coaching, minutes=60, by=coach, at=slot.ends_at)

        talking.put_right(slot.coaching, minutes=90, by=coach, at=slot.ends_at)
        talking.put_right(slot.coaching, minutes=45, by=coach, at=slot.ends_at)

        entries = AccountEntry.objects.exclude(kind="grant").order_by("pk").values_list("kind", "minutes")
        assert list(entries) == [("delivery", -60), ("correction", -30), ("correction", 45)]
        assert account.balance(slot.coaching.municipality).delivered == 45

    def test_the_journal_tells_minutes_and_no_content(self) -> None:
        slot = make.agreed()

        talking.hold(slot.coaching, minutes=60, by=slot.coaching.coach, at=slot.ends_at)  # type: ignore[arg-type]

        assert Entry.objects.about(AccountEntry.objects.get(kind="delivery")).get().facts == {"minutes": 60}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_coaches_at_once_one_takes_up_the_request() -> None:
    coaching, one, other = make.coaching(), make.coach(), make.coach()

    outcomes = at_once(
        lambda: talking.offer(coaching, [an_hour()], by=one, at=make.MONDAY),
        lambda: talking.offer(coaching, [an_hour()], by=other, at=make.MONDAY),
    )

    assert Counter(map(type, outcomes)) == {type(None): 1, talking.TakenByAnother: 1}
    assert Slot.objects.count() == 1
