"""Forms that look like KERN and lose nothing."""

from django.forms.renderers import TemplatesSetting


class KernRenderer(TemplatesSetting):
    """Renders Django's forms with our templates in ``lms/templates/kern/``."""

    form_template_name = "kern/form.html"
    field_template_name = "kern/field.html"
