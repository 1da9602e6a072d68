from django.urls import path

from billing.stripe_double import pages

app_name = "stripe_double"

urlpatterns = [
    path("", pages.panel, name="panel"),
    path("reglages/", pages.switch, name="switch"),
    path("inscription/<str:token>/", pages.onboarding, name="onboarding"),
    path("paiement/<str:session_id>/", pages.checkout, name="checkout"),
    path("paiement/<str:session_id>/confirmation/", pages.authentication, name="authentication"),
]
