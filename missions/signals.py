"""What other apps may hear. Each is sent inside the transaction of the fact, by the service that made it.

Each carries the thing itself, under its own name: `mission`, `application`, `engagement`, `timesheet`.
"""

from django.dispatch import Signal

mission_changed = Signal()
mission_published = Signal()
application_sent = Signal()
application_decided = Signal()
engagement_active = Signal()
timesheet_approved = Signal()
