from django.urls import URLPattern, path

from sio.pages import mishaps
from sio.pages.legal import PAGES, legal_page
from sio.pages.views import counting, explaining, machines, supplying

app_name = "pages"

urlpatterns: list[URLPattern] = [
    path("pour-les-entreprises/", explaining.for_firms, name="firms"),
    path("pour-les-assistants/", explaining.for_assistants, name="assistants"),
    path("comment-ca-marche/", explaining.how_it_works, name="how"),
    *(path(f"{page.slug}/", legal_page, {"page": page}, name=page.name) for page in PAGES),
    path("hors-ligne/", mishaps.offline, name="offline"),
    path("service-worker.js", mishaps.service_worker, name="service_worker"),
    path(".well-known/security.txt", mishaps.security_txt, name="security_txt"),
    path("tarifs/", counting.fees, name="fees"),
    path("embauche-ou-delegation/", counting.hire_or_delegate, name="hire_or_delegate"),
    path("prix/", counting.rates, name="rates"),
    path("metiers/<slug:slug>/", supplying.pillar, name="pillar"),
    path("assistants/a/<slug:city>/<slug:way>/", supplying.city, name="city"),
    path("classement/", explaining.ranking, name="ranking"),
    path("questions/", explaining.frequent_questions, name="questions"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-<str:section>.xml", machines.sitemap, name="sitemap_section"),
    path("robots.txt", machines.robots, name="robots"),
]
