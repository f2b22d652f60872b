"""Who acts in the story: the people of the demo, by the address they log in with."""

OFFICE = "programmbuero@komma.example"
TRAINER = "training1@komma.example"
COACH = "coaching1@komma.example"

APPLICANT = "koordination@musterstadt.example"
"""Applies for Musterstadt, which is not selected and thereby gets priority."""
STAFF = "beschaeftigt@musterstadt.example"
COLLEAGUE = "buergerbuero@musterstadt.example"
PRESS = "presse@musterstadt.example"
HR = "personal@musterstadt.example"

UNIT_APPLICANT = "koordination@musterkreis.example"
"""Applies for one unit of Landkreis Musterkreis, without JavaScript."""

TEAM_LEAD = "teamleitung@anderstadt.example"
"""Of a selected municipality."""
OTHER_COORDINATION = "koordination@anderstadt.example"
OTHER_HR = "personal@anderstadt.example"

TOO_LATE = "koordination@neuenmuster.example"
WITHOUT_PRIORITY = "beschaeftigt@neuenmuster.example"
"""Of the municipality that came too late."""

OTHER_TOWNS = (
    "Beispielau",
    "Beispielbrück",
    "Mustertal",
    "Musterfelde",
    "Probendorf",
    "Probenheim",
    "Exempelried",
    "Übungshausen",
    "Neubeispiel",
)
"""They apply as well; the story does not watch them typing."""
NOT_SELECTED = ("Musterstadt", "Neubeispiel")
