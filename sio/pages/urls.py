from django.urls import URLPattern, path

from sio.pages.views import explaining

app_name = "pages"

urlpatterns: list[URLPattern] = [
    path("pour-les-entreprises/", explaining.for_firms, name="firms"),
    path("pour-les-assistants/", explaining.for_assistants, name="assistants"),
    path("comment-ca-marche/", explaining.how_it_works, name="how"),
]
