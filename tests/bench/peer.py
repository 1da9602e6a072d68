"""The peer: an article served as djangoproject.com serves an entry of its blog, and nothing else.

One model, its HTML made when it was written, a generic detail view, one template, one query. It reads the table
of SIO's own articles, through the same middlewares Django's project template starts with.
"""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.urls import path
from django.views.generic import DetailView

TEMPLATE = """{% extends "base" %}{% block title %}{{ object.title }}{% endblock %}
{% block content %}<h1>{{ object.title }}</h1><p>{{ object.published_at|date:"j F Y" }}</p>
{{ html|safe }}{% endblock %}"""
BASE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title></head>
<body><main>{% block content %}{% endblock %}</main></body></html>"""

settings.configure(
    SECRET_KEY="a peer has no secret",
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ["PEER_NAME"],
            "HOST": os.environ["PEER_HOST"],
            "PORT": os.environ["PEER_PORT"],
            "USER": os.environ["PEER_USER"],
            "CONN_MAX_AGE": 60,
        }
    },
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [
                            (
                                "django.template.loaders.locmem.Loader",
                                {"base": BASE, "entry": TEMPLATE},
                            )
                        ],
                    )
                ]
            },
        }
    ],
)
django.setup()

from blog.markdown import render  # noqa: E402 - Django must be set up first

WRITTEN: dict[str, str] = {}


class Entry(models.Model):
    slug = models.SlugField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        app_label = "peer"
        managed = False
        db_table = "blog_article"

    def __str__(self) -> str:
        return self.title


class EntryPage(DetailView):
    model = Entry
    template_name = "entry"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        entry = self.object
        if entry.slug not in WRITTEN:
            WRITTEN[entry.slug] = render(entry.body).html
        return super().get_context_data(html=WRITTEN[entry.slug], **kwargs)


urlpatterns = [path("blog/<slug:slug>/", EntryPage.as_view())]
application = get_wsgi_application()
