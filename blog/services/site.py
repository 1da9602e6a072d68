"""What every page asks of the founders' settings, kept for a minute: who SIO is, its partners, its announcements."""

from blog.models import Announcement, Partner, SiteIdentity
from sio.lib.memos import Memo


def _identity() -> SiteIdentity:
    return SiteIdentity.objects.first() or SiteIdentity()


identity = Memo(_identity)
announcements = Memo(lambda: tuple(Announcement.objects.not_over()))
partners = Memo(lambda: tuple(Partner.objects.all()))

identity.forget_when_changed(SiteIdentity)
announcements.forget_when_changed(Announcement)
partners.forget_when_changed(Partner)
