"""Persons, municipalities, and the hats that persons wear."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.people import keys, searching
from lms.people.hats import Hats

if TYPE_CHECKING:
    from lms.people.visits import SessionStore


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **facts: object) -> User:
        """A person with a login; without a password they can only come in by the link in their invitation."""
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person with a login. Name and salutation are free; birth dates and private addresses are never asked for."""

    email = models.EmailField(_("e-mail address"), unique=True)
    salutation = models.CharField(_("salutation"), max_length=40, blank=True)
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    enhanced_protection = models.BooleanField(
        _("enhanced protection"),
        default=False,
        help_text=_("Others see only your display name, and you appear on no list of participants."),
    )
    display_name = models.CharField(_("display name"), max_length=80, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("de", _("German")), ("en", _("English"))], default="de"
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["given_name", "family_name"]

    def __str__(self) -> str:
        return self.full_name()

    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.email

    def name_towards_others(self) -> str:
        """What other participants and trainers see; the display name for somebody under enhanced protection."""
        if self.enhanced_protection:
            return self.display_name or str(_("Participant"))
        return self.full_name()

    def hats(self) -> Hats:
        """The person's roles, read with one query at most per request."""
        if not hasattr(self, "_hats"):
            self.wear(Hats.of(self))
        return self._hats

    def wear(self, hats: Hats) -> None:
        """Take roles that have been read already, so that nobody asks for them again."""
        self._hats = hats

    def forget_hats(self) -> None:
        """Read the roles anew at the next question; for verbs that have just changed them."""
        self.__dict__.pop("_hats", None)


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def visible_to(self, user: User) -> Self:
        """Those a person belongs to, for the office all. The official list itself is public: see ``choosable``."""
        if user.hats().is_office:
            return self
        return self.filter(pk__in=user.hats().municipalities())

    def led_by(self, user: User) -> Self:
        """Where the person may see and invite colleagues: coordination, lead contact, human resources, the office."""
        if user.hats().is_office:
            return self
        return self.filter(pk__in=user.hats().leading())

    def choosable(self) -> Self:
        """Those with an administration of their own that still exist; forests and lakes have keys but no town hall."""
        return self.filter(valid_to__isnull=True).exclude(designation=Municipality.UNINCORPORATED)

    def matching(self, text: str) -> Self:
        """Those whose name contains the text, or whose key begins with it; the closest names first."""
        return searching.matching(self, text)

    def with_people(self) -> Self:
        """Each with its numbers of ``people`` in any role, of ``staff``, and of ``invited`` who have not answered."""
        return self.annotate(
            people=models.Count("memberships__person", distinct=True),
            staff=models.Count("memberships", filter=Q(memberships__role="staff"), distinct=True),
            invited=models.Count("invitations", distinct=True),
        )

    def alphabetical(self) -> Self:
        return self.order_by("name", "pk")


