from django.utils.translation import gettext_lazy as _

from lms.kit.areas import area

area(_("Dates"), "calendars:mine", rank=30, concerns=lambda user: not user.hats().is_office)
