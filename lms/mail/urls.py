from django.urls import path

from lms.mail import barrier

app_name = "mail"
urlpatterns = [
    path("barrier/", barrier.barrier, name="barrier"),
]
