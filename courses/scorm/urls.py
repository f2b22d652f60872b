from django.urls import path

from courses.scorm import views

app_name = "scorm"
urlpatterns = [
    path("<int:pk>/", views.module, name="module"),
    path("packages/", views.packages, name="packages"),
    path("packages/new/", views.package_new, name="package_new"),
    path("packages/<int:pk>/", views.package, name="package"),
    path("packages/<int:pk>/preview/", views.preview, name="preview"),
    path("packages/<int:pk>/uses/", views.use_new, name="use_new"),
    path("packages/<int:pk>/deletion/", views.package_deletion, name="package_deletion"),
    path("uses/<int:pk>/removal/", views.use_removal, name="use_removal"),
]
