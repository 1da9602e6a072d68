from django.urls import path

from blog.views import articles

app_name = "blog"

# /blog/
urlpatterns = [
    path("", articles.ArticleList.as_view(), name="list"),
    path("<slug:slug>/", articles.ArticleDetail.as_view(), name="article"),
]
