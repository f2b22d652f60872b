"""The offer's page, to which the floors above add: dates and registration, modules, coachings."""

from courses.catalogue.models import Offer
from lms.kit.sections import Sections

offer_sections: Sections[Offer] = Sections()
