from django.urls import path

from courses.attendance import views

app_name = "attendance"
urlpatterns = [
    path("dates/<int:pk>/", views.sheet, name="sheet"),
    path("runs/<int:pk>/closing/", views.closing_page, name="closing"),
]
