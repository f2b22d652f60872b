"""What we write about certificates."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.models import Certificate
from courses.catalogue.models import Offer
from lms.mail.models import Letter
from lms.mail.occasions import occasion

occasion("certificates.issued", gettext_lazy("certificate issued"))


def certificate_issued(certificate: Certificate, *, at: datetime) -> Letter:
    """Your certificate is ready; says where it lies, never for what it is."""
    person = certificate.person
    with translation.override(person.language):
        return Letter(
            to_address=person.email,
            to_person=person,
            subject=_("Your certificate of attendance is ready"),
            body=_(
                "Hello %(name)s,\n\n"
                "a new certificate of attendance is ready for you. You can download it whenever you need it:\n"
                "%(link)s\n\n"
                "Kind regards\n%(issuer)s"
            )
            % {
                "name": person.full_name(),
                "link": settings.SITE_ORIGIN + reverse("certificates:mine"),
                "issuer": settings.ISSUER_NAME,
            },
            about="certificates.issued",
            confidential=certificate.protection == Offer.Protection.CONFIDENTIAL or person.enhanced_protection,
            created_at=at,
            not_before=at,
        )
