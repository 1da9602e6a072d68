from django.urls import path

from blog import views

app_name = "blog"

# /blog/
urlpatterns = [
    path("", views.ArticleList.as_view(), name="list"),
    path("<slug:slug>/", views.ArticleDetail.as_view(), name="article"),
]
