from django.contrib import admin

from blog.models import Article


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin[Article]):
    """What is published, what is a draft, what is scheduled."""

    list_display = ("title", "author", "published_at", "is_founding")
    list_filter = ("is_founding",)
    search_fields = ("title", "summary", "body")
    prepopulated_fields = {"slug": ("title",)}
    date_hierarchy = "published_at"
