"""The only addresses on the content origin: uploaded packages and the frame they run in."""

from django.urls import include, path

urlpatterns = [
    path("modules/", include("courses.scorm.content_urls")),
]
