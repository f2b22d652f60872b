"""allauth's addresses: who is logged in already is sent on from the door, strangers are sent to it from the rooms.

The people of the table have no password and no second step, so there is nothing with which they could show once more
that it is them (``tests/lms/kit/test_account_pages.py`` has people who can).
"""

from tests.access.world import EVERYBODY, LOGGED_IN, Row

AT_THE_DOOR = Row(ok={"stranger"}, otherwise=302)
INSIDE = Row(ok=LOGGED_IN)
NOTHING_TO_SHOW = Row(ok=LOGGED_IN, answer=403)

ROWS: dict[str, list[Row]] = {
    "account_login": [AT_THE_DOOR],
    "account_signup": [AT_THE_DOOR],
    "account_logout": [Row(ok=LOGGED_IN), Row(ok=EVERYBODY, method="post", answer=302)],
    "account_inactive": [Row(ok=EVERYBODY)],
    "account_email_verification_sent": [Row(ok=EVERYBODY)],
    "account_confirm_email": [Row(ok=EVERYBODY, args=lambda world: ["no-such-key"])],
    "account_confirm_login_code": [Row(ok=EVERYBODY, answer=302)],
    "account_reset_password": [Row(ok=EVERYBODY)],
    "account_reset_password_done": [Row(ok=EVERYBODY)],
    "account_reset_password_from_key": [Row(ok=EVERYBODY, args=lambda world: ["1", "no-such-key"])],
    "account_reset_password_from_key_done": [Row(ok=EVERYBODY)],
    "account_email": [INSIDE],
    "account_change_password": [Row(ok=LOGGED_IN, answer=302)],
    "account_set_password": [INSIDE],
    "account_reauthenticate": [NOTHING_TO_SHOW],
    "mfa_index": [INSIDE],
    "mfa_authenticate": [Row(ok=EVERYBODY, answer=302)],
    "mfa_reauthenticate": [NOTHING_TO_SHOW],
    "mfa_activate_totp": [INSIDE],
    "mfa_deactivate_totp": [Row(ok=frozenset())],
    "mfa_view_recovery_codes": [Row(ok=frozenset())],
    "mfa_generate_recovery_codes": [INSIDE],
    "mfa_download_recovery_codes": [Row(ok=frozenset())],
}
