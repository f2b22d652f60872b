from django.urls import path

from lms.programmes.views import applications, calls, decisions, endorsements

app_name = "programmes"
urlpatterns = [
    path("calls/", calls.calls, name="calls"),
    path("calls/new/", calls.call_new, name="call_new"),
    path("calls/<int:pk>/", calls.call, name="call"),
    path("calls/<int:pk>/edit/", calls.call_edit, name="call_edit"),
    path("calls/<int:pk>/publication/", calls.publication, name="publication"),
    path("calls/<int:pk>/application/", applications.application_new, name="application_new"),
    path("calls/<int:pk>/decisions/", decisions.decisions, name="decisions"),
    path("calls/<int:pk>/decisions/rest/", decisions.rest, name="decisions_rest"),
    path("calls/<int:pk>/outcomes/", decisions.outcome_publication, name="outcome_publication"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<int:pk>/", applications.application, name="application"),
    path("applications/<int:pk>/endorsement/", applications.endorsement_request, name="endorsement_request"),
    path("applications/<int:pk>/submission/", applications.submission, name="submission"),
    path("applications/<int:pk>/withdrawal/", applications.withdrawal, name="withdrawal"),
    path("applications/<int:pk>/removal/", applications.removal, name="removal"),
    path("applications/<int:pk>/decision/", decisions.decision, name="decision"),
    path("endorsements/confirmed/", endorsements.confirmed, name="endorsement_confirmed"),
    path("endorsements/<str:token>/", endorsements.endorsement, name="endorsement"),
]
