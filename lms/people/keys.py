"""Official keys of German local authorities: AGS (8 digits) and ARS (12), typed by kind.

Amtlicher Gemeindeschlüssel and Amtlicher Regionalschlüssel as in Destatis' GV-ISys: text with leading zeros, a
state from 01 to 16 in front, and no check digit. AGS = first five digits of the ARS + its last three; not reversible.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

STATES = frozenset(f"{number:02}" for number in range(1, 17))
LENGTHS: dict[str, dict[str, tuple[int, bool]]] = {
    "municipality": {"ags": (8, True), "ars": (12, False)},
    "county": {"ags": (5, True)},
    "association": {"ars": (9, True)},
    "district": {},
}
"""Kind → key → (digits, required). A key that is not named must be absent."""

LABELS = {"ags": "AGS", "ars": "ARS"}


def ags_from_ars(ars: str) -> str:
    """The municipality's AGS within its ARS of twelve digits."""
    return ars[:5] + ars[9:12]


def validate(*, kind: str, ags: str | None, ars: str | None, state: str) -> None:
    """Refuse keys that are not digits, have another length than their kind, or name another state."""
    faults: dict[str, list[ValidationError]] = {}
    for name, value in (("ags", ags), ("ars", ars)):
        digits, required = LENGTHS[kind].get(name, (0, False))
        label = {"key": LABELS[name], "digits": digits, "value": value or ""}
        if not value:
            if required:
                faults.setdefault(name, []).append(ValidationError(_("The %(key)s is missing."), params=label))
        elif not digits:
            faults.setdefault(name, []).append(ValidationError(_("This kind has no %(key)s of its own."), params=label))
        elif not (value.isascii() and value.isdigit()):
            faults.setdefault(name, []).append(
                ValidationError(_("“%(value)s” is no %(key)s: only digits are allowed."), params=label)
            )
        elif len(value) != digits:
            faults.setdefault(name, []).append(
                ValidationError(
                    _("“%(value)s” is no %(key)s: it needs %(digits)d digits, leading zeros included."),
                    params=label,
                )
            )
        elif value[:2] not in STATES:
            faults.setdefault(name, []).append(
                ValidationError(
                    _("“%(value)s” is no %(key)s: the first two digits name no state (01 to 16)."),
                    params=label,
                )
            )
        elif value[:2] != state:
            faults.setdefault(name, []).append(
                ValidationError(_("The %(key)s “%(value)s” belongs to another state."), params=label)
            )
    if kind == "municipality" and ags and ars and not faults and ags_from_ars(ars) != ags:
        faults["ars"] = [ValidationError(_("AGS and ARS do not belong to the same municipality."))]
    if faults:
        raise ValidationError(faults)
