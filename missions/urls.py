"""The addresses of missions: plural noun, public id, verb."""

from django.urls import path

from missions.views import (
    answering,
    applying,
    budgets,
    contracts,
    describing,
    hours,
    invited,
    inviting,
    reading,
    talking,
    visiting,
)

app_name = "missions"

missions = [
    path("missions/", reading.mission_list, name="list"),
    path("missions/feed.atom", visiting.feed, name="feed"),
    path("missions/extrait/<slug:slug>/", visiting.extract, name="extract"),
    path("missions/nouvelle/", describing.new, name="new"),
    path("missions/<uuid:public_id>/", reading.detail, name="detail"),
    path("missions/<uuid:public_id>/etape/<slug:step>/", describing.step, name="step"),
    path("missions/<uuid:public_id>/verifier/", describing.check, name="check"),
    path("missions/<uuid:public_id>/remplacer/", describing.replace, name="replace"),
    path("missions/<uuid:public_id>/relecture/", describing.review, name="review"),
    path("missions/<uuid:public_id>/envoyer/", describing.submit, name="submit"),
    path("missions/<uuid:public_id>/envoyee/", describing.sent, name="sent"),
    path("missions/<uuid:public_id>/budget/", budgets.budget, name="budget"),
    path("missions/<uuid:public_id>/pause/", reading.pause, name="pause"),
    path("missions/<uuid:public_id>/reprendre/", reading.resume, name="resume"),
    path("missions/<uuid:public_id>/annuler/", reading.cancel, name="cancel"),
    path("missions/<uuid:public_id>/candidater/", applying.apply, name="apply"),
    path("missions/<uuid:public_id>/candidatures/", reading.applications, name="applications"),
    path("missions/<uuid:public_id>/inviter/<slug:slug>/", inviting.invite, name="invite"),
    path("missions/<uuid:public_id>/invitations/", inviting.invitations, name="invitations"),
]

invitations = [
    path("invitations/", invited.my_invitations, name="my_invitations"),
    path("invitations/<uuid:public_id>/", invited.invitation, name="invitation"),
    path("invitations/<uuid:public_id>/decliner/", invited.decline, name="invitation_decline"),
    path("invitations/<uuid:public_id>/revenir/", invited.reconsider, name="invitation_reconsider"),
    path("invitations/<uuid:public_id>/relancer/", inviting.remind, name="invitation_remind"),
    path("invitations/<uuid:public_id>/retirer/", inviting.withdraw, name="invitation_withdraw"),
]

applications = [
    path("candidatures/", applying.my_applications, name="my_applications"),
    path("candidatures/<uuid:public_id>/", answering.application, name="application"),
    path("candidatures/<uuid:public_id>/preselectionner/", answering.shortlist, name="shortlist"),
    path("candidatures/<uuid:public_id>/decliner/", answering.decline, name="decline"),
    path("candidatures/<uuid:public_id>/accepter/", answering.accept, name="accept"),
    path("candidatures/<uuid:public_id>/retirer/", applying.withdraw, name="withdraw"),
    path("messages/<uuid:public_id>/", talking.conversation, name="conversation"),
]

engagements = [
    path("contrats/", contracts.engagement_list, name="engagements"),
    path("contrats/<uuid:public_id>/", contracts.engagement, name="engagement"),
    path("contrats/<uuid:public_id>/signer/", contracts.sign, name="sign"),
    path("contrats/<uuid:public_id>/terminer/", contracts.end, name="end"),
    path("contrats/<uuid:public_id>/releves/nouveau/", hours.new, name="timesheet_new"),
    path("releves/<uuid:public_id>/", hours.timesheet, name="timesheet"),
    path("releves/<uuid:public_id>/envoyer/", hours.send, name="timesheet_send"),
    path("releves/<uuid:public_id>/approuver/", hours.approve, name="timesheet_approve"),
    path("releves/<uuid:public_id>/contester/", hours.contest, name="timesheet_contest"),
]

urlpatterns = [*missions, *invitations, *applications, *engagements]
