"""What happens in a module and concerns the floors above."""

from django.dispatch import Signal

module_completed = Signal()
"""A person has completed a learning module for the first time. Facts: ``person_id``, ``activity_id``, ``at``.

Never a score, an answer or a number of attempts. What was missed: ``LearnerRecord.objects.completed()``.
"""
