"""What people are told by e-mail and on the site: one function per event, grouped by what moved."""

from . import applications, engagements, invitations, missions, timesheets

__all__ = ["applications", "engagements", "invitations", "missions", "timesheets"]
