"""The outbox stands in the office's header."""

from django.utils.translation import gettext_lazy as _

from lms.kit.areas import area

area(_("Letters"), "mail:outbox", rank=90, concerns=lambda user: user.hats().is_office)
