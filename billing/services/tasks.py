"""What a machine must not decide is put before a person."""

import logging

from django.utils import timezone

from accounts.models import User
from billing.enums import TaskKind
from billing.models import Bill, HumanTask
from sio.lib.errors import Refusal
from sio.lib.services import service

logger = logging.getLogger("sio.billing")


def open_task(kind: TaskKind, subject: str, why: str, bill: Bill | None = None) -> None:
    """Open a task once per kind and subject, and say so in the log. Joins the caller's transaction."""
    task = HumanTask(kind=kind, subject=subject[:200], why=why, bill=bill)
    HumanTask.objects.bulk_create([task], ignore_conflicts=True)
    logger.error("billing.task", extra={"task": str(kind), "subject": subject})


@service
def close_task(task: HumanTask, by: User, decision: str) -> HumanTask:
    """Close a task with the name of who decided, and what. Raises Refusal without a decision."""
    if not decision.strip():
        raise Refusal("Indiquez ce que vous avez décidé.", field="decision")
    held = HumanTask.objects.select_for_update().get(pk=task.pk)
    if held.closed_at is None:
        held.closed_at, held.closed_by_id, held.decision = timezone.now(), by.pk, decision.strip()
        held.save(update_fields=["closed_at", "closed_by", "decision"])
    return held
