"""The addresses of matching, beside those of missions."""

from django.urls import path

from matching.views import ranking, reviews

app_name = "matching"

urlpatterns = [
    path("missions/pour-moi/", ranking.missions, name="missions"),
    path("missions/<uuid:public_id>/profils/", ranking.assistants, name="assistants"),
    path("missions/<uuid:public_id>/profils/<slug:slug>/", ranking.why, name="why"),
    path("missions/<uuid:public_id>/profils/<slug:slug>/reexamen/", reviews.ask_of, name="ask_review_of"),
    path("missions/<uuid:public_id>/adequation/", ranking.fit, name="fit"),
    path("missions/<uuid:public_id>/adequation/reexamen/", reviews.ask, name="ask_review"),
    path("reexamens/<uuid:public_id>/", reviews.review, name="review"),
]
