from django.utils.translation import gettext_lazy as _

from lms.kit.areas import area

area(_("Offers"), "catalogue:offers", rank=20, concerns=lambda user: True)
