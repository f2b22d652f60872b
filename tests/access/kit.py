from tests.access.world import LOGGED_IN, Row

ROWS: dict[str, list[Row]] = {
    "desk": [Row(ok=LOGGED_IN)],
}
