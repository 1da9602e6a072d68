"""What a reader types under an article."""

import uuid
from typing import Any

from django import forms

from blog import stamps
from blog.models import Article
from blog.plain_text import clean, clean_line, count_links, lies, lying_links
from blog.services.comments import Words
from sio.lib.errors import Refusal
from sio.lib.forms import EmailField, Form, WebAddressField

LONGEST = 3000
MOST_LINKS = 2
TRAPPED = "Votre commentaire n’a pas pu être vérifié. Rien n’est perdu\u00a0: envoyez-le de nouveau."
LYING_LINK = (
    "Une adresse est écrite avec des lettres qui en imitent d’autres\u00a0: «\u00a0{}\u00a0». Retirez-la."
)


class CleanText(forms.CharField):
    """Text without what cannot be seen or turns the line around, measured once it is clean."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class CleanLine(forms.CharField):
    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class CommentForm(Form):
    body = CleanText(
        label="Votre commentaire",
        help_text="Une expérience, une question, un désaccord avec ses raisons. Deux liens au plus.",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"max_length": f"Restez sous {LONGEST}\u202fsignes\u00a0: il y en a %(show_value)d."},
    )
    name = CleanLine(
        label="Votre nom",
        help_text="Il est affiché avec votre commentaire. Un prénom suffit.",
        max_length=80,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = EmailField(
        label="Votre adresse e-mail",
        help_text="Elle n’est jamais affichée. Elle sert à vous prévenir, et à supprimer votre commentaire si vous le voulez.",
    )
    website = WebAddressField(label="Votre site web", required=False, max_length=200)
    # Hidden from everybody: what fills it in is a robot.
    subject = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, article: Article, is_answer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_answer:
            self.fields["body"].label = "Votre réponse"
        self.article = article
        self.public_id: uuid.UUID | None = None
        self._stamp = self.data.get("stamp", "")

    @property
    def stamp(self) -> str:
        """What the page carries: the stamp it was sent with as long as it is of use, so that its clock runs on."""
        return self._stamp or stamps.fresh(self.article)

    @property
    def words(self) -> Words:
        typed = self.cleaned_data
        return Words(name=typed["name"], email=typed["email"], body=typed["body"], website=typed["website"])

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if count_links(name):
            raise forms.ValidationError("Écrivez un nom\u00a0: votre site a son propre champ.")
        return name

    def clean_website(self) -> str:
        website: str = self.cleaned_data["website"]
        if website and lies(website):
            raise forms.ValidationError(LYING_LINK.format(website))
        return website

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if lying := lying_links(body):
            raise forms.ValidationError(LYING_LINK.format(lying[0]))
        if (links := count_links(body)) > MOST_LINKS:
            raise forms.ValidationError(f"Gardez deux liens au plus\u00a0: il y en a {links}.")
        return body

    def clean(self) -> None:
        """The traps; what they say waits until nothing else is to be mended, since the form comes back anyway."""
        try:
            self._read_stamp()
        except Refusal as refusal:
            if not self.errors:
                raise forms.ValidationError(refusal.message) from refusal

    def _read_stamp(self) -> None:
        if self.cleaned_data.get("subject"):
            self._stamp = ""
            raise Refusal(TRAPPED)
        try:
            self.public_id = stamps.read(self._stamp, self.article)
        except stamps.StaleStamp:
            self._stamp = ""
            raise
