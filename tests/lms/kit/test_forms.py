from datetime import date, datetime

import pytest
from django import forms
from django.utils import translation

from lms.kit.forms import FilterForm

COLOURS = [("r", "Rot"), ("b", "Blau")]


class Example(forms.Form):
    title = forms.CharField(label="Titel", help_text="So kurz wie möglich.")
    note = forms.CharField(label="Notiz", required=False, widget=forms.Textarea)
    day = forms.DateField(label="Am")
    moment = forms.DateTimeField(label="Zeitpunkt")
    both = forms.SplitDateTimeField(label="Tag und Uhrzeit")
    colour = forms.ChoiceField(label="Farbe", choices=COLOURS)
    one = forms.ChoiceField(label="Eine", choices=COLOURS, widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(label="Mehrere", choices=COLOURS, widget=forms.CheckboxSelectMultiple)
    read = forms.BooleanField(label="Ich habe es gelesen.")
    file = forms.FileField(label="Anhang", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form: forms.BaseForm, name: str) -> str:
    """The first tag of a field's control."""
    return next(line for line in str(form[name]).replace("><", ">\n<").splitlines() if f'name="{name}' in line)


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("title", "kern-form-input__input"),
        ("note", "kern-form-input__input"),
        ("day", "kern-form-input__input"),
        ("colour", "kern-form-input__select"),
        ("one", "kern-form-check__radio"),
        ("several", "kern-form-check__checkbox"),
        ("read", "kern-form-check__checkbox"),
        ("file", "kern-form-input__input"),
    ],
)
def test_every_control_gets_its_look_by_itself(name: str, look: str) -> None:
    assert f'class="{look}"' in drawn(Example(), name)
    assert f'class="{look} {look}--error"' in drawn(Example({}), name) or name in {"note", "file"}


def test_what_nobody_sees_gets_no_look() -> None:
    assert "class" not in drawn(Example(), "secret")


def test_a_class_of_ones_own_is_kept() -> None:
    class Own(forms.Form):
        title = forms.CharField(widget=forms.TextInput(attrs={"class": "mine", "placeholder": "Titel"}))

    assert 'class="mine kern-form-input__input"' in drawn(Own(), "title")
    assert "placeholder" not in drawn(Own(), "title")


@pytest.mark.parametrize("language", ["de", "en"])
def test_days_and_moments_are_picked_in_the_browsers_own_way_in_every_language(language: str) -> None:
    with translation.override(language):
        form = Example(
            initial={"day": date(2026, 11, 24), "moment": datetime(2026, 11, 24, 9), "both": datetime(2026, 11, 24, 9)}  # noqa: DTZ001 – forms show local time
        )

        assert 'type="date" name="day" value="2026-11-24"' in drawn(form, "day")
        assert 'type="datetime-local" name="moment" value="2026-11-24T09:00"' in drawn(form, "moment")
        assert 'type="date" name="both_0" value="2026-11-24"' in str(form["both"])
        assert 'type="time" name="both_1" value="09:00"' in str(form["both"])


@pytest.mark.parametrize("typed", ["2026-11-24", "24.11.2026"])
def test_a_picked_day_and_a_typed_one_are_both_understood(typed: str) -> None:
    class Dated(forms.Form):
        day = forms.DateField()

    form = Dated({"day": typed})

    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 11, 24)


def test_help_and_error_are_tied_to_their_control() -> None:
    form = Example({})
    page = str(form)

    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn(form, "title")
    assert 'aria-invalid="true"' in drawn(form, "title")
    assert 'id="id_title_helptext">So kurz wie möglich.</div>' in page
    assert 'id="id_title_error"' in page
    assert '<fieldset class="kern-fieldset kern-fieldset--error" aria-describedby="id_one_error">' in page
    assert "aria-invalid" not in drawn(form, "one")


def test_errors_are_summed_up_on_top_and_take_the_focus() -> None:
    page = str(Example({}))
    summary = page[: page.index('class="komma-fields"')]

    assert 'role="alert" tabindex="-1" autofocus' in summary
    assert '<a href="#id_title">Titel – Bitte füllen Sie dieses Feld aus.</a>' in summary
    assert '<a href="#id_one_0">Eine – Bitte füllen Sie dieses Feld aus.</a>' in summary


def test_an_error_of_the_whole_form_is_told_once() -> None:
    form = Example({})
    form.add_error(None, "Beides zusammen geht nicht.")

    assert str(form).count("Beides zusammen geht nicht.") == 1


def test_only_what_may_be_left_out_is_marked() -> None:
    page = str(Example())

    assert page.count("(freiwillig)") == 2
    assert 'for="id_note">Notiz <span class="kern-label__optional">(freiwillig)' in page


def test_a_filter_says_nothing_about_what_may_be_left_out() -> None:
    class Search(FilterForm):
        text = forms.CharField(label="Suchwort", required=False)

    page = str(Search())

    assert 'class="komma-filter__fields"' in page
    assert "freiwillig" not in page


def test_what_was_typed_is_not_lost_on_an_error() -> None:
    page = str(Example({"title": "Ein Titel", "note": "Eine Notiz", "colour": "b", "one": "b", "several": ["r"]}))

    assert 'value="Ein Titel"' in page
    assert "Eine Notiz</textarea>" in page
    assert '<option value="b" selected>' in page
    assert 'name="one" value="b" required class="kern-form-check__radio" id="id_one_1" checked' in page
    assert 'name="several" value="r" class="kern-form-check__checkbox" id="id_several_0" checked' in page


def test_a_form_is_told_no_script_and_no_style() -> None:
    page = str(Example({}))

    assert "<script" not in page
    assert "style=" not in page
