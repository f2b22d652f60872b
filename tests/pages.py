"""Somebody in front of a page, and what they read there."""

from html import unescape
from typing import Any

from django.test import Client

from lms.people.models import User


def as_(person: User) -> Client:
    """The browser of somebody who has logged in."""
    client = Client()
    client.force_login(person)
    return client


def text(response: Any) -> str:
    """The page's source with its entities read and its white space made one, so that a sentence is found as written."""
    return " ".join(unescape(response.content.decode()).split())
