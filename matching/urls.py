"""The addresses of matching, beside those of missions."""

from django.urls import path

from matching import views

app_name = "matching"

urlpatterns = [
    path("missions/pour-moi/", views.missions, name="missions"),
    path("missions/<uuid:public_id>/profils/", views.assistants, name="assistants"),
    path("missions/<uuid:public_id>/adequation/", views.fit, name="fit"),
]
