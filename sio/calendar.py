"""What SIO does by the calendar, whole. Local time; each line says why.

A job runs once per period, as soon as its hour has come: late when SIO was down, never twice (see sio/lib/jobs.py).
"""

from datetime import time

from sio.lib.jobs import Every, Job

JOBS = (
    Job(
        "notifications.models.deliveries.wipe_expired",
        Every.HOUR,
        "A sign-in code that was never sent is not kept once it can serve no more.",
    ),
    Job(
        "sio.lib.duties.purge_done",
        Every.DAY,
        "Duties over for 90 days leave; the mail log keeps its lines without their content.",
        at=time(3, 40),
    ),
    Job(
        "sio.lib.form_tokens.purge_form_tokens",
        Every.DAY,
        "A form answered more than 48 hours ago will not be posted again.",
        at=time(3, 45),
    ),
    Job(
        "sio.lib.limits.purge_hit_counts",
        Every.DAY,
        "Windows of rate limits older than a day count nothing any more.",
        at=time(3, 50),
    ),
)
