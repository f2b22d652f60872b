from django.urls import path

from lms.mail import barrier, views

app_name = "mail"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/resending/", views.resending, name="resending"),
    path("resending/", views.resending_of_all, name="resending_of_all"),
    path("barrier/", barrier.barrier, name="barrier"),
]
