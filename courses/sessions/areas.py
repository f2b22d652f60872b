from django.utils.translation import gettext_lazy as _

from courses.sessions import rules
from lms.kit.areas import area

area(_("Runs"), "sessions:runs", rank=40, concerns=rules.may_plan)
