"""Where everything is. Apps are named in strings: the house knows its rooms, not their insides."""

from django.urls import include, path

urlpatterns = [
    path("", include("lms.kit.urls")),
    path("account/", include("allauth.urls")),
    path("people/", include("lms.people.urls")),
    path("letters/", include("lms.mail.urls")),
    path("calendars/", include("calendars.urls")),
    path("programmes/", include("lms.programmes.urls")),
    path("catalogue/", include("courses.catalogue.urls")),
    path("quizzes/", include("courses.quizzes.urls")),
    path("modules/", include("courses.scorm.urls")),
    path("runs/", include("courses.sessions.urls")),
    path("registrations/", include("courses.seats.urls")),
    path("attendance/", include("courses.attendance.urls")),
    path("appointments/", include("coaching.urls")),  # not "coaching": addresses stand in calendars and histories
    path("certificates/", include("certificates.urls")),
]

handler400 = "lms.kit.views.bad_request"
handler403 = "lms.kit.views.forbidden"
handler404 = "lms.kit.views.not_found"
handler429 = "lms.kit.views.too_many_requests"
handler500 = "lms.kit.views.server_error"
