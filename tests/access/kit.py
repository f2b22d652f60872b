from tests.access.world import EVERYBODY, LOGGED_IN, Row

ROWS: dict[str, list[Row]] = {
    "desk": [Row(ok=LOGGED_IN)],
    **{name: [Row(ok=EVERYBODY)] for name in ("help", "emergency", "accessibility", "privacy", "imprint")},
    "set_language": [
        Row(ok=EVERYBODY, answer=302),
        Row(ok=EVERYBODY, method="post", data=lambda world: {"language": "en", "next": "/help/"}, answer=302),
    ],
}
