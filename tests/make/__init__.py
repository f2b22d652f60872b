"""Real objects with unsurprising defaults: a test says only what it is about.

Time is ``MONDAY``, never now. Keyword arguments set fields; whatever is not said is made.
"""

from tests.make.attendance import attendance
from tests.make.certificates import attended, certificate
from tests.make.coaching import agreed, coaching, grant, model_municipality, slot
from tests.make.courses import audience, offer, registration, run, session
from tests.make.letters import letter
from tests.make.people import (
    coach,
    coordinator,
    hr,
    member,
    municipality,
    office,
    person,
    reviewer,
    staff,
    trainer,
)
from tests.make.programmes import application, call, current_call, decision, endorsed, standing
from tests.make.quizzes import quiz, quiz_attempt, quiz_question
from tests.make.scorm import learner_record, module, package, package_archive
from tests.make.time import MONDAY, berlin

__all__ = [
    "MONDAY",
    "agreed",
    "application",
    "attendance",
    "attended",
    "audience",
    "berlin",
    "call",
    "certificate",
    "coach",
    "coaching",
    "coordinator",
    "current_call",
    "decision",
    "endorsed",
    "grant",
    "hr",
    "learner_record",
    "letter",
    "member",
    "model_municipality",
    "module",
    "municipality",
    "offer",
    "office",
    "package",
    "package_archive",
    "person",
    "quiz",
    "quiz_attempt",
    "quiz_question",
    "registration",
    "reviewer",
    "run",
    "session",
    "slot",
    "staff",
    "standing",
    "trainer",
]
