"""The site map. Each storey brings its own addresses; French words, plural nouns, then a verb."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from blog.urls import picture_patterns
from blog.views import site
from sio import views
from sio.display import display
from sio.styleguide import styleguide

# Also the answer when PostgreSQL is away: it asks nothing of it.
handler500 = "sio.pages.mishaps.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("espace/", views.dashboard, name="dashboard"),
    path("affichage/<slug:choice>/", display, name="display"),
    path("annonces/<slug:key>/fermer/", site.close_announcement, name="announcement_close"),
    path("logos/<str:name>", site.logo, name="logo"),
    path("coaching/", site.coaching, name="coaching"),
    path("site.webmanifest", site.manifest, name="manifest"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("blog/", include("blog.urls")),
    path("images/", include((picture_patterns, "pictures"))),
    path("notifications/", include("notifications.urls")),
    path("gestion/", admin.site.urls),
    path("", include("sio.pages.urls")),
    # The apps below serve several plural nouns each: their own urls.py says them in full.
    path("", include("accounts.urls")),
    path("", include("matching.urls")),
    path("", include("missions.urls")),
    path("", include("billing.urls")),
]

if settings.STRIPE_DOUBLE_ALLOWED:
    urlpatterns += [
        path("dev/stripe/", include("billing.stripe_double.urls")),
        path("styleguide/", styleguide, name="styleguide"),
    ]
