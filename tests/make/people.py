from itertools import count
from typing import Any

from allauth.account.models import EmailAddress

from lms.people.models import Membership, Municipality, ProgrammeRole, User
from tests.make.time import MONDAY

_numbers = count(1)
PASSWORD = "ein langes Kennwort"


def person(*, password: str | None = None, **facts: Any) -> User:
    """With a ``password``, somebody whose address is confirmed and who can come in through the login page."""
    number = next(_numbers)
    facts.setdefault("given_name", "Ada")
    facts.setdefault("family_name", f"Beispiel{number}")
    email = facts.pop("email", f"person{number}@example.org")
    user = User.objects.create_user(email, password, **facts)
    if password:
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def municipality(**facts: Any) -> Municipality:
    """An invented municipality: county part 999 does not exist in North Rhine-Westphalia."""
    number = next(_numbers)
    facts.setdefault("name", f"Musterstadt {number}")
    facts.setdefault("state", "05")
    if facts.get("kind", "municipality") == "municipality":
        facts.setdefault("ags", f"05999{number % 1000:03}")
    return Municipality.objects.create(**facts)


def member(role: str, *, of: Municipality | None = None, **facts: Any) -> User:
    """A person who belongs to a municipality in this role."""
    someone = person(**facts)
    Membership.objects.create(person=someone, municipality=of or municipality(), role=role, since=MONDAY)
    return someone


def staff(**facts: Any) -> User:
    return member("staff", **facts)


def hr(**facts: Any) -> User:
    return member("hr", **facts)


def coordinator(**facts: Any) -> User:
    return member("coordinator", **facts)


def _for_programme(role: str, **facts: Any) -> User:
    someone = person(**facts)
    ProgrammeRole.objects.create(person=someone, role=role, since=MONDAY)
    return someone


def office(**facts: Any) -> User:
    return _for_programme("office", **facts)


def reviewer(**facts: Any) -> User:
    return _for_programme("reviewer", **facts)


def trainer(**facts: Any) -> User:
    return _for_programme("trainer", **facts)


def coach(**facts: Any) -> User:
    return _for_programme("coach", **facts)
