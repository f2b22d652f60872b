"""Words in the header that coaching contributes."""

from django.utils.translation import gettext_lazy as _

from lms.kit.areas import area

area(_("My talks"), "coaching:offers", rank=20, concerns=lambda user: user.hats().is_coach)
area(
    _("Consulting days"),
    "coaching:accounts",
    rank=70,
    concerns=lambda user: user.hats().is_office,
)
