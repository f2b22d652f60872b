"""The run's page, to which the floors above add: participants, waiting list, attendance."""

from courses.sessions.models import Run
from lms.kit.sections import Sections

run_sections: Sections[Run] = Sections()
