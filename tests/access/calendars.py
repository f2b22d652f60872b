from calendars import subscribing
from tests.access.world import EVERYBODY, LOGGED_IN, Row, World
from tests.make import MONDAY


def _feed(world: World) -> list[str]:
    return [subscribing.token(subscribing.renew(world.staff, by=world.staff, at=MONDAY))]


ROWS: dict[str, list[Row]] = {
    "calendars:mine": [Row(ok=LOGGED_IN)],
    "calendars:entry": [Row(ok=set(), args=lambda world: ["unknown@komma"])],
    "calendars:subscription": [Row(ok=LOGGED_IN)],
    "calendars:renewal": [
        Row(ok=LOGGED_IN, method="post", answer=302),
        Row(ok=set(), otherwise=405),
    ],
    "calendars:switching_off": [
        Row(ok=LOGGED_IN, method="post", answer=302),
        Row(ok=set(), otherwise=405),
    ],
    "calendars:feed": [
        Row(ok=EVERYBODY, args=_feed),
        Row(ok=set(), args=lambda world: ["unknown"], stranger=404),
    ],
}
