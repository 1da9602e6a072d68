from django.urls import path

from . import views

app_name = "notifications"

urlpatterns = [
    path("", views.NotificationList.as_view(), name="list"),
    path("compteur/", views.counter, name="counter"),
    path("tout-lu/", views.read_all, name="read_all"),
    path("preferences/", views.preferences, name="preferences"),
    path("desinscription/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("<uuid:public_id>/", views.open_notification, name="open"),
]
