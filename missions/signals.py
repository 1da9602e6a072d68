"""What other apps may hear. Each is sent inside the transaction of the fact, by the service that made it.

Each carries the thing itself, under its own name: `mission`, `application`, `invitation`, `engagement`, `timesheet`.
"""

from django.dispatch import Signal

mission_changed = Signal()
mission_published = Signal()
application_sent = Signal()
application_decided = Signal()
invitation_sent = Signal()
invitation_answered = Signal()
engagement_active = Signal()
timesheet_approved = Signal()
