"""The demo catalogue: 28 offers, each published, two with something to read."""

from datetime import datetime

from courses.catalogue.demo_offers import OFFERS
from courses.catalogue.demo_pages import PAGES
from courses.catalogue.models import Audience, Offer, PageActivity
from lms.kit.demo import scene
from lms.kit.durations import MINUTES_PER_UNIT


@scene
def catalogue(at: datetime) -> None:
    """Lay out the offers; played again, it puts the wording right and doubles nothing."""
    for row in OFFERS:
        least, most = row.seats or (None, None)
        offer, _new = Offer.objects.update_or_create(
            code=row.code,
            defaults={
                "title": row.title,
                "neutral_title": row.neutral_title,
                "summary": row.summary,
                "objectives": "\n".join(row.objectives),
                "module": row.code[:2],
                "format": row.format,
                "net_minutes": row.units * MINUTES_PER_UNIT,
                "min_seats": least,
                "max_seats": most,
                "protection": row.protection,
                "is_published": True,
            },
        )
        for group in row.groups:
            Audience.objects.get_or_create(offer=offer, group=group)
    for code, (title, minutes, body) in PAGES.items():
        offer = Offer.objects.get(code=code)
        page = PageActivity.objects.filter(offer=offer, title=title).first()
        page = page or PageActivity(offer=offer, title=title, position=offer.next_position())
        page.minutes, page.body = minutes, body.strip()
        page.save()
