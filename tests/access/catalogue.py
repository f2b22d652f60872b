from courses.catalogue.models import PageActivity
from tests import make
from tests.access.world import LOGGED_IN, Row, World

WRITERS = {"office", "trainer", "other_trainer"}


def published(world: World) -> list[str]:
    return [make.offer().code]


def draft(world: World) -> list[str]:
    return [make.offer(is_published=False).code]


def page(world: World) -> list[int]:
    return [PageActivity.objects.create(offer=make.offer(), title="Lesen", body="Text").pk]


def page_of_a_draft(world: World) -> list[int]:
    return [PageActivity.objects.create(offer=make.offer(is_published=False), title="Lesen", body="Text").pk]


ROWS: dict[str, list[Row]] = {
    "catalogue:offers": [Row(ok=LOGGED_IN)],
    "catalogue:offer": [Row(ok=LOGGED_IN, args=published), Row(ok=WRITERS, args=draft)],
    "catalogue:offer_new": [Row(ok=WRITERS), Row(ok=WRITERS, method="post")],
    "catalogue:offer_edit": [Row(ok=WRITERS, args=published), Row(ok=WRITERS, args=published, method="post")],
    "catalogue:page": [Row(ok=LOGGED_IN, args=page), Row(ok=WRITERS, args=page_of_a_draft)],
    "catalogue:page_new": [
        Row(ok=WRITERS, args=published),
        Row(
            ok=WRITERS,
            args=published,
            method="post",
            data=lambda world: {"title": "Lesen", "minutes": 5, "body": "Text"},
            answer=302,
        ),
    ],
    "catalogue:page_edit": [Row(ok=WRITERS, args=page), Row(ok=WRITERS, args=page, method="post")],
}
