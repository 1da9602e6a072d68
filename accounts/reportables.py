"""What of this app a visitor may report: a profile in public."""

from accounts.directory import listed
from sio.lib.reportables import Reportable, reportable


@reportable("profile")
def find_profile(key: str) -> Reportable | None:
    profile = listed().select_related("user").filter(slug=key).first()
    if profile is None:
        return None
    label = f"Profil de {profile.user.short_name}"
    return Reportable(label, profile.get_absolute_url(), author_user=profile.user)
