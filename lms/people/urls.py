from django.urls import path

from lms.people.views import account, members, programme, search, staff_import

app_name = "people"
urlpatterns = [
    path("me/", account.account, name="account"),
    path("me/invitations/", account.invitations, name="invitations"),
    path("invitations/<int:pk>/acceptance/", account.invitation_acceptance, name="invitation_acceptance"),
    path("invitations/<int:pk>/end/", account.invitation_end, name="invitation_end"),
    path("invitations/<int:pk>/reminder/", members.invitation_reminder, name="invitation_reminder"),
    path("municipalities/", members.municipalities, name="municipalities"),
    path("municipalities/new/", members.municipality_new, name="municipality_new"),
    path("municipalities/search/", search.municipality_search, name="municipality_search"),
    path("municipalities/<int:pk>/members/", members.members, name="members"),
    path("municipalities/<int:pk>/members/new/", members.member_new, name="member_new"),
    path("municipalities/<int:pk>/invited/", members.invited, name="invited"),
    path("municipalities/<int:pk>/import/", staff_import.staff_import, name="import"),
    path("memberships/<int:pk>/end/", members.membership_end, name="membership_end"),
    path("programme/", programme.programme_people, name="programme_people"),
    path("programme/new/", programme.programme_person_new, name="programme_person_new"),
    path("programme/roles/<int:pk>/end/", programme.programme_role_end, name="programme_role_end"),
]
