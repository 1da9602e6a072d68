"""« Donnez votre avis constructif »: a page of its own, so that the article stays without form nor cookie."""

import uuid
from contextlib import suppress
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from blog import letters
from blog.discussion import voice_of
from blog.enums import CommentStatus
from blog.forms import CommentForm
from blog.models import Article, Comment
from blog.services.comments import delete_own_comment, send_comment
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import client_ip, public_page
from sio.lib.limits import may_proceed
from sio.lib.visitors import visitor_of

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
WINDOW = timedelta(hours=1)
# A reader who has much to say, and a whole office behind one address.
OF_A_VISITOR = 6
# Whatever the number of addresses a robot owns, the queue of one article grows no faster.
OF_AN_ARTICLE = 40
TOO_MANY = (
    "Beaucoup de commentaires arrivent en ce moment. Rien n’est perdu\u00a0: envoyez le vôtre dans une heure."
)


@login_not_required
@GET_OR_POST
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; what is typed is kept until it is sent."""
    article = _article_or_404(slug)
    parent = _answered_or_404(request, article)
    data = request.POST if request.method == "POST" else None
    form = CommentForm(data, article=article, is_answer=parent is not None, initial=_known_of(request))
    status = 200
    if data is not None:
        status = 422
        if form.is_valid() and not _may_send(request, article):
            form.add_error(None, TOO_MANY)
            status = 429
        elif form.is_valid():
            try:
                return answer_once(request, lambda: _send(request, form, parent))
            except Refusal as refusal:
                refuse(form, refusal)
    context = {"article": article, "form": form, "answered": voice_of(parent) if parent else None}
    return render(request, "blog/comment.html", context, status=status)


@login_not_required
@public_page
@require_safe
def comment_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens next."""
    return render(request, "blog/comment_sent.html", {"article": _article_or_404(slug)})


@login_not_required
@GET_OR_POST
def comment_delete(request: HttpRequest, public_id: uuid.UUID, token: str) -> HttpResponse:
    """By the link of her letter, its author takes a comment back: asked first, since mail filters follow links."""
    if not letters.is_delete_token(str(public_id), token):
        raise Http404
    found = get_object_or_404(Comment.objects.select_related("article"), public_id=public_id)
    if request.method == "POST":
        return answer_once(request, lambda: _delete(found, request.path))
    is_gone = found.status == CommentStatus.DELETED
    context = {"article": found.article, "comment": None if is_gone else voice_of(found)}
    return render(request, "blog/comment_delete.html", context)


def _article_or_404(slug: str) -> Article:
    return get_object_or_404(Article.objects.published(), slug=slug)


def _answered_or_404(request: HttpRequest, article: Article) -> Comment | None:
    """The comment one answers, if any: a first one of this article that was published one day."""
    wanted = request.GET.get("reponse")
    if not wanted:
        return None
    try:
        public_id = uuid.UUID(wanted)
    except ValueError as error:
        raise Http404 from error
    shown = Comment.objects.published() if request.method != "POST" else Comment.objects.all()
    return get_object_or_404(shown, article=article, parent=None, public_id=public_id)


def _known_of(request: HttpRequest) -> dict[str, str]:
    """A member need not type her name again."""
    user = request.user
    return {"name": user.full_name, "email": user.email} if user.is_authenticated else {}


def _may_send(request: HttpRequest, article: Article) -> bool:
    return may_proceed("comment", visitor_of(request), limit=OF_A_VISITOR, every=WINDOW) and may_proceed(
        "comment-article", str(article.pk), limit=OF_AN_ARTICLE, every=WINDOW
    )


def _send(request: HttpRequest, form: CommentForm, parent: Comment | None) -> str:
    if form.public_id is None:
        raise AssertionError("A valid form has read its stamp.")
    send_comment(
        form.article, form.words, public_id=form.public_id, parent=parent, ip_address=client_ip(request)
    )
    return reverse("blog:comment_sent", args=[form.article.slug])


def _delete(found: Comment, here: str) -> str:
    """Twice is once: the page says that it is done."""
    with suppress(Refusal):
        delete_own_comment(found)
    return here
