"""What the room of seats owes."""

from courses.seats.cancelling import end_with_cancelled_runs
from courses.seats.moving import tell_all
from courses.seats.waiting import pass_on_seats
from lms.kit.chores import chore

chore(pass_on_seats)
chore(end_with_cancelled_runs)
chore(tell_all)
