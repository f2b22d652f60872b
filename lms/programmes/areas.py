"""The word of this room in the header."""

from django.utils.translation import gettext_lazy as _

from lms.kit.areas import area
from lms.people.models import User
from lms.programmes.rules import runs_the_selection


def _may_apply(user: User) -> bool:
    """Whoever does not work for the programme: coordination, and people whose town is still to come."""
    hats = user.hats()
    return not hats.programme and (bool(hats.coordinating()) or not hats.municipalities())


area(_("Selection"), "programmes:calls", rank=30, concerns=runs_the_selection)
area(_("Calls"), "programmes:calls", rank=30, concerns=_may_apply)
