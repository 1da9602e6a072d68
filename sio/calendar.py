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
        "blog.services.articles.draw_missing_images",
        Every.HOUR,
        "An article that came without the picture networks show is given one.",
    ),
    Job(
        "accounts.services.doors.tell_everyone_waiting",
        Every.HOUR,
        "Once a side opens, each person who waited for it is told once, then forgotten.",
    ),
    Job(
        "accounts.services.doors.forget_the_silent",
        Every.DAY,
        "An address left before the opening and never confirmed is not kept.",
        at=time(3, 35),
    ),
    Job(
        "blog.services.shares.forget_sharers",
        Every.DAY,
        "Once its day is over, a share is a number: nobody can say whose it was.",
        at=time(3, 30),
    ),
    Job(
        "blog.services.comments.forget_addresses",
        Every.DAY,
        "After a year, where a comment came from is dropped, and so is what was never shown.",
        at=time(3, 30),
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
        "accounts.services.reports.purge_reports",
        Every.DAY,
        "A report decided more than a year ago is forgotten, with the names it holds.",
        at=time(3, 55),
    ),
    Job(
        "sio.lib.limits.purge_hit_counts",
        Every.DAY,
        "Windows of rate limits older than a day count nothing any more.",
        at=time(3, 50),
    ),
    Job(
        "billing.jobs.pull_events",
        Every.HOUR,
        "What Stripe's webhooks may have missed comes into the same inbox.",
        at=time(0, 10),
    ),
    Job(
        "billing.jobs.refresh_stale",
        Every.HOUR,
        "Payments that have not moved and accounts not read for most of a day are read again at Stripe.",
        at=time(0, 25),
    ),
    Job(
        "billing.jobs.wipe_old_addresses",
        Every.HOUR,
        "The address of a payment page serves for half an hour.",
        at=time(0, 40),
    ),
    # 04:10 avoids the hours that summer time skips or doubles.
    Job(
        "billing.jobs.check_ledger",
        Every.DAY,
        "The ledger is held against itself: what does not hold becomes a task for a person.",
        at=time(4, 10),
    ),
    Job(
        "billing.jobs.compare_balance",
        Every.DAY,
        "The ledger is held against Stripe's balance and movements.",
        at=time(4, 10),
    ),
    Job(
        "billing.jobs.accept_invoices_tacitly",
        Every.DAY,
        "An invoice left eight days without an answer is accepted, as the mandate says.",
        at=time(4, 20),
    ),
    Job(
        "matching.services.impressions.count_exposure",
        Every.DAY,
        "How much each person was shown in 28 days; the order of a page rests on it and does not move in the day.",
        at=time(4, 25),
    ),
    Job(
        "matching.services.impressions.purge_impressions",
        Every.DAY,
        "After a year, nobody needs to know whom a company was shown.",
        at=time(3, 50),
    ),
    Job(
        "matching.jobs.keep_true",
        Every.DAY,
        "Experiences fade with the years, and once a week the rarity of each skill is counted again.",
        at=time(4, 30),
    ),
    Job(
        "matching.jobs.send_morning_letters",
        Every.DAY,
        "Missions are shared out among those they suit, together, for a letter that leaves at half past eight.",
        at=time(5, 0),
    ),
    Job(
        "matching.jobs.keep_reports",
        Every.DAY,
        "Once a half-year is over its bias report is counted; once a week the team is told of those that wait for a signature.",
        at=time(5, 20),
    ),
)
