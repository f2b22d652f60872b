"""Nobody but the person: proved at the models, at the pages, in the statements, and in the code of the other rooms."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from courses.quizzes.models import Attempt, QuizActivity
from lms.journal.models import Entry
from lms.mail.models import Letter
from lms.people.models import User
from tests import make
from tests.pages import as_

HOUSE = Path(settings.BASE_DIR)
OTHERS = ["colleague", "coordinator", "hr", "hr_elsewhere", "trainer", "coach", "reviewer", "office"]


def without_tokens(html: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)


@pytest.fixture
def person() -> User:
    return make.staff(given_name="Ada", family_name="Geheim")


@pytest.fixture
def quiz() -> QuizActivity:
    return make.quiz()


def other(role: str, person: User) -> User:
    town = person.memberships.get().municipality
    if role == "colleague":
        return make.staff(of=town)
    if role in {"coordinator", "hr"}:
        return make.member(role, of=town)
    if role == "hr_elsewhere":
        return make.hr()
    made: User = getattr(make, role)()
    return made


def test_attempts_have_one_way_in_and_refuse_every_other() -> None:
    for way in ("all", "get_queryset"):
        with pytest.raises(TypeError, match="through the person"):
            getattr(Attempt.objects, way)()
    for way in ("filter", "get", "values", "count", "aggregate", "raw", "in_bulk", "exclude", "create"):
        assert not hasattr(Attempt.objects, way)


def test_a_person_finds_their_own_attempts_and_nobody_elses(person: User, quiz: QuizActivity) -> None:
    mine = make.quiz_attempt(person, quiz)
    make.quiz_attempt(make.staff(), quiz)
    make.quiz_attempt(person, make.quiz())

    assert list(Attempt.objects.of(person, quiz)) == [mine]


def test_the_row_names_nobody_and_two_rows_of_one_person_look_unrelated(person: User, quiz: QuizActivity) -> None:
    make.quiz_attempt(person, quiz)
    make.quiz_attempt(person, make.quiz())
    with connection.cursor() as cursor:
        cursor.execute("SELECT owner FROM quizzes_attempt")
        first, second = (owner for (owner,) in cursor.fetchall())

    assert first != second
    assert re.fullmatch("[0-9a-f]{64}", first)


def test_no_column_leads_to_a_person_and_no_row_elsewhere_leads_here() -> None:
    models = {field.related_model for field in Attempt._meta.get_fields() if field.is_relation}
    pointing_here = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields(include_hidden=True)
        if field.related_model is Attempt
    ]

    assert models == {QuizActivity}
    assert pointing_here == ["QuizActivity.+"]  # Django's own hidden end of the only foreign key


def test_without_the_former_key_results_are_nobodys_and_with_it_they_are_still_the_persons(
    person: User, quiz: QuizActivity
) -> None:
    make.quiz_attempt(person, quiz)

    with override_settings(SECRET_KEY="neu" * 20):
        assert not Attempt.objects.of(person, quiz).exists()
    with override_settings(SECRET_KEY="neu" * 20, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert Attempt.objects.of(person, quiz).exists()


@pytest.mark.parametrize("role", OTHERS)
def test_whoever_else_asks_gets_the_same_as_for_an_attempt_that_never_was(
    role: str, person: User, quiz: QuizActivity
) -> None:
    attempt = make.quiz_attempt(person, quiz, finished=True)
    never = "00000000-0000-4000-8000-000000000000"
    client = as_(other(role, person))

    for page, method in [
        ("", "get"),
        ("result/", "get"),
        ("questions/1/", "get"),
        ("questions/1/", "post"),
        ("completion/", "post"),
        ("deletion/", "post"),
    ]:
        real = getattr(client, method)(f"/quizzes/{quiz.pk}/attempts/{attempt.pk}/{page}")
        invented = getattr(client, method)(f"/quizzes/{quiz.pk}/attempts/{never}/{page}")
        assert (real.status_code, invented.status_code) == (404, 404)
    assert Attempt.objects.of(person, quiz).count() == 1


@pytest.mark.parametrize("role", OTHERS)
def test_no_page_of_anybody_else_changes_when_somebody_takes_it(role: str, person: User, quiz: QuizActivity) -> None:
    client = as_(other(role, person))
    pages = ["/", quiz.get_absolute_url(), quiz.offer.get_absolute_url(), "/catalogue/"]
    before = [without_tokens(client.get(page).content.decode()) for page in pages]

    make.quiz_attempt(person, quiz, finished=True)

    assert [without_tokens(client.get(page).content.decode()) for page in pages] == before


def take(client: Client, quiz: QuizActivity) -> list[Any]:
    """Through the whole of it, as a person would; the answers' pages."""
    begun = client.post(f"/quizzes/{quiz.pk}/attempts/")
    question = quiz.questions.in_order()[0]
    answers = [client.get(begun["Location"]), client.post(begun["Location"], {"chosen": question.choices.all()[0].pk})]
    attempt = begun["Location"].split("questions/")[0]
    answers += [client.get(attempt), client.post(f"{attempt}completion/"), client.get(f"{attempt}result/")]
    return answers


