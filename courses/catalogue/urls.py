from django.urls import path

from courses.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.offers, name="offers"),
    path("new/", views.offer_new, name="offer_new"),
    path("pages/<int:pk>/", views.page, name="page"),
    path("pages/<int:pk>/edit/", views.page_edit, name="page_edit"),
    path("<slug:code>/", views.offer, name="offer"),
    path("<slug:code>/edit/", views.offer_edit, name="offer_edit"),
    path("<slug:code>/pages/new/", views.page_new, name="page_new"),
]
