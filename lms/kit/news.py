"""Telling the floors above what has happened."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal
from django.urls import get_urlconf, set_urlconf


def announce(news: Signal, **facts: object) -> None:
    """Tell the floors above, once the transaction has really happened. Facts are ids and moments, never content."""
    transaction.on_commit(partial(_tell, news, facts))


def _tell(news: Signal, facts: dict[str, object]) -> None:
    """Whoever listens may write a letter, whose links lead into the house: also where the fact was told on the
    content origin, which has addresses of its own."""
    addresses = get_urlconf()
    set_urlconf(None)
    try:
        news.send_robust(sender=None, **facts)
    finally:
        set_urlconf(addresses)
