"""What is asked: a self-assessment, its questions, and for each question what one can choose."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Activity, Offer
from lms.people.models import User


class QuizActivity(Activity):
    """A self-assessment within an offer. Nobody but the person ever learns answers, result, or that they took it."""

    intro = models.TextField(_("introduction"), help_text=_("What it is about and what people gain by it. Markdown."))
    closing = models.TextField(
        _("overall feedback"), help_text=_("Stands above the feedback on the single questions. Markdown.")
    )
    closing_unsure = models.TextField(
        _("further feedback for those who were unsure"),
        blank=True,
        help_text=_("Shown in addition where less than half of the answers were suitable. Markdown."),
    )

    template_name = "quizzes/_quiz_activity.html"

    def get_absolute_url(self) -> str:
        return reverse("quizzes:quiz", args=[self.pk])


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def with_choices(self) -> Self:
        """The choices come along, in their order, with one further query."""
        return self.prefetch_related(models.Prefetch("choices", Choice.objects.order_by("position", "pk")))


class Question(models.Model):
    """One question of a self-assessment."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("one choice")
        MULTIPLE = "multiple", _("several choices")
        SCALE = "scale", _("a scale, from the first choice to the last")

    quiz = models.ForeignKey(QuizActivity, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SINGLE)
    text = models.TextField(_("question"))
    feedback = models.TextField(
        _("feedback"), blank=True, help_text=_("What everybody should know who was asked this, whatever they chose.")
    )

    objects = QuestionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text

    def takes_several(self) -> bool:
        return self.kind == self.Kind.MULTIPLE


class Choice(models.Model):
    """Something one can choose. ``is_suitable`` is unknown where there is no more or less suitable answer."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    text = models.CharField(_("choice"), max_length=300)
    is_suitable = models.BooleanField(_("suitable"), null=True, blank=True)
    feedback = models.TextField(_("feedback for those who choose this"), blank=True)

    def __str__(self) -> str:
        return self.text


def visible_quizzes(user: User) -> models.QuerySet[QuizActivity]:
    """Self-assessments of the offers that this person may see."""
    found: models.QuerySet[QuizActivity] = QuizActivity.objects.filter(offer__in=Offer.objects.visible_to(user))
    return found
