from django.urls import path

from courses.seats import views

app_name = "seats"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:pk>/", views.registration, name="registration"),
    path("<int:pk>/cancellation/", views.cancellation, name="cancellation"),
    path("new/<int:run_pk>/", views.registration_new, name="registration_new"),
    path("of/<int:municipality_pk>/", views.employer, name="employer"),
]
