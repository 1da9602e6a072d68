"""Staff screens of people and the catalogue. The admin is entered by the site's own login, limited and with codes."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from . import catalogue, companies, doors, profiles, reports, users

__all__ = ["catalogue", "companies", "doors", "profiles", "reports", "users"]

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = "Gestion de SIO"
admin.site.site_title = "Gestion de SIO"
admin.site.index_title = "À faire"
