"""What somebody attended and can prove."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Offer
from courses.seats.models import Registration
from lms.people.models import Municipality, User


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: User) -> Self:
        """One's own; and for HR those of people who registered as staff of their municipality, unless the offer was
        confidential. Nobody else sees a certificate, the office included: it has no need to."""
        return self.filter(models.Q(person=user) | self._for_hr(user))

    def for_employer(self, municipality: Municipality, *, user: User) -> Self:
        """What HR of this municipality may take home; nothing for anybody else."""
        return self.filter(self._for_hr(user), municipality=municipality)

    @staticmethod
    def _for_hr(user: User) -> models.Q:
        return models.Q(municipality__in=user.hats().hr(), protection__lt=Offer.Protection.CONFIDENTIAL)

    def taught_between(self, first: date, last: date) -> Self:
        """Those whose last date lies in the period, both days included (days in Europe/Berlin)."""
        return self.filter(taught_until__gte=first, taught_until__lte=last)

    def newest_first(self) -> Self:
        return self.order_by("-issued_at", "-pk")

    def by_name(self) -> Self:
        return self.order_by("family_name_as_issued", "given_name_as_issued", "taught_until", "pk")


class Certificate(models.Model):
    """A certificate of attendance (Teilnahmebescheinigung): attests that somebody was there, assesses nothing.

    Earned by attending a run (``registration``) or by completing the self-paced modules of an offer
    (``completed_offer``; without ``municipality``, as nobody ordered it). It copies what it certifies, so it follows no
    later rename, and keeps the very file that was issued.
    ``number`` and ``code`` are random: knowing one certificate helps to guess no other.
    """

    registration = models.OneToOneField(Registration, null=True, on_delete=models.PROTECT, related_name="certificate")
    completed_offer = models.ForeignKey(Offer, null=True, on_delete=models.PROTECT, related_name="certificates")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="certificates")
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="certificates"
    )
    protection = models.PositiveSmallIntegerField(choices=Offer.Protection)
    number = models.CharField(_("number"), max_length=20, unique=True)
    code = models.CharField(_("verification code"), max_length=20)
    given_name_as_issued = models.CharField(max_length=80)
    family_name_as_issued = models.CharField(max_length=80)
    title_as_issued = models.CharField(max_length=160)
    taught_from = models.DateField()
    taught_until = models.DateField()
    minutes = models.PositiveIntegerField(help_text="Attended net minutes; 45 are one teaching unit")
    as_issued = models.JSONField(help_text="Every text and number on the paper")
    issued_at = models.DateTimeField()

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="certificate_is_earned_one_way",
                condition=models.Q(registration__isnull=True) ^ models.Q(completed_offer__isnull=True),
            ),
            models.UniqueConstraint(fields=["person", "completed_offer"], name="certificate_once_per_completed_offer"),
        ]
        indexes = [models.Index(fields=["municipality", "taught_until"], name="certificates_of_employer")]

    def __str__(self) -> str:
        return self.number

    def file_name(self) -> str:
        """A name that sorts by person and day and tells no title."""
        name = f"{self.family_name_as_issued}_{self.given_name_as_issued}_{self.taught_until:%Y-%m-%d}_{self.number}"
        return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in name) + ".pdf"


class Paper(models.Model):
    """The file of a certificate, byte for byte as issued; apart from it, so that lists do not carry it along."""

    certificate = models.OneToOneField(Certificate, on_delete=models.CASCADE, related_name="paper")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.sha256
