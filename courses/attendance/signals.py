"""What attendance announces."""

from django.dispatch import Signal

registration_completed = Signal()
"""A person has attended enough of a run that is closed. Facts: ``registration_id``, ``at``."""
