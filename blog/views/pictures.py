"""Our pictures: each address shows one content for ever, so browsers and caches keep it a year."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from blog.markdown import WIDTHS
from blog.models import Article
from blog.services.pictures import size_path

FOR_EVER = "public, max-age=31536000, immutable"


@login_not_required
@require_safe
def picture(request: HttpRequest, public_id: UUID, width: int) -> FileResponse:
    """One size of a picture; the sizes were made when it was added."""
    if width not in WIDTHS:
        raise Http404
    return _file(size_path(public_id, width), "image/webp")


@login_not_required
@require_safe
def social_image(request: HttpRequest, name: str) -> FileResponse:
    """What networks show of an article; other sites may embed it, since that is what it is for."""
    path = f"{Article.social_image.field.upload_to}/{name}.png"
    response = _file(path, "image/png")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _file(path: str, content_type: str) -> FileResponse:
    try:
        file = default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type=content_type, headers={"Cache-Control": FOR_EVER})
