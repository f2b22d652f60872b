"""What programmes announces."""

from django.dispatch import Signal

outcomes_published = Signal()
"""All outcomes of a call are known since a moment. Facts: ``call_id``, ``at``."""