class Municipality(models.Model):
    """A local authority: municipality, county, association of municipalities, or a city's district.

    Official keys are text with leading zeros and depend on the kind (Amtlicher Gemeindeschlüssel, Destatis GV-ISys):
    a municipality has an AGS of 8 digits and mostly an ARS of 12, a county an AGS of 5, an association an ARS of 9,
    a district none of its own but a parent.
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        COUNTY = "county", _("county")
        ASSOCIATION = "association", _("association of municipalities")
        DISTRICT = "district", _("city district")

    class State(models.TextChoices):
        SH = "01", "Schleswig-Holstein"
        HH = "02", "Hamburg"
        NI = "03", "Niedersachsen"
        HB = "04", "Bremen"
        NW = "05", "Nordrhein-Westfalen"
        HE = "06", "Hessen"
        RP = "07", "Rheinland-Pfalz"
        BW = "08", "Baden-Württemberg"
        BY = "09", "Bayern"
        SL = "10", "Saarland"
        BE = "11", "Berlin"
        BB = "12", "Brandenburg"
        MV = "13", "Mecklenburg-Vorpommern"
        SN = "14", "Sachsen"
        ST = "15", "Sachsen-Anhalt"
        TH = "16", "Thüringen"

    UNINCORPORATED = "Gemeindefreies Gebiet"

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MUNICIPALITY)
    designation = models.CharField(
        max_length=60, blank=True, help_text="As in the official list: Stadt, Markt, Gemeinde"
    )
    ags = models.CharField(_("AGS"), max_length=8, null=True, blank=True, unique=True)
    ars = models.CharField(_("ARS"), max_length=12, null=True, blank=True, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="districts")
    state = models.CharField(pgettext_lazy("federal", "state"), max_length=2, choices=State)
    nuts3 = models.CharField(max_length=5, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    search_name = searching.SEARCH_NAME
    people: int  # only on rows from with_people()
    staff: int  # only on rows from with_people()
    invited: int  # only on rows from with_people()

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["name"], name="municipalities_by_name")]
        constraints = [
            models.CheckConstraint(
                name="municipality_key_fits_kind",
                condition=(
                    Q(kind="municipality", ags__isnull=False, parent__isnull=True)
                    | Q(kind="county", ags__isnull=False, ars__isnull=True, parent__isnull=True)
                    | Q(kind="association", ags__isnull=True, ars__isnull=False, parent__isnull=True)
                    | Q(kind="district", ags__isnull=True, ars__isnull=True, parent__isnull=False)
                ),
                violation_error_message=_("The official key does not fit the kind of municipality."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def in_full(self) -> str:
        """Name and what tells namesakes apart: "Neustadt (Stadt, Hessen, AGS 06534014)"."""
        marks = [self.designation or str(self.get_kind_display()), str(self.get_state_display())]
        if self.ags:
            marks.append(f"AGS {self.ags}")
        return f"{self.name} ({', '.join(marks)})"

    def clean(self) -> None:
        keys.validate(kind=self.kind, ags=self.ags, ars=self.ars, state=self.state)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and for coordinators, lead contacts and HR those of their own municipality; for the office all."""
        hats = user.hats()
        if hats.is_office:
            return self
        return self.filter(Q(person=user) | Q(municipality__in=hats.leading()))

    def listed_for(self, user: User) -> Self:
        """What a list of names may show: people under enhanced protection only to HR, the office and themselves.

        Coordination is done by colleagues, and the threat may come from among them; HR holds the personnel file anyway.
        """
        hats = user.hats()
        if hats.is_office:
            return self
        named = Q(municipality__in=hats.hr()) | Q(person=user)
        return self.visible_to(user).filter(named | Q(person__enhanced_protection=False))

    def in_role(self, *roles: str) -> Self:
        return self.filter(role__in=roles)

    def by_name(self) -> Self:
        return self.order_by("person__family_name", "person__given_name", "person_id", "role")


class Membership(models.Model):
    """A person belongs to a municipality in a role; several persons may share a role, one person may have several."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordination")
        LEAD_CONTACT = "lead_contact", _("lead contact")
        HR = "hr", _("human resources")
        STAFF = "staff", _("staff")

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.CharField(_("organisational unit"), max_length=120, blank=True)
    since = models.DateTimeField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "municipality", "role"], name="membership_once_per_role"),
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(role="lead_contact"), name="one_lead_contact_per_municipality"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.municipality}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and those that somebody with a say in the municipality has to look after; for the office all."""
        hats = user.hats()
        if hats.is_office:
            return self
        return self.filter(Q(person=user) | Q(municipality__in=hats.leading()))

    def addressed_to(self, user: User) -> Self:
        return self.filter(person=user)

    def oldest_first(self) -> Self:
        return self.order_by("invited_at", "pk")


class Invitation(models.Model):
    """A municipality would like to count a person among its own; it becomes a membership when the person accepts.

    It shows the name as the inviting side typed it, never as the account has it: whether the address already had an
    account, and whose it is, is nobody's business but its owner's.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=20, choices=Membership.Role)
    unit = models.CharField(_("organisational unit"), max_length=120, blank=True)
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    email = models.EmailField(_("e-mail address"))
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "municipality", "role"], name="invitation_once_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.municipality}"

    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"


class ProgrammeRoleQuerySet(models.QuerySet["ProgrammeRole"]):
    def visible_to(self, user: User) -> Self:
        """Who works for the programme is the office's to see and to change."""
        return self if user.hats().is_office else self.none()

    def by_name(self) -> Self:
        return self.order_by("person__family_name", "person__given_name", "person_id", "role")


class ProgrammeRole(models.Model):
    """A person works for the programme itself."""

    class Role(models.TextChoices):
        OFFICE = "office", _("programme office")
        REVIEWER = "reviewer", _("reviewer")
        TRAINER = "trainer", _("trainer")
        COACH = "coach", _("coach")

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="programme_roles")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    since = models.DateTimeField()

    objects = ProgrammeRoleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "role"], name="programme_role_once")]

    def __str__(self) -> str:
        return str(self.get_role_display())


class Visit(AbstractBaseSession):
    """What a browser's session keeps, and who is logged in there, if anybody: who goes is logged out everywhere."""

    person = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="visits")

    class Meta(AbstractBaseSession.Meta):
        pass

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        from lms.people.visits import SessionStore  # noqa: PLC0415 -- it knows us, and is there once we are

        return SessionStore
