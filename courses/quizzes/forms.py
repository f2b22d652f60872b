"""Answering a question, and writing one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.quizzes.models import Choice, Question, QuizActivity


class AnswerForm(forms.Form):
    """One question as a form; a question may be skipped."""

    chosen: forms.ChoiceField

    def __init__(self, question: Question, data: Any = None, *, chosen: list[int]) -> None:
        super().__init__(data)
        choices = [(choice.pk, choice.text) for choice in question.choices.all()]
        if question.takes_several():
            field: forms.ChoiceField = forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
            field.help_text, field.initial = _("Choose everything that fits."), chosen
        else:
            field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
            field.initial = chosen[0] if chosen else None
        field.required, field.label = False, question.text
        field.is_quiet = True  # type: ignore[attr-defined]  # that one may skip stands below the questions
        self.fields["chosen"] = field

    def choices(self) -> list[int]:
        """The keys of what was chosen; empty if the question was skipped."""
        chosen = self.cleaned_data["chosen"]
        return [int(key) for key in (chosen if isinstance(chosen, list) else [chosen]) if key]


class QuizForm(forms.ModelForm[QuizActivity]):
    """A self-assessment without its questions."""

    class Meta:
        model = QuizActivity
        fields = ["title", "minutes", "intro", "closing", "closing_unsure"]
        help_texts = {"minutes": _("How long it takes, for example 15.")}


class QuestionForm(forms.ModelForm[Question]):
    class Meta:
        model = Question
        fields = ["position", "kind", "text", "feedback"]
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 3}),
            "feedback": forms.Textarea(attrs={"rows": 4}),
        }


class ChoiceForm(forms.ModelForm[Choice]):
    is_suitable = forms.TypedChoiceField(
        label=_("Assessment"),
        required=False,
        choices=[
            ("", _("none: there is no more or less suitable answer")),
            ("1", _("suitable")),
            ("0", _("less suitable")),
        ],
        coerce={"1": True, "0": False}.get,
        empty_value=None,
    )

    class Meta:
        model = Choice
        fields = ["position", "text", "is_suitable", "feedback"]
        widgets = {"feedback": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mark = self.instance.is_suitable
        self.initial["is_suitable"] = "" if mark is None else str(int(mark))


class _ChoiceFormSet(forms.BaseInlineFormSet[Choice, Question, ChoiceForm]):
    """The choices of a question; empty rows at the end are for further ones."""

    default_error_messages = {
        **forms.BaseFormSet.default_error_messages,
        "too_few_forms": _("A question needs at least two choices."),
    }

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """A new row is offered the next place, which alone does not count as having typed something."""
        options = super().get_form_kwargs(index)
        if index is not None and index >= self.initial_form_count():
            options["initial"] = {"position": index + 1}
        return options


ChoiceFormSet = forms.inlineformset_factory(
    Question,
    Choice,
    form=ChoiceForm,
    formset=_ChoiceFormSet,
    extra=3,
    min_num=2,
    validate_min=True,
    max_num=20,
    can_delete_extra=False,
)
