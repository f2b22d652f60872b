"""From the call to the certificate: the whole story, played by its people in their browsers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page
from pytest_django import Settings

from courses.catalogue import demo as offers
from courses.quizzes import demo as quizzes
from lms.people import demo as settlers
from tests.browser.story import call, catalogue, certificate, learning, talk, training
from tests.browser.story.stage import Stage
from tests.make import MONDAY

pytestmark = pytest.mark.browser


@pytest.fixture
def stage(house: str, settings: Settings, tmp_path: Path, arrive: Callable[..., Page]) -> Iterator[Stage]:
    """A house with people, municipalities and 28 offers, on a Monday morning on which nothing has happened yet."""
    settings.MEDIA_ROOT = tmp_path
    for scene in (
        settlers.the_official_list,
        settlers.the_programme,
        settlers.the_municipalities,
        offers.catalogue,
        quizzes.self_assessment,
    ):
        scene(MONDAY)
    with time_machine.travel(MONDAY) as clock:
        yield Stage(arrive, clock)


def test_from_the_call_to_the_certificate(stage: Stage) -> None:
    call.the_office_opens_a_call(stage)
    call.a_municipality_applies(stage)
    call.another_applies_for_one_unit_without_javascript(stage)
    call.others_apply_as_well(stage)
    call.the_office_decides_and_publishes(stage)
    call.whoever_was_not_selected_reads_of_priority(stage)

    catalogue.staff_find_an_offer(stage)

    training.a_trainer_schedules_a_workshop(stage)
    training.staff_register_for_it(stage)
    training.a_full_seminar_serves_priority_first(stage)
    training.the_trainer_marks_attendance(stage)

    learning.a_trainer_uploads_a_module(stage)
    learning.staff_work_through_it_in_two_sittings(stage)
    learning.staff_assess_themselves(stage)
    learning.a_colleague_does_so_without_javascript(stage)

    talk.a_team_lead_asks_for_a_coaching(stage)
    talk.a_coach_offers_a_slot(stage)
    talk.both_find_a_neutral_entry(stage)
    talk.its_minutes_leave_the_account(stage)

    certificate.staff_download_their_certificate(stage)
    certificate.anybody_verifies_it(stage)
    certificate.hr_takes_home_one_file(stage)
    certificate.hr_of_another_town_sees_nothing(stage)
