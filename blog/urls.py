from django.urls import path

from blog.views import articles, comments, feeds, pictures, shares

app_name = "blog"

# /blog/
urlpatterns = [
    path("", articles.ArticleList.as_view(), name="list"),
    path("feed.atom", feeds.feed, name="feed"),
    path("recherche/", articles.search_articles, name="search"),
    path("apercu/<str:token>/", articles.preview, name="preview"),
    path("etiquettes/<slug:slug>/", articles.TagArticles.as_view(), name="tag"),
    path("auteurs/<slug:slug>/", articles.AuthorArticles.as_view(), name="author"),
    path("series/<slug:slug>/", articles.SeriesArticles.as_view(), name="series"),
    path(
        "commentaires/<uuid:public_id>/supprimer/<str:token>/",
        comments.comment_delete,
        name="comment_delete",
    ),
    path("<slug:slug>/partager/<slug:network>/", shares.share, name="share"),
    path("<slug:slug>/commenter/", comments.comment, name="comment"),
    path("<slug:slug>/commenter/merci/", comments.comment_sent, name="comment_sent"),
    path("<slug:slug>/", articles.article, name="article"),
]

# /images/
picture_patterns = [
    path("partage/<slug:name>.png", pictures.social_image, name="social"),
    path("<uuid:public_id>/<int:width>.webp", pictures.picture, name="size"),
]
