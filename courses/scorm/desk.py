"""One click from the desk back into the module."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.scorm.models import LearnerRecord, LearnerRecordQuerySet
from lms.kit.desk import Card, Line, card
from lms.people.models import User

SHOWN = 5


def _begun(user: User, at: datetime) -> LearnerRecordQuerySet:
    return LearnerRecord.objects.of(user).in_progress().filter(activity__offer__is_published=True)


@card(if_any=_begun)
def go_on_learning(user: User, at: datetime) -> Iterator[Card]:
    """Modules the person has begun and not finished, the latest first; nothing, where there are none."""
    records = _begun(user, at).select_related("activity").latest_first()[:SHOWN]
    lines = [
        Line(record.activity.title, record.activity.get_absolute_url(), saved_in_words(record.saved_at, at=at))
        for record in records
        if record.saved_at is not None
    ]
    if lines:
        yield Card(_("Go on learning"), rank=30, lines=lines, action=_("Go on"), href=lines[0].href)


def saved_in_words(saved_at: datetime, *, at: datetime) -> str:
    """ "gespeichert um 10:42" today, "gespeichert am 28.02.2027" before; in Berlin's time."""
    saved, today = timezone.localtime(saved_at), timezone.localtime(at).date()
    if saved.date() == today:
        return _("saved at %(time)s") % {"time": f"{saved.hour}:{saved.minute:02}"}
    return _("saved on %(day)s") % {"day": date_format(saved, "SHORT_DATE_FORMAT")}
