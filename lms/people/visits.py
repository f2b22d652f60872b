"""Who is at the browser: session, person and roles, with one statement instead of three.

Django asks for the session, then for the person named in it, and the header asks for the person's roles: three trips
to the database before a page has begun. Here the session's row names its person, so one join brings all of it. Who may
come in is still Django's question to ask (``auth.get_user``: active, password unchanged, secret key or its fallbacks);
it is only spared looking for the row. See ``docs/decisions/one-statement-login.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import SESSION_KEY
from django.contrib.auth import middleware as django_auth
from django.contrib.sessions.backends import db
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from lms.people.hats import Hats
from lms.people.models import User, Visit

MIN_KEY = 8  # as in django.contrib.sessions.backends.base
_person_at_hand: ContextVar[User | None] = ContextVar("person_at_hand", default=None)


class SessionStore(db.SessionStore):
    """Sessions in the database, each with the person who is logged in; ``person`` is there once it has been loaded."""

    person: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Visit]:
        return Visit

    def _validate_session_key(self, key: str | None) -> bool:
        """Django makes keys of letters and digits alone; a cookie with anything else never came from us."""
        return bool(key) and len(str(key)) >= MIN_KEY and str(key).isalnum()

    def create_model_instance(self, data: dict[str, Any]) -> Visit:
        visit = cast(Visit, super().create_model_instance(data))
        visit.person_id = data.get(SESSION_KEY)
        return visit

    def load(self) -> dict[str, Any]:
        """What the session keeps; nothing, if there is none or its time is over.

        A person with several roles comes as several rows, all combinations of programme roles and memberships: a
        handful, and the roles are sets.
        """
        rows = list(
            self.get_model_class()
            .objects.filter(session_key=self.session_key, expire_date__gt=timezone.now())
            .select_related("person")
            .annotate(
                programme_role=F("person__programme_roles__role"),
                role=F("person__memberships__role"),
                municipality=F("person__memberships__municipality"),
            )
        )
        if not rows:
            self._session_key = None
            return {}
        self.person = rows[0].person
        if self.person is not None:
            programme = {(row.programme_role, None) for row in rows if row.programme_role}
            self.person.wear(Hats.gathered(programme | {(row.role, row.municipality) for row in rows if row.role}))
        return self.decode(rows[0].session_data)


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Logging in as allauth does it; whom a session stands for need not be fetched again where the row is at hand."""

    def get_user(self, user_id: int) -> User | None:
        person = _person_at_hand.get()
        if person is None or person.pk != user_id:
            found: User | None = super().get_user(user_id)
            return found
        return person if self.user_can_authenticate(person) else None


class PersonMiddleware(django_auth.AuthenticationMiddleware):
    """``request.user``, asked for when somebody asks, with the row that came with the session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _visitor(request))  # type: ignore[assignment]


def _visitor(request: HttpRequest) -> object:
    request.session.get(SESSION_KEY)  # loads the session, and the person with it
    with _at_hand(getattr(request.session, "person", None)):
        return django_auth.get_user(request)


@contextmanager
def _at_hand(person: User | None) -> Iterator[None]:
    """Only while this request's session is looked at: the next request in the same thread is somebody else's."""
    token = _person_at_hand.set(person)
    try:
        yield
    finally:
        _person_at_hand.reset(token)
