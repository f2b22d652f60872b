"""``{% load sections %}{% section part %}``: lay a piece from a floor above onto the page (``lms.kit.sections``)."""

from django import template
from django.template import Context, Engine
from django.utils.safestring import SafeString

from lms.kit.sections import Section

register = template.Library()


@register.simple_tag(takes_context=True)
def section(context: Context, part: Section) -> SafeString:
    """The piece's own template, with the page's context and the piece's own names on top of it."""
    with context.push(section=part, **part.context):
        return Engine.get_default().get_template(part.template).render(context)
