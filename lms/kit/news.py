"""Telling the floors above what has happened."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal


def announce(news: Signal, **facts: object) -> None:
    """Tell the floors above, once the transaction has really happened. Facts are ids and moments, never content."""
    transaction.on_commit(partial(news.send_robust, sender=None, **facts))
