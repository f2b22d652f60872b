"""Writing self-assessments, for the programme office and trainers. Answers never come near these pages."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.catalogue import authoring as catalogue_authoring
from courses.catalogue import rules
from courses.catalogue.models import Offer
from courses.quizzes import authoring
from courses.quizzes.forms import ChoiceFormSet, QuestionForm, QuizForm
from courses.quizzes.models import Question, QuizActivity
from lms.people.requests import PersonRequest


def _only_for_writers(request: PersonRequest) -> None:
    if not rules.may_write_offers(request.user):
        raise Http404


def quiz_new(request: PersonRequest, code: str) -> HttpResponse:
    _only_for_writers(request)
    return _write_quiz(request, QuizActivity(offer=get_object_or_404(Offer, code=code)))


def quiz_edit(request: PersonRequest, pk: int) -> HttpResponse:
    _only_for_writers(request)
    return _write_quiz(request, get_object_or_404(QuizActivity.objects.select_related("offer"), pk=pk))


def _write_quiz(request: PersonRequest, quiz: QuizActivity) -> HttpResponse:
    is_new = quiz.pk is None
    form = QuizForm(request.POST or None, instance=quiz)
    if request.method == "POST" and form.is_valid():
        catalogue_authoring.keep_activity(form.instance, by=request.user, at=timezone.now())
        messages.success(request, _("The self-assessment is saved."))
        return redirect("quizzes:question_new" if is_new else "quizzes:quiz_edit", form.instance.pk)
    questions = [] if is_new else list(quiz.questions.in_order().values("pk", "position", "text"))
    return render(
        request,
        "quizzes/quiz_edit.html",
        {"form": form, "quiz": quiz, "offer": quiz.offer, "is_new": is_new, "questions": questions},
    )


def question_new(request: PersonRequest, pk: int) -> HttpResponse:
    _only_for_writers(request)
    quiz = get_object_or_404(QuizActivity, pk=pk)
    last = quiz.questions.order_by("-position").values_list("position", flat=True).first() or 0
    return _write_question(request, Question(quiz=quiz, position=last + 1))


def question_edit(request: PersonRequest, pk: int) -> HttpResponse:
    _only_for_writers(request)
    question = get_object_or_404(Question, pk=pk)
    question.quiz = get_object_or_404(QuizActivity, pk=question.quiz_id)
    return _write_question(request, question)


def _write_question(request: PersonRequest, question: Question) -> HttpResponse:
    """A question and its choices on one page, saved together or not at all."""
    is_new = question.pk is None
    form = QuestionForm(request.POST or None, instance=question)
    choices = ChoiceFormSet(
        request.POST or None,
        instance=question,
        queryset=question.choices.order_by("position", "pk") if not is_new else None,
    )
    if request.method == "POST" and form.is_valid() and choices.is_valid():
        kept = choices.save(commit=False)
        authoring.keep_question(
            form.instance, choices=kept, removed=choices.deleted_objects, by=request.user, at=timezone.now()
        )
        messages.success(request, _("The question is saved."))
        if "another" in request.POST:
            return redirect("quizzes:question_new", question.quiz_id)
        return redirect("quizzes:quiz_edit", question.quiz_id)
    context = {"form": form, "choices": choices, "quiz": question.quiz, "question": question, "is_new": is_new}
    return render(request, "quizzes/question_edit.html", context)


@require_POST
def question_deletion(request: PersonRequest, pk: int) -> HttpResponse:
    _only_for_writers(request)
    question = get_object_or_404(Question, pk=pk)
    quiz_id = question.quiz_id
    authoring.remove_question(question, by=request.user, at=timezone.now())
    messages.success(request, _("The question is removed."))
    return redirect("quizzes:quiz_edit", quiz_id)