def test_taking_it_leaves_no_line_in_the_journal_no_letter_and_no_cookie(
    person: User, quiz: QuizActivity, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as consequences:
        answers = take(as_(person), quiz)

    assert answers[-1].status_code == 200
    assert consequences == []
    assert not Entry.objects.exists()
    assert not Letter.objects.exists()
    assert mail.outbox == []
    assert {name for answer in answers for name in answer.cookies} <= {"csrftoken", "messages"}


def test_no_statement_ever_brings_answers_and_people_together(person: User, quiz: QuizActivity) -> None:
    client = as_(person)
    with CaptureQueriesContext(connection) as statements:
        take(client, quiz)
        client.get(quiz.get_absolute_url())

    about_answers = [one["sql"] for one in statements if "quizzes_attempt" in one["sql"]]
    assert about_answers
    for sql in about_answers:
        assert "people_" not in sql
        assert "JOIN" not in sql
        assert person.email not in sql


def test_pages_about_answers_are_kept_by_no_browser_and_named_neutrally(person: User) -> None:
    quiz = make.quiz(title="Selbsteinschätzung: Rassismus erkennen")
    answers = take(as_(person), quiz)

    for answer in answers:
        if answer.status_code == 200:
            assert "no-store" in answer["Cache-Control"]
            assert "Rassismus" not in re.findall(r"<title>(.*?)</title>", answer.content.decode(), re.S)[0]


def test_no_other_room_knows_this_one() -> None:
    strangers = []
    for path in HOUSE.glob("[a-z]*/**/*.py"):
        room = path.relative_to(HOUSE).as_posix()
        if room.startswith(("tests/", "node_modules/", "build/", "var/", "courses/quizzes/")):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get_model":
                names = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if any(name.startswith(("courses.quizzes", "quizzes")) for name in names):
                strangers.append(room)

    assert strangers == []


def test_an_export_of_the_data_stops_at_this_room(person: User, quiz: QuizActivity) -> None:
    """``dumpdata`` asks the default manager, which refuses: answers do not slip into a file by a habit."""
    make.quiz_attempt(person, quiz)

    with pytest.raises((CommandError, TypeError, AttributeError)):
        call_command("dumpdata", "quizzes.attempt", verbosity=0)


def test_what_is_stored_is_only_keys(person: User, quiz: QuizActivity) -> None:
    attempt = make.quiz_attempt(person, quiz)

    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM quizzes_attempt")
        stored = cursor.fetchone()[0]
    answers = json.loads(stored) if isinstance(stored, str) else stored
    assert answers == attempt.answers
    assert all(key.isdigit() and all(isinstance(one, int) for one in made) for key, made in answers.items())
