"""Sentences of Django and allauth that we say our own way: allauth's German mixes "du" and "Sie", ours does not.

The catalogue of ``lms.kit`` is asked before theirs, so listing a sentence here is enough to word it anew.
"""

from django.utils.translation import gettext_noop

OURS = [
    gettext_noop("Be patient, you are sending too many requests."),
    gettext_noop("Please type your current password."),
    gettext_noop("Please select only one."),
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("The new value must be different from the current one."),
    gettext_noop("The password reset token was invalid."),
    gettext_noop("This account is currently inactive."),
    gettext_noop("This email address is already associated with this account."),
    gettext_noop("A user is already registered with this email address."),
    gettext_noop("This field is required."),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("Use authenticator app or code"),
    gettext_noop("Use your password"),
    gettext_noop("You cannot activate two-factor authentication until you have verified your email address."),
    gettext_noop("You cannot add an email address to an account protected by two-factor authentication."),
    gettext_noop("You cannot remove your primary email address."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("Your primary email address must be verified."),
]
