from django.urls import path

from lms.kit import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("help/", views.help_page, name="help"),
    path("emergency/", views.page, {"template": "pages/emergency.html"}, name="emergency"),
    path("accessibility/", views.page, {"template": "pages/accessibility.html"}, name="accessibility"),
    path("privacy/", views.page, {"template": "pages/privacy.html"}, name="privacy"),
    path("imprint/", views.page, {"template": "pages/imprint.html"}, name="imprint"),
    path("language/", views.language, name="set_language"),
]
