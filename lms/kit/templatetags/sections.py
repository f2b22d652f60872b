"""``{% load sections %}{% section part %}``: lay a piece from a floor above onto the page (see ``lms.kit.sections``)."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from lms.kit.sections import Section

register = template.Library()


@register.simple_tag(takes_context=True)
def section(context: Context, part: Section) -> SafeString:
    """The piece's own template, with the page's context and the piece's own names on top of it."""
    assert context.template is not None
    with context.push(section=part, **part.context):
        return context.template.engine.get_template(part.template).render(context)
