from django.urls import path

from courses.sessions.views import deeds, pages

app_name = "sessions"
urlpatterns = [
    path("", pages.runs, name="runs"),
    path("new/<slug:code>/", pages.run_new, name="run_new"),
    path("<int:pk>/", pages.run, name="run"),
    path("<int:pk>/edit/", pages.run_edit, name="run_edit"),
    path("<int:pk>/publication/", deeds.publication, name="publication"),
    path("<int:pk>/cancellation/", deeds.cancellation, name="cancellation"),
    path("<int:pk>/removal/", deeds.removal, name="removal"),
    path("dates/<int:pk>/", deeds.session_time, name="session_time"),
]
