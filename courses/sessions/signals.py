"""What the planning of runs announces. Facts are ids and moments; whoever wants to say more reads the rows."""

from django.dispatch import Signal

run_published = Signal()
"""A run can be seen and registered for. Facts: ``run_id``, ``at``."""

run_revised = Signal()
"""Seats, place or trainer of a published run have changed, its dates have not. Facts: ``run_id``, ``at``.

Seats never become fewer after publication: whoever keeps a waiting list may now have somebody to move up.
"""

session_moved = Signal()
"""A date of a published run takes place at another time. Facts: ``session_id``, ``run_id``,
``starts_at_before``, ``ends_at_before``, ``at``. The row already has the new time and its raised sequence.
"""

run_cancelled = Signal()
"""A published run does not take place. Facts: ``run_id``, ``at``. The reason stands in ``run.cancellation_reason``;
its dates have a raised sequence, so that calendars strike them out.
"""
