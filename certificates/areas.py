"""The word in the header that certificates contribute: one's own, and for human resources those of the whole staff.

It is one word for both: the two pages lead to each other, and a header bears six words at most.
"""

from django.utils.translation import gettext_lazy as _

from lms.kit.areas import area
from lms.people.models import User


def _has_only_own(user: User) -> bool:
    return bool(user.hats().municipalities()) and not user.hats().hr()


area(_("Certificates"), "certificates:mine", rank=60, concerns=_has_only_own)
area(_("Certificates"), "certificates:employer", rank=60, concerns=lambda user: bool(user.hats().hr()))
