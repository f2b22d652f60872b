"""Addresses on the content origin; each begins with what a ticket allows."""

from django.urls import path

from courses.scorm import content_views as views

app_name = "content"
urlpatterns = [
    path("play/<str:ticket>/", views.play, name="play"),
    path("preview/<str:ticket>/", views.preview, name="preview"),
    path("commit/<str:ticket>/", views.commit, name="commit"),
    path("files/<str:ticket>/<path:path>", views.file, name="file"),
]
