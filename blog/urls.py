from django.urls import path

from blog.views import articles, comments, shares

app_name = "blog"

# /blog/
urlpatterns = [
    path("", articles.ArticleList.as_view(), name="list"),
    path(
        "commentaires/<uuid:public_id>/supprimer/<str:token>/",
        comments.comment_delete,
        name="comment_delete",
    ),
    path("<slug:slug>/partager/<slug:network>/", shares.share, name="share"),
    path("<slug:slug>/commenter/", comments.comment, name="comment"),
    path("<slug:slug>/commenter/merci/", comments.comment_sent, name="comment_sent"),
    path("<slug:slug>/", articles.ArticleDetail.as_view(), name="article"),
]
