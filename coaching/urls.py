from django.urls import path

from coaching import views

app_name = "coaching"
urlpatterns = [
    path("requests/", views.requests, name="requests"),
    path("requests/new/", views.request_new, name="request_new"),
    path("requests/<int:pk>/", views.request_page, name="request"),
    path("requests/<int:pk>/refusal/", views.refusal, name="refusal"),
    path("requests/<int:pk>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("slots/<int:pk>/acceptance/", views.acceptance, name="acceptance"),
    path("offers/", views.offers, name="offers"),
    path("offers/<int:pk>/new/", views.offer_new, name="offer_new"),
    path("talks/<int:pk>/", views.talk, name="talk"),
    path("talks/<int:pk>/cancellation/", views.cancellation, name="cancellation"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<int:pk>/", views.account_page, name="account"),
]
