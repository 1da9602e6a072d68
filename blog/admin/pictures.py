"""Pictures: read by their content when they are sent, made in every size, and named by the code one writes in a text."""

from typing import Any

from django import forms
from django.contrib import admin
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from blog.admin.team import WrittenByTheTeam
from blog.models import Picture
from blog.services.pictures import add_picture, check_picture
from sio.lib.errors import Refusal


class PictureForm(forms.ModelForm[Picture]):
    class Meta:
        model = Picture
        fields = ("file", "alt", "credit")
        widgets = {"alt": forms.TextInput(attrs={"size": 90}), "file": forms.FileInput}
        help_texts = {
            "file": "JPEG, PNG ou WebP, 8\u00a0Mo et 40 millions de pixels au plus. Lieu, date et appareil en sont retirés.",
            "alt": "Ce que l’image montre, pour qui ne la voit pas.",
        }

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            check_picture(file)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return file


@admin.register(Picture)
class PictureAdmin(WrittenByTheTeam, admin.ModelAdmin[Picture]):
    """A picture keeps its content for ever, since its address does; its words may change."""

    form = PictureForm
    list_display = ("alt", "thumbnail", "code", "created_at")
    search_fields = ("alt", "credit")

    class Media:
        js = (Script("js/copy.js", defer=True),)

    def get_readonly_fields(self, request: HttpRequest, obj: Picture | None = None) -> tuple[str, ...]:
        return ("thumbnail", "code") if obj else ()

    def get_fields(self, request: HttpRequest, obj: Picture | None = None) -> tuple[str, ...]:
        return ("thumbnail", "code", "alt", "credit") if obj else ("file", "alt", "credit")

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        if change:
            obj.save()
        else:
            add_picture(obj, form.cleaned_data["file"])

    @admin.display(description="aperçu")
    def thumbnail(self, picture: Picture) -> SafeString:
        address = picture.illustration.address(320)
        return format_html('<img src="{}" width="160" alt="{}" loading="lazy">', address, picture.alt)

    @admin.display(description="à écrire dans le texte")
    def code(self, picture: Picture) -> SafeString:
        return format_html(
            '<code>{}</code> <button type="button" hidden data-copy="{}"><span class="button__label">Copier</span></button>',
            picture.markdown,
            picture.markdown,
        )
