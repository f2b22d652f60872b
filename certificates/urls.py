from django.urls import path

from certificates import views

app_name = "certificates"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:pk>/", views.certificate, name="certificate"),
    path("verification/", views.verification, name="verification"),
    path("employer/", views.employer_page, name="employer"),
    path("employer/file/", views.employer_file, name="employer_file"),
]
