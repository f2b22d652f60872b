"""Who may bring whom into a municipality or the programme, and who sees whom there.

Coordination and human resources look after their own municipality, each handing on no more than they have: otherwise
a coordinator could make herself HR and read everybody's certificates. The office may do all of it, everywhere.
"""

from lms.people.models import Membership, Municipality, User

Role = Membership.Role
GRANTED_BY_COORDINATION = (Role.STAFF, Role.COORDINATOR, Role.LEAD_CONTACT)
GRANTED_BY_HR = (Role.STAFF, Role.HR)


def roles_to_grant(person: User, municipality: Municipality) -> list[Membership.Role]:
    """The roles that ``person`` may give and take in this municipality, the most frequent one first."""
    hats = person.hats()
    if hats.is_office:
        granted = set(Role)
    else:
        granted = set()
        if municipality.pk in hats.coordinating():
            granted.update(GRANTED_BY_COORDINATION)
        if municipality.pk in hats.hr():
            granted.update(GRANTED_BY_HR)
    return [role for role in (Role.STAFF, Role.COORDINATOR, Role.LEAD_CONTACT, Role.HR) if role in granted]


def may_grant(person: User, municipality: Municipality, role: str) -> bool:
    return role in roles_to_grant(person, municipality)


def sees_protected_names(person: User, municipality: Municipality) -> bool:
    """Whether a list of this municipality's people may name those under enhanced protection to ``person``."""
    hats = person.hats()
    return hats.is_office or municipality.pk in hats.hr()
