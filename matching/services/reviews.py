"""A result contested, and the answer of a named person with reasons."""

from django.utils import timezone

from accounts.models import AssistantProfile, User
from accounts.permissions import can_moderate
from matching.enums import REVIEW_MOVES, Reader, ReviewStatus
from matching.explanations import Json
from matching.models import ReviewRequest, ReviewRequestEvent
from matching.services.ranking import match_for
from matching.services.standing import standing
from missions.models import Mission
from missions.permissions import can_act_for
from missions.services.telling import tell_company, tell_one
from sio.lib.dates import day
from sio.lib.errors import Refusal
from sio.lib.lives import check_move
from sio.lib.services import service

NOT_A_MODERATOR = "Seule l’équipe SIO peut répondre à un réexamen."
ALREADY_ANSWERED = "Cette demande a déjà sa réponse."
ANSWERS = frozenset({ReviewStatus.UPHELD, ReviewStatus.CHANGED})
NOTHING_TO_REVIEW = "Il n’y a pas de résultat à réexaminer pour cette mission."


@service
def ask_review(
    mission: Mission, profile: AssistantProfile, by: User, side: Reader, details: str
) -> ReviewRequest:
    """Contest a result: it is frozen as it stands, a receipt is sent, a person answers within fourteen days.

    Raises Refusal without words, without a result, or while the same side waits for an answer about it.
    """
    Mission.objects.select_for_update().get(pk=mission.pk)
    if not details.strip():
        raise Refusal("Dites ce qui vous semble inexact ou injuste dans ce résultat.", field="details")
    _refuse_unless_reader(mission, profile, by, side)
    _refuse_a_second_one(mission, profile, side)
    review = ReviewRequest.objects.create(
        mission=mission,
        profile=profile,
        side=side,
        asked_by=by,
        details=details.strip(),
        explanation=_frozen(mission, profile, side),
    )
    _remember(review, by, origin="")
    tell_one(by, "review_received", review.pk, review=review.public_id)
    return review


@service
def answer_review(review: ReviewRequest, by: User, outcome: str, why: str) -> ReviewRequest:
    """Uphold the result, or say that it is corrected; never about one’s own request. The team only.

    Whoever asked reads the reasons; the other side learns that a person looked again, and what came of it.
    """
    if not can_moderate(by):
        raise Refusal(NOT_A_MODERATOR)
    review = ReviewRequest.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if by.pk in {review.asked_by_id, review.profile.user_id}:
        raise Refusal("Cette demande vous concerne\u00a0: une autre personne de l’équipe répond.")
    if outcome not in ANSWERS:
        raise Refusal("Choisissez une issue.", field="outcome")
    check_move(REVIEW_MOVES, review.status, outcome, thing="review", message=ALREADY_ANSWERED)
    if not why.strip():
        raise Refusal("Écrivez votre réponse et ses raisons.", field="why")
    origin, review.status = review.status, outcome
    review.decided_by, review.decided_at, review.why = by, timezone.now(), why.strip()
    review.save()
    _remember(review, by, origin=origin)
    _tell_both_sides(review)
    return review


def _refuse_unless_reader(mission: Mission, profile: AssistantProfile, by: User, side: Reader) -> None:
    is_reader = profile.user_id == by.pk if side == Reader.ASSISTANT else can_act_for(by, mission.company)
    if not is_reader:
        raise Refusal("Seules les personnes qui lisent ce résultat peuvent demander un réexamen.")


def _refuse_a_second_one(mission: Mission, profile: AssistantProfile, side: Reader) -> None:
    waiting = ReviewRequest.objects.awaiting().filter(mission=mission, profile=profile, side=side).first()
    if waiting:
        raise Refusal(
            f"Vous avez déjà demandé ce réexamen ({waiting.reference}) : réponse au plus tard le {day(waiting.due_on)}."
        )


def _frozen(mission: Mission, profile: AssistantProfile, side: Reader) -> Json:
    """What this side reads now."""
    if side == Reader.ASSISTANT:
        explanation = standing(profile, mission).explanation
    else:
        match = match_for(profile, mission)
        explanation = match.explanation if match else {}
    if not explanation:
        raise Refusal(NOTHING_TO_REVIEW)
    return explanation


def _remember(review: ReviewRequest, by: User, *, origin: str) -> None:
    ReviewRequestEvent.objects.create(
        review=review, actor=by, from_status=origin, to_status=review.status, why=review.why
    )


def _tell_both_sides(review: ReviewRequest) -> None:
    """The company never learns of somebody whom no list showed it."""
    key, public_id = review.pk, review.public_id
    tell_one(review.asked_by, "review_answered", key, review=public_id)
    if review.side == Reader.COMPANY:
        tell_one(review.profile.user, "result_reviewed", key, review=public_id)
    elif review.explanation["bucket"]:
        tell_company(review.mission.company, "result_reviewed", key, review=public_id)
