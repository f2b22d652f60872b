"""Forms that look like KERN and lose nothing.

Every Django form gets the look by itself: ``KernRenderer`` is the house's ``FORM_RENDERER``, its templates lie in
``lms/templates/kern/`` (form, field) and ``lms/templates/django/forms/widgets/`` (select, radio, checkbox lists, file).
"""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

PICKERS: dict[type[forms.Widget], tuple[str, str]] = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.TimeInput: ("time", "%H:%M"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
}
"""Widgets that become the browser's own pickers, and the format these want in any language (HTML § 4.10.5.1)."""


def css_class(widget: forms.Widget) -> str:
    """The KERN class for a widget; the empty text for what nobody sees."""
    if widget.is_hidden:
        return ""
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):  # before its parent RadioSelect
        return "kern-form-check__checkbox"
    if isinstance(widget, forms.RadioSelect):
        return "kern-form-check__radio"
    if isinstance(widget, forms.SelectMultiple):
        return "kern-form-input__input komma-multiple"
    if isinstance(widget, forms.Select):
        return "kern-form-input__select"
    return "kern-form-input__input"


def become_picker(widget: forms.Widget) -> None:
    """Let a date or time be picked, each part of it under a name. A widget with a type of its own keeps it."""
    for part in getattr(widget, "widgets", [widget]):
        kind = PICKERS.get(type(part))
        if kind and part.input_type == "text":
            part.input_type, part.format = kind
    if isinstance(widget, forms.SplitDateTimeWidget):
        for part, name in zip(widget.widgets, (_("Day"), _("Time")), strict=True):
            part.attrs.setdefault("aria-label", name)


class KernBoundField(forms.BoundField):
    """A field of a form, with the classes and ties between label, help and error that KERN asks for."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        # Each form has its own copy of the widget, so it may be changed here.
        become_picker(field.widget)
        field.widget.attrs.pop("placeholder", None)  # vanishes while one types; label and help stay

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if look := css_class(widget):
            mark = f" {look.split()[0]}--error" if self.errors else ""
            attrs["class"] = " ".join(filter(None, [widget.attrs.get("class"), look])) + mark
        if getattr(widget, "input_type", "") == "radio":
            attrs.pop("aria-invalid", None)  # ARIA 1.2 knows it for the group, not for a single radio
        return attrs

    @property
    def has_one_box(self) -> bool:
        """A single checkbox: its label stands behind it, and "optional" would say nothing."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def says_optional(self) -> bool:
        """Whether the label says so. A field may set ``is_quiet``: one of a row that may stay empty as a whole."""
        if self.field.required or self.has_one_box or isinstance(self.form, FilterForm):
            return False
        return not getattr(self.field, "is_quiet", False)

    @property
    def first_id(self) -> str:
        """Where a link from the error summary leads."""
        return self.id_for_label or f"{self.auto_id}_0"


class FilterForm(forms.Form):
    """A form that narrows a list: sent with GET, everything optional, laid out in a row."""

    template_name = "kern/filter.html"
    use_required_attribute = False


class KernRenderer(TemplatesSetting):
    """Renders Django's forms with our templates in ``lms/templates/kern/``."""

    form_template_name = "kern/form.html"
    field_template_name = "kern/field.html"
    bound_field_class = KernBoundField
