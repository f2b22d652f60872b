from datetime import datetime, timedelta

from django_tasks_db.models import DBTaskResult

from lms.kit import chores, housekeeping
from lms.people.models import Visit


def test_sessions_that_have_run_out_are_cleared_away(now: datetime) -> None:
    Visit.objects.create(session_key="over", session_data="", expire_date=now - timedelta(seconds=1))
    Visit.objects.create(session_key="open", session_data="", expire_date=now + timedelta(seconds=1))

    assert housekeeping.clear_sessions(now) == 1
    assert [visit.session_key for visit in Visit.objects.all()] == ["open"]


def test_tasks_are_remembered_for_a_week(now: datetime) -> None:
    def task(status: str, days_ago: int) -> None:
        DBTaskResult.objects.create(
            status=status,
            task_path="somewhere.some_task",
            args_kwargs={"args": [], "kwargs": {}},
            backend_name="default",
            finished_at=now - timedelta(days=days_ago) if status != "READY" else None,
        )

    task("SUCCESSFUL", days_ago=8)
    task("FAILED", days_ago=8)
    task("SUCCESSFUL", days_ago=6)
    task("READY", days_ago=8)

    assert housekeeping.clear_tasks(now) == 2
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]


def test_both_are_chores(now: datetime) -> None:
    assert {"lms.kit.housekeeping.clear_sessions", "lms.kit.housekeeping.clear_tasks"} <= set(chores.sweep(now))
