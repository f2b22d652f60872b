"""The word in the header that leads to one's registrations."""

from django.utils.translation import gettext_lazy as _

from lms.kit.areas import area

area(_("Registrations"), "seats:mine", rank=25, concerns=lambda user: bool(user.hats().municipalities()))
