"""The addresses of matching, beside those of missions."""

from django.urls import path

from matching.views import alerts, musts, pairs, ranking, reviews

app_name = "matching"

urlpatterns = [
    path("missions/pour-moi/", ranking.missions, name="missions"),
    path("missions/<uuid:public_id>/profils/", ranking.assistants, name="assistants"),
    path("missions/<uuid:public_id>/profils/<slug:slug>/", ranking.why, name="why"),
    path("missions/<uuid:public_id>/profils/<slug:slug>/reexamen/", reviews.ask_of, name="ask_review_of"),
    path("missions/<uuid:public_id>/indispensables/", musts.musts, name="musts"),
    path("missions/<uuid:public_id>/a-deux/", pairs.pairs, name="pairs"),
    path("missions/<uuid:public_id>/adequation/", ranking.fit, name="fit"),
    path("missions/<uuid:public_id>/adequation/reexamen/", reviews.ask, name="ask_review"),
    path("missions/<uuid:public_id>/prevenez-moi/", alerts.watch, name="watch"),
    path("alertes/", alerts.alert_list, name="alerts"),
    path("alertes/nouvelle/", alerts.new, name="alert_new"),
    path("alertes/arreter/<str:token>/", alerts.stop, name="stop"),
    path("alertes/<uuid:public_id>/", alerts.edit, name="alert"),
    path("alertes/<uuid:public_id>/pause/", alerts.pause, name="alert_pause"),
    path("alertes/<uuid:public_id>/reprendre/", alerts.resume, name="alert_resume"),
    path("alertes/<uuid:public_id>/supprimer/", alerts.delete, name="alert_delete"),
    path("reexamens/<uuid:public_id>/", reviews.review, name="review"),
]
