from collections.abc import Callable
from typing import Any

import pytest
from django.dispatch import Signal
from django.urls import NoReverseMatch, reverse, set_urlconf

from lms.kit.news import announce


def test_a_listener_finds_the_pages_of_the_house_from_the_content_origin_too(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    found: list[str] = []
    something_happened = Signal()

    def listener(**facts: object) -> None:
        found.append(reverse("certificates:mine"))

    something_happened.connect(listener)
    set_urlconf("lms.content_urls")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            announce(something_happened)
        with pytest.raises(NoReverseMatch):
            reverse("certificates:mine")
    finally:
        set_urlconf(None)

    assert found == ["/certificates/"]
