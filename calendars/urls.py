from django.urls import path

from calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("dates/<str:uid>.ics", views.entry, name="entry"),
    path("subscription/", views.subscription, name="subscription"),
    path("subscription/renewal/", views.renewal, name="renewal"),
    path("subscription/switching-off/", views.switching_off, name="switching_off"),
    path("feeds/<str:token>.ics", views.feed, name="feed"),
]
