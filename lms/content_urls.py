"""The only addresses on the content origin: uploaded packages and the frame they run in."""

from django.urls import include, path

urlpatterns = [
    path("modules/", include("courses.scorm.content_urls")),
]

handler400 = "lms.kit.views.bad_request"
handler403 = "lms.kit.views.forbidden"
handler404 = "lms.kit.views.not_found"
handler500 = "lms.kit.views.server_error"
