import re
from typing import Any

from django.test import Client

from courses.quizzes import demo
from courses.quizzes.models import Attempt, Choice, Question, QuizActivity
from lms.journal.models import Entry
from tests import make
from tests.pages import as_
from tests.queries import queries_of, same_queries


def begin(client: Client, quiz: QuizActivity) -> str:
    """The address of the attempt just begun."""
    where: str = client.post(f"/quizzes/{quiz.pk}/attempts/")["Location"]
    return where.split("questions/", maxsplit=1)[0]


def choice(quiz: QuizActivity, number: int, place: int = 1) -> int:
    key: int = quiz.questions.get(position=number).choices.get(position=place).pk
    return key


def html(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_offer_shows_the_self_assessment_and_that_only_the_person_sees_it() -> None:
    quiz = make.quiz(title="Wie sicher bin ich?", minutes=15)

    page = html(as_(make.staff()).get(quiz.offer.get_absolute_url()))

    assert f'<a href="/quizzes/{quiz.pk}/">Wie sicher bin ich?</a>' in page
    assert "Selbsteinschätzung, etwa 15 Minuten" in page
    assert "Nur Sie sehen Ihre Antworten, Ihr Ergebnis und dass Sie teilgenommen haben." in page


def test_from_the_introduction_to_the_result() -> None:
    person, quiz = make.staff(), make.quiz(questions=2)
    client = as_(person)

    page = html(client.get(f"/quizzes/{quiz.pk}/"))
    assert "Nur Sie sehen das" in page
    assert "2 Fragen" in page
    assert ">Beginnen<" in page

    attempt = begin(client, quiz)
    assert "Frage 1 von 2" in html(client.get(f"{attempt}questions/1/"))
    assert client.post(f"{attempt}questions/1/", {"chosen": choice(quiz, 1)})["Location"] == f"{attempt}questions/2/"
    assert client.post(f"{attempt}questions/2/", {"chosen": choice(quiz, 2, place=2)})["Location"] == attempt
    assert html(client.get(attempt)).count("beantwortet") == 2
    assert client.post(f"{attempt}completion/")["Location"] == f"{attempt}result/"

    page = html(client.get(f"{attempt}result/"))
    assert "Bei 1 von 2 Fragen haben Sie passend geantwortet." in page
    for piece in ("Zum Schluss.", "Zu Frage 1.", "Zu „Passt“ bei 1.", "Zu „Passt weniger“ bei 2.", "Zu „Passt“ bei 2."):
        assert piece in page
    assert "Ergebnis ansehen" in html(client.get(f"/quizzes/{quiz.pk}/"))


def test_going_back_and_pausing_lose_nothing_and_going_on_starts_at_the_first_open_question() -> None:
    person, quiz = make.staff(), make.quiz(questions=3)
    client = as_(person)
    attempt = begin(client, quiz)
    client.post(f"{attempt}questions/1/", {"chosen": choice(quiz, 1)})

    answer = client.post(f"{attempt}questions/2/", {"chosen": choice(quiz, 2), "back": "1"})
    assert answer["Location"] == f"{attempt}questions/1/"
    assert re.search(rf'value="{choice(quiz, 1)}"[^>]* checked', html(client.get(f"{attempt}questions/1/")))

    answer = client.post(f"{attempt}questions/1/", {"chosen": choice(quiz, 1), "pause": "1"}, follow=True)
    assert "Ihre Antworten sind gespeichert. Sie können weitermachen, wann Sie möchten." in html(answer)
    assert ">Weitermachen<" in html(answer)
    assert client.post(f"/quizzes/{quiz.pk}/attempts/")["Location"] == f"{attempt}questions/3/"


def test_a_question_may_be_skipped_and_several_choices_are_all_kept() -> None:
    person, quiz = make.staff(), make.quiz(questions=1)
    question = make.quiz_question(quiz, position=2, kind=Question.Kind.MULTIPLE)
    client = as_(person)
    attempt = begin(client, quiz)

    client.post(f"{attempt}questions/1/", {})
    client.post(f"{attempt}questions/2/", {"chosen": [choice(quiz, 2, place=1), choice(quiz, 2, place=3)]})
    client.post(f"{attempt}completion/")

    assert Attempt.objects.of(person, quiz).get().answers == {
        str(question.pk): [choice(quiz, 2, place=1), choice(quiz, 2, place=3)]
    }
    assert "Diese Frage haben Sie offen gelassen." in html(client.get(f"{attempt}result/"))


def test_a_choice_that_does_not_exist_is_refused_and_the_earlier_answer_stays() -> None:
    person, quiz = make.staff(), make.quiz()
    client = as_(person)
    attempt = begin(client, quiz)
    client.post(f"{attempt}questions/1/", {"chosen": choice(quiz, 1)})

    answer = client.post(f"{attempt}questions/1/", {"chosen": "999999"})

    assert answer.status_code == 200
    assert "keine gültige Auswahl" in html(answer)
    assert Attempt.objects.of(person, quiz).get().chosen(quiz.questions.in_order()[0].pk) == [choice(quiz, 1)]


def test_without_an_answer_the_result_stays_closed_and_says_why() -> None:
    quiz = make.quiz()
    client = as_(make.staff())
    attempt = begin(client, quiz)

    answer = client.post(f"{attempt}completion/", follow=True)

    assert "Bitte beantworten Sie mindestens eine Frage" in html(answer)
    assert client.get(f"{attempt}result/")["Location"] == attempt
    assert client.get(f"{attempt}questions/9/").status_code == 404


def test_after_the_result_every_page_of_the_attempt_leads_to_the_result() -> None:
    person, quiz = make.staff(), make.quiz()
    attempt = f"/quizzes/{quiz.pk}/attempts/{make.quiz_attempt(person, quiz, finished=True).pk}/"
    client = as_(person)

    for page, method in [("", "get"), ("questions/1/", "get"), ("questions/1/", "post"), ("completion/", "post")]:
        assert getattr(client, method)(f"{attempt}{page}")["Location"] == f"{attempt}result/"


def test_the_person_deletes_what_they_like() -> None:
    person, quiz = make.staff(), make.quiz()
    attempt = make.quiz_attempt(person, quiz, finished=True)

    answer = as_(person).post(f"/quizzes/{quiz.pk}/attempts/{attempt.pk}/deletion/", follow=True)

    assert "Ihre Antworten sind spurlos gelöscht." in html(answer)
    assert "Ihre Selbsteinschätzungen" not in html(answer)
    assert not Attempt.objects.of(person, quiz).exists()


def test_whoever_was_unsure_gets_the_further_feedback_and_others_do_not() -> None:
    quiz = make.quiz(questions=1, closing_unsure="Beginnen Sie mit dem Modul.")
    sure, unsure = as_(make.staff()), as_(make.staff())
    pages = []
    for client, place in ((sure, 1), (unsure, 2)):
        attempt = begin(client, quiz)
        client.post(f"{attempt}questions/1/", {"chosen": choice(quiz, 1, place=place)})
        pages.append(html(client.post(f"{attempt}completion/", follow=True)))

    assert ["Beginnen Sie mit dem Modul." in page for page in pages] == [False, True]


def test_pages_cost_the_same_with_2_questions_and_with_40() -> None:
    person = make.staff()
    client = as_(person)

    def costs(questions: int) -> list[list[str]]:
        quiz = make.quiz(questions=questions)
        attempt = make.quiz_attempt(person, quiz)
        base = f"/quizzes/{quiz.pk}/attempts/{attempt.pk}/"
        pages = [queries_of(client, page) for page in (f"/quizzes/{quiz.pk}/", f"{base}questions/2/", base)]
        client.post(f"{base}completion/")
        return [*pages, queries_of(client, f"{base}result/")]

    for few, many in zip(costs(2), costs(40), strict=True):
        same_queries(few, many, at_most=8)


def question_facts(*choices: tuple[str, str], **changes: str) -> dict[str, str]:
    """What somebody types to write a question."""
    typed = {
        "position": "1",
        "kind": "single",
        "text": "Was tun Sie?",
        "feedback": "Beides ist verbreitet.",
        "choices-TOTAL_FORMS": "6",
        "choices-INITIAL_FORMS": "0",
    }
    for number in range(6):
        text, suits = choices[number] if number < len(choices) else ("", "")
        typed |= {
            f"choices-{number}-position": str(number + 1),
            f"choices-{number}-text": text,
            f"choices-{number}-is_suitable": suits,
            f"choices-{number}-feedback": "",
        }
    return typed | changes


def test_a_trainer_writes_a_self_assessment_with_questions() -> None:
    trainer, offer = make.trainer(), make.offer(code="M2-01")
    client = as_(trainer)
    assert "/quizzes/offers/M2-01/new/" in html(client.get("/catalogue/M2-01/"))

    answer = client.post(
        "/quizzes/offers/M2-01/new/", {"title": "Wie sicher?", "minutes": "10", "intro": "Hallo", "closing": "Danke"}
    )
    quiz = QuizActivity.objects.get()
    assert answer["Location"] == f"/quizzes/{quiz.pk}/questions/new/"

    answer = client.post(
        answer["Location"], question_facts(("Zuhören", "1"), ("Weggehen", "0"), ("Nachfragen", "")) | {"another": "1"}
    )
    assert answer["Location"] == f"/quizzes/{quiz.pk}/questions/new/"
    question = quiz.questions.get()
    assert list(question.choices.order_by("position").values_list("text", "is_suitable")) == [
        ("Zuhören", True),
        ("Weggehen", False),
        ("Nachfragen", None),
    ]
    assert list(Entry.objects.about(quiz).order_by("pk").values_list("deed", "by")) == [
        ("created", trainer.pk),
        ("question added", trainer.pk),
    ]
    assert quiz.offer == offer


def test_a_question_is_changed_and_a_choice_taken_out() -> None:
    quiz = make.quiz(questions=1)
    question = quiz.questions.get()
    first, second, third = question.choices.order_by("position")
    client = as_(make.office())
    page = html(client.get(f"/quizzes/questions/{question.pk}/edit/"))
    assert "Passt weniger" in page

    typed = question_facts(("Passt gut", "1"), ("Passt weniger", "0"), ("Weder noch", ""), text="Neu?")
    typed |= {"choices-INITIAL_FORMS": "3", "choices-2-DELETE": "on"}
    typed |= {f"choices-{place}-id": str(one.pk) for place, one in enumerate((first, second, third))}
    client.post(f"/quizzes/questions/{question.pk}/edit/", typed)

    question.refresh_from_db()
    assert question.text == "Neu?"
    assert list(question.choices.order_by("position").values_list("pk", "text")) == [
        (first.pk, "Passt gut"),
        (second.pk, "Passt weniger"),
    ]


def test_a_question_with_one_choice_is_refused_and_nothing_typed_is_lost() -> None:
    quiz = make.quiz(questions=0)

    page = html(as_(make.office()).post(f"/quizzes/{quiz.pk}/questions/new/", question_facts(("Zuhören", "1"))))

    assert "Was tun Sie?" in page
    assert 'value="Zuhören"' in page
    assert "Eine Frage braucht mindestens zwei Antworten." in page
    assert not Question.objects.exists()
    assert not Choice.objects.exists()


def test_a_question_taken_out_disappears_from_results_and_harms_none() -> None:
    person, quiz = make.staff(), make.quiz(questions=2)
    attempt = make.quiz_attempt(person, quiz, finished=True)
    first = quiz.questions.in_order()[0]

    as_(make.office()).post(f"/quizzes/questions/{first.pk}/deletion/")

    page = html(as_(person).get(f"/quizzes/{quiz.pk}/attempts/{attempt.pk}/result/"))
    assert "Frage 1?" not in page
    assert "Bei 1 von 1 Frage haben Sie passend geantwortet." in page


def test_the_demo_has_a_self_assessment_that_can_be_taken() -> None:
    offer = make.offer(code="M2-01")
    demo.self_assessment(make.MONDAY)
    demo.self_assessment(make.MONDAY)

    quiz = QuizActivity.objects.get(offer=offer)
    assert quiz.questions.count() == 9
    for question in quiz.questions.with_choices():
        marks = [one.is_suitable for one in question.choices.all()]
        assert marks == [None] * 5 if question.kind == Question.Kind.SCALE else any(marks)
    page = html(as_(make.staff()).get(quiz.get_absolute_url()))
    assert "9 Fragen" in page
