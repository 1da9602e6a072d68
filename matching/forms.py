"""What people write about a ranking."""

from django import forms

from sio.lib.forms import Form


class ReviewForm(Form):
    details = forms.CharField(
        label="Qu’est-ce qui vous semble inexact ou injuste\u202f?",
        help_text="Par exemple\u00a0: une compétence mal comptée, une date lue de travers. "
        "La personne qui répond voit ce résultat tel que vous le lisez aujourd’hui.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )
