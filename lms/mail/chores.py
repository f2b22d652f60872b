"""What the mail room owes."""

from lms.kit.chores import chore
from lms.mail.sending import send_owed

chore(send_owed)
