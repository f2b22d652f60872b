from django.urls import path

from lms.kit import views

urlpatterns = [
    path("", views.desk, name="desk"),
]
