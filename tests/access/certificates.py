from tests import make
from tests.access.world import EVERYBODY, LOGGED_IN, Row, World


def certificate(world: World) -> list[int]:
    """A certificate of ``staff``, who registered as an employee of the town."""
    run = make.run(trainer=world.trainer)
    registration = make.attended(run, person=world.staff, municipality=world.town)
    return [make.certificate(registration).pk]


ROWS: dict[str, list[Row]] = {
    "certificates:mine": [Row(ok=LOGGED_IN)],
    "certificates:certificate": [Row(args=certificate, ok={"staff", "hr"})],
    "certificates:verification": [Row(ok=EVERYBODY)],
    "certificates:employer": [Row(ok={"hr", "hr_elsewhere"})],
    "certificates:employer_file": [Row(ok={"hr", "hr_elsewhere"})],
}
