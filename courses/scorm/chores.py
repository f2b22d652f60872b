"""What must be tidied up sooner or later."""

import shutil
from datetime import datetime, timedelta

from courses.scorm.models import Package, shelf
from lms.kit.chores import chore

GRACE = timedelta(days=1)
"""An upload that is still running has a folder and no row yet; none takes this long."""


@chore
def clear_the_shelf(at: datetime) -> int:
    """Remove folders that no package names: their upload was interrupted, or their deletion was."""
    if not shelf().is_dir():
        return 0
    known = {str(folder) for folder in Package.objects.values_list("folder", flat=True)}
    old = (at - GRACE).timestamp()
    lost = [place for place in shelf().iterdir() if place.name not in known and place.stat().st_mtime < old]
    for place in lost:
        shutil.rmtree(place, ignore_errors=True)
    return len(lost)
