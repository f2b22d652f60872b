"""The word in the header for those who prepare packages. The office finds it beside the offers: its header is full."""

from django.utils.translation import gettext_lazy as _

from lms.kit.areas import area

area(
    _("Learning packages"),
    "scorm:packages",
    rank=60,
    concerns=lambda user: user.hats().is_trainer and not user.hats().is_office,
)
