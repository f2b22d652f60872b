"""``{% load markdown %}{{ text|markdown }}``: show a text with the formatting its author gave it."""

from django import template
from django.utils.safestring import SafeString

from lms.kit.markdown import to_html

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    return to_html(text)
