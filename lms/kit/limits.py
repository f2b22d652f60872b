"""So many tries in so much time: for public pages at which somebody might guess."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def too_many(request: HttpRequest, deed: str, *, most: int, seconds: int) -> bool:
    """Count this try; ``True`` once an address has made more than ``most`` within a window of ``seconds``.

    The address is the client's as allauth sees it behind trusted proxies (``TRUSTED_PROXY_COUNT``).
    """
    key = f"limit:{deed}:{get_adapter(request).get_client_ip(request)}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # the window ended between the two calls
        return False
