"""The word in the header for those who prepare packages."""

from django.utils.translation import gettext_lazy as _

from lms.kit.areas import area

area(
    _("Learning packages"),
    "scorm:packages",
    rank=60,
    concerns=lambda user: user.hats().is_trainer or user.hats().is_office,
)
