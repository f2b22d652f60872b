"""Words in the header that certificates contribute."""

from django.utils.translation import gettext_lazy as _

from lms.kit.areas import area

area(_("Certificates"), "certificates:mine", rank=60, concerns=lambda user: bool(user.hats().municipalities()))
area(_("Certificates for HR"), "certificates:employer", rank=55, concerns=lambda user: bool(user.hats().hr()))
