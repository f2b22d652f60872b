"""Taking a self-assessment: each page fetches an attempt through the person who asks; for others there is none."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.catalogue import rules
from courses.quizzes import answering, assessing
from courses.quizzes.forms import AnswerForm
from courses.quizzes.models import Attempt, QuizActivity
from courses.quizzes.models.questions import visible_quizzes
from lms.kit.refusal import Refusal
from lms.people.requests import PersonRequest


def _quiz(request: PersonRequest, pk: int) -> QuizActivity:
    return get_object_or_404(visible_quizzes(request.user).select_related("offer"), pk=pk)


def _own_attempt(request: PersonRequest, quiz: QuizActivity, attempt_id: UUID) -> Attempt:
    return get_object_or_404(Attempt.objects.of(request.user, quiz), pk=attempt_id)


@never_cache
@require_safe
def quiz(request: PersonRequest, pk: int) -> HttpResponse:
    """What it is about, who sees what, and the person's own earlier results."""
    quiz = _quiz(request, pk)
    own = list(Attempt.objects.of(request.user, quiz).newest_first())
    context = {
        "quiz": quiz,
        "how_many": quiz.questions.count(),
        "open": next((attempt for attempt in own if attempt.finished_on is None), None),
        "finished": [attempt for attempt in own if attempt.finished_on is not None],
        "may_write": rules.may_write_offers(request.user),
    }
    return render(request, "quizzes/quiz.html", context)


@require_POST
def attempts(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin, or go on where the person stopped."""
    quiz = _quiz(request, pk)
    try:
        attempt = answering.begin(quiz, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
        return redirect(quiz)
    keys = list(quiz.questions.in_order().values_list("pk", flat=True))
    unanswered = [number for number, key in enumerate(keys, start=1) if not attempt.chosen(key)]
    if not unanswered:
        return redirect("quizzes:overview", quiz.pk, attempt.pk)
    return redirect("quizzes:question", quiz.pk, attempt.pk, unanswered[0])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: PersonRequest, pk: int, attempt_id: UUID, number: int) -> HttpResponse:
    """One question; going on, going back and pausing all keep what is chosen."""
    quiz = _quiz(request, pk)
    attempt = _own_attempt(request, quiz, attempt_id)
    if attempt.finished_on is not None:
        return redirect("quizzes:result", quiz.pk, attempt.pk)
    questions = list(quiz.questions.in_order())
    if not 1 <= number <= len(questions):
        raise Http404
    asked = questions[number - 1]
    form = AnswerForm(asked, request.POST if request.method == "POST" else None, chosen=attempt.chosen(asked.pk))
    if request.method == "POST" and form.is_valid():
        try:
            answering.answer(quiz, attempt.pk, asked, form.choices(), by=request.user)
        except Refusal as no:
            messages.error(request, str(no))
            return redirect("quizzes:result", quiz.pk, attempt.pk)
        if "pause" in request.POST:
            messages.success(request, _("Your answers are kept. You can go on whenever you like."))
            return redirect(quiz)
        onward = number - 1 if "back" in request.POST else number + 1
        if not 1 <= onward <= len(questions):
            return redirect("quizzes:overview", quiz.pk, attempt.pk)
        return redirect("quizzes:question", quiz.pk, attempt.pk, onward)
    context = {"quiz": quiz, "form": form, "number": number, "how_many": len(questions), "is_first": number == 1}
    return render(request, "quizzes/question.html", context)


@never_cache
@require_safe
def overview(request: PersonRequest, pk: int, attempt_id: UUID) -> HttpResponse:
    """All questions at a glance before the result is opened."""
    quiz = _quiz(request, pk)
    attempt = _own_attempt(request, quiz, attempt_id)
    if attempt.finished_on is not None:
        return redirect("quizzes:result", quiz.pk, attempt.pk)
    lines = [
        {"number": number, "text": asked.text, "is_answered": bool(attempt.chosen(asked.pk))}
        for number, asked in enumerate(quiz.questions.in_order(), start=1)
    ]
    return render(request, "quizzes/overview.html", {"quiz": quiz, "attempt": attempt, "lines": lines})


@require_POST
def completion(request: PersonRequest, pk: int, attempt_id: UUID) -> HttpResponse:
    quiz = _quiz(request, pk)
    attempt = _own_attempt(request, quiz, attempt_id)
    try:
        answering.finish(quiz, attempt.pk, by=request.user, at=timezone.now())
    except answering.NothingAnswered as no:
        messages.error(request, str(no))
        return redirect("quizzes:overview", quiz.pk, attempt.pk)
    except answering.AlreadyFinished:
        pass  # pressed twice: the result is what they want to see
    return redirect("quizzes:result", quiz.pk, attempt.pk)


@never_cache
@require_safe
def result(request: PersonRequest, pk: int, attempt_id: UUID) -> HttpResponse:
    """Feedback on every question and on the whole, for the person alone."""
    quiz = _quiz(request, pk)
    attempt = _own_attempt(request, quiz, attempt_id)
    if attempt.finished_on is None:
        return redirect("quizzes:overview", quiz.pk, attempt.pk)
    context = {
        "quiz": quiz,
        "attempt": attempt,
        "result": assessing.assess(quiz.questions.in_order().with_choices(), attempt),
    }
    return render(request, "quizzes/result.html", context)


@require_POST
def deletion(request: PersonRequest, pk: int, attempt_id: UUID) -> HttpResponse:
    quiz = _quiz(request, pk)
    attempt = _own_attempt(request, quiz, attempt_id)
    answering.delete(quiz, attempt.pk, by=request.user)
    messages.success(request, _("Your answers are deleted, without a trace."))
    return redirect(quiz)
