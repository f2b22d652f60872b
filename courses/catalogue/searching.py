"""Finding offers by words, also when a word is misspelt."""

from __future__ import annotations

from dataclasses import dataclass

from courses.catalogue import spelling
from courses.catalogue.models import Offer, OfferQuerySet
from lms.people.models import User


@dataclass(frozen=True)
class Found:
    """Offers for a search, and the words that were searched instead when those typed led nowhere."""

    offers: OfferQuerySet
    instead: str = ""


def find(typed: str, *, user: User) -> Found:
    """Offers this person may see in which all typed words occur, in the order of the catalogue.

    Costs no query while the words lead somewhere or none were typed; otherwise two, to look for words spelled nearly
    like these.
    """
    offers = Offer.objects.visible_to(user).in_catalogue_order()
    words = spelling.spelled_out(typed).split()
    if not words:
        return Found(offers)
    matching = offers.matching(typed.split())
    if matching.exists():
        return Found(matching)
    vocabulary = {word for text in offers.values_list("search_text", flat=True) for word in text.split()}
    near = [word if word in vocabulary else spelling.nearest(word, vocabulary) for word in words]
    if near == words or None in near:
        return Found(matching)
    return Found(offers.matching(str(word) for word in near), instead=" ".join(str(word) for word in near))
