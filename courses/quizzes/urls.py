from django.urls import path

from courses.quizzes import authoring_views, views

app_name = "quizzes"
urlpatterns = [
    path("<int:pk>/", views.quiz, name="quiz"),
    path("<int:pk>/attempts/", views.attempts, name="attempts"),
    path("<int:pk>/attempts/<uuid:attempt_id>/", views.overview, name="overview"),
    path("<int:pk>/attempts/<uuid:attempt_id>/questions/<int:number>/", views.question, name="question"),
    path("<int:pk>/attempts/<uuid:attempt_id>/completion/", views.completion, name="completion"),
    path("<int:pk>/attempts/<uuid:attempt_id>/result/", views.result, name="result"),
    path("<int:pk>/attempts/<uuid:attempt_id>/deletion/", views.deletion, name="deletion"),
    path("offers/<slug:code>/new/", authoring_views.quiz_new, name="quiz_new"),
    path("<int:pk>/edit/", authoring_views.quiz_edit, name="quiz_edit"),
    path("<int:pk>/questions/new/", authoring_views.question_new, name="question_new"),
    path("questions/<int:pk>/edit/", authoring_views.question_edit, name="question_edit"),
    path("questions/<int:pk>/deletion/", authoring_views.question_deletion, name="question_deletion"),
]
