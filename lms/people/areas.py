"""Words in the header: one's municipality for those in charge there, the programme's people for the office."""

from django.utils.translation import gettext_lazy as _

from lms.kit.areas import area

area(_("People"), "people:programme_people", rank=80, concerns=lambda user: user.hats().is_office)
area(
    _("Municipality"),
    "people:municipalities",
    rank=80,
    concerns=lambda user: bool(user.hats().leading()) and not user.hats().is_office,
)
