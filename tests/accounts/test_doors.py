"""Before the opening: who is refused, who waits, and the one message of the day (reliability, C16)."""

import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, connections
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import OpeningDate, User, WaitingListEntry
from accounts.services import doors
from notifications.models import Delivery
from notifications.sealing import unseal
from sio.calendar import JOBS
from sio.lib.jobs import run_due_jobs
from tests.accounts.support import text_of
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "claire@exemple.example"
NEWCOMER = {"email": "nouvelle@exemple.example", "password1": PASSWORD}
SIGN_UP = {Role.COMPANY: "/inscription/entreprise/", Role.ASSISTANT: "/inscription/assistante/"}
OPENING = {Role.COMPANY: "/ouverture/entreprises/", Role.ASSISTANT: "/ouverture/assistantes/"}


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    """Rate limits of other tests are forgotten."""
    cache.clear()


def set_date(role: str = Role.ASSISTANT, *, after: timedelta = timedelta(days=10)) -> datetime:
    """Set the date of a side, counted from the database's clock."""
    OpeningDate.objects.filter(role=role).update(opens_at=Now() + after)
    return OpeningDate.objects.get(role=role).opens_at


def open_now(role: str = Role.ASSISTANT) -> None:
    set_date(role, after=timedelta(0))


@pytest.fixture
def closed() -> datetime:
    return set_date()


def waiting(*, confirmed: bool = True, **facts: object) -> WaitingListEntry:
    moment = timezone.now() if confirmed else None
    return WaitingListEntry.objects.create(
        **{"email": ADDRESS, "role": Role.ASSISTANT, "confirmed_at": moment} | facts
    )


def letters() -> list[tuple[str, str]]:
    """Address and subject of each letter owed, in order."""
    unsealed = [unseal(bytes(row.sealed)) for row in Delivery.objects.order_by("pk")]
    return [(address, message.subject) for address, message in filter(None, unsealed)]


def last_message():
    return unseal(bytes(Delivery.objects.latest("pk").sealed))[1]


def join(client: Client, email: str = ADDRESS, **more: str):
    return client.post(OPENING[Role.ASSISTANT], {"email": email, **more})


def test_both_sides_are_open_until_a_date_is_set(client: Client):
    assert [door.is_open for door in doors.doors().values()] == [True, True]
    for role, address in SIGN_UP.items():
        assert client.get(address).status_code == 200
        assert client.get(OPENING[role]).status_code == 303
        assert client.get(OPENING[role])["Location"] == address


@pytest.mark.parametrize("role", Role)
def test_a_side_before_its_date_leads_to_its_date_whatever_the_method(client: Client, role: str):
    set_date(role)
    for answer in (client.get(SIGN_UP[role]), client.post(SIGN_UP[role], NEWCOMER)):
        assert (answer.status_code, answer["Location"]) == (303, OPENING[role])
    assert not User.objects.exists()
    other = next(side for side in Role if side != role)
    assert client.get(SIGN_UP[other]).status_code == 200


def test_the_page_says_the_date_and_what_will_be_sent(client: Client):
    OpeningDate.objects.filter(role=Role.ASSISTANT).update(opens_at=datetime(2099, 1, 5, 8, tzinfo=UTC))
    words = text_of(client.get(OPENING[Role.ASSISTANT]))
    assert "lundi 5 janvier 2099 à 9 h" in words
    assert "un seul message, le jour de l’ouverture" in words


def test_the_choice_of_a_side_shows_the_date_of_the_one_to_come(client: Client, closed: datetime):
    page = client.get("/inscription/").content.decode()
    assert 'href="/ouverture/assistantes/"' in page
    assert 'href="/inscription/assistante/"' not in page
    assert 'href="/inscription/entreprise/"' in page


def test_an_unknown_side_is_nowhere(client: Client):
    assert client.get("/ouverture/facteurs/").status_code == 404


def test_somebody_with_an_account_still_signs_in(client: Client, closed: datetime):
    client.force_login(UserFactory(assistant_side=True))
    assert client.get("/espace/").status_code == 200


def test_an_address_is_written_to_and_waits_for_its_owner(client: Client, closed: datetime):
    answer = join(client, "  Claire@Exemple.example ")
    assert (answer.status_code, answer["Location"]) == (303, "/ouverture/assistantes/envoye/")
    entry = WaitingListEntry.objects.get()
    assert (entry.email, entry.role, entry.confirmed_at) == (ADDRESS, Role.ASSISTANT, None)
    assert letters() == [(ADDRESS, "Confirmez votre adresse pour être prévenu")]


def test_the_link_confirms_on_a_click_not_on_a_look(client: Client, closed: datetime):
    join(client)
    link = last_message().path
    assert "Confirmer votre adresse" in text_of(client.get(link))
    assert WaitingListEntry.objects.get().confirmed_at is None
    for _ in range(2):
        done = client.post(link, follow=True)
        assert "Nous vous écrirons une seule fois" in text_of(done)
    assert WaitingListEntry.objects.get().confirmed_at is not None


def test_the_answer_is_the_same_for_an_address_already_there(client: Client, closed: datetime):
    first = join(client)
    waiting(email="ancienne@exemple.example")
    again = join(client, "ancienne@exemple.example")
    assert (again.status_code, again["Location"]) == (first.status_code, first["Location"])
    assert client.get(again["Location"]).content == client.get(first["Location"]).content
    assert [subject for _, subject in letters()] == ["Confirmez votre adresse pour être prévenu"] * 2
    assert WaitingListEntry.objects.count() == 2


def test_the_letter_holds_a_link_that_forgets(client: Client, closed: datetime):
    join(client)
    link = (
        dict(last_message().facts)["Effacer mon adresse"].partition("example")[2]
        or dict(last_message().facts)["Effacer mon adresse"]
    )
    path = link[link.index("/ouverture/") :]
    assert "Effacer votre adresse ?" in text_of(client.get(path))
    assert "n’est plus sur la liste" in text_of(client.post(path, follow=True))
    assert not WaitingListEntry.objects.exists()


def test_a_link_that_means_nobody_says_nothing_of_anybody(client: Client, closed: datetime):
    stray = uuid.uuid4()
    assert client.get(f"/ouverture/assistantes/confirmer/{stray}/")["Location"] == OPENING[Role.ASSISTANT]
    assert "n’est plus sur la liste" in text_of(client.get(f"/ouverture/assistantes/effacer/{stray}/"))


def test_a_wrong_address_is_said_and_kept(client: Client, closed: datetime):
    answer = join(client, "pas une adresse")
    assert answer.status_code == 422
    assert 'value="pas une adresse"' in answer.content.decode()
    assert not WaitingListEntry.objects.exists()


def test_a_robot_reads_the_same_page_and_nothing_is_written(client: Client, closed: datetime):
    answer = join(client, website="https://spam.example")
    assert (answer.status_code, answer["Location"]) == (303, "/ouverture/assistantes/envoye/")
    assert not WaitingListEntry.objects.exists()
    assert not Delivery.objects.exists()


def test_one_connection_leaves_twenty_addresses_an_hour(client: Client, closed: datetime):
    answers = [join(client, f"personne{n}@exemple.example").status_code for n in range(21)]
    assert answers == [303] * 20 + [429]
    assert "Réessayez dans une heure" in text_of(join(client))


def test_the_same_address_is_written_to_three_times_a_day_at_most(client: Client, closed: datetime):
    assert {join(client).status_code for _ in range(5)} == {303}
    assert len(letters()) == 3


def test_an_address_waits_once_for_each_side(closed: datetime):
    waiting()
    waiting(role=Role.COMPANY)
    with pytest.raises(IntegrityError):
        waiting()


def test_nobody_is_told_before_the_date(closed: datetime):
    waiting()
    assert doors.tell_the_waiting(Role.ASSISTANT) == 0
    assert WaitingListEntry.objects.count() == 1


def test_on_the_day_each_confirmed_person_is_told_once_then_forgotten():
    set_date(Role.COMPANY)
    waiting()
    waiting(email="muette@exemple.example", confirmed=False)
    waiting(role=Role.COMPANY)
    open_now()
    assert [doors.tell_the_waiting(Role.ASSISTANT) for _ in range(2)] == [1, 0]
    assert letters() == [(ADDRESS, "Les inscriptions sont ouvertes sur SIO")]
    assert [entry.role for entry in WaitingListEntry.objects.all()] == [Role.COMPANY]


def test_the_calendar_tells_within_the_hour():
    waiting()
    open_now()
    moment = timezone.now()
    due = [job for job in JOBS if job.path.startswith("accounts.")]
    run_due_jobs(due, moment=moment)
    run_due_jobs(due, moment=moment + timedelta(hours=1))
    assert len(letters()) == 1


def test_a_change_of_date_is_followed(client: Client, closed: datetime):
    waiting()
    set_date(after=timedelta(days=40))
    assert doors.tell_the_waiting(Role.ASSISTANT) == 0
    set_date(after=timedelta(days=-1))
    assert client.get(SIGN_UP[Role.ASSISTANT]).status_code == 200
    set_date(after=timedelta(days=1))
    assert client.get(SIGN_UP[Role.ASSISTANT]).status_code == 303
    OpeningDate.objects.update(opens_at=None)
    assert doors.tell_the_waiting(Role.ASSISTANT) == 1


def test_an_address_never_confirmed_is_not_kept(closed: datetime):
    waiting(email="ancienne@exemple.example", confirmed=False, created_at=timezone.now() - timedelta(days=31))
    waiting(email="recente@exemple.example", confirmed=False)
    waiting(created_at=timezone.now() - timedelta(days=31))
    doors.forget_the_silent()
    assert {entry.email for entry in WaitingListEntry.objects.all()} == {"recente@exemple.example", ADDRESS}


@pytest.mark.parametrize("drift", [timedelta(days=-400), timedelta(days=400)])
def test_the_clock_of_the_process_decides_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, drift: timedelta
):
    """C16. With `timezone.now()` in place of the database's clock, a machine ahead opens early, one behind refuses late."""
    set_date(Role.COMPANY, after=timedelta(minutes=1))
    set_date(Role.ASSISTANT, after=-timedelta(minutes=1))
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + drift)
    assert [doors.is_open(role) for role in (Role.COMPANY, Role.ASSISTANT)] == [False, True]
    assert [door.is_open for door in doors.doors().values()] == [False, True]


def test_doors_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        doors.doors()
    with django_assert_num_queries(1):
        doors.is_open(Role.COMPANY)


def test_the_team_sets_the_date_and_reads_how_many_wait(client: Client, martine: User):
    waiting()
    waiting(email="muette@exemple.example", confirmed=False)
    client.force_login(martine)
    date = OpeningDate.objects.get(role=Role.ASSISTANT)
    page = client.get("/gestion/accounts/openingdate/")
    assert 'class="field-confirmed">1<' in page.content.decode()
    set_it = {"opens_at_0": "05/01/2099", "opens_at_1": "09:00"}
    assert client.post(f"/gestion/accounts/openingdate/{date.pk}/change/", set_it).status_code == 302
    date.refresh_from_db()
    assert date.opens_at == datetime(2099, 1, 5, 8, tzinfo=UTC)
    assert ADDRESS in client.get("/gestion/accounts/waitinglistentry/").content.decode()


def test_only_the_team_reads_the_list(client: Client, charlie: User):
    client.force_login(charlie)
    for address in ("/gestion/accounts/openingdate/", "/gestion/accounts/waitinglistentry/"):
        assert client.get(address).status_code in {302, 403}


class TestAtOnce:
    """Two people, or two workers, in the same instant."""

    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture(autouse=True)
    def _both_open(self, transactional_db: None) -> None:
        for role in Role:
            OpeningDate.objects.get_or_create(role=role)

    def test_two_workers_write_once_to_each(self):
        for n in range(20):
            waiting(email=f"personne{n}@exemple.example")
        open_now()
        assert at_once(*[lambda: doors.tell_the_waiting(Role.ASSISTANT)] * 2) == [None, None]
        assert len({address for address, _ in letters()}) == len(letters()) == 20

    def test_an_address_typed_twice_at_once_waits_once(self):
        set_date()
        assert at_once(*[lambda: doors.join_waiting_list(ADDRESS, Role.ASSISTANT)] * 2) == [None, None]
        assert WaitingListEntry.objects.count() == 1

    def test_at_the_second_of_opening_each_is_let_in_or_shown_the_date(self):
        """Two people post around the second: nobody meets an error, and whoever comes after is let in."""
        set_date(after=timedelta(milliseconds=300))
        answers: list[tuple[int, str]] = []

        def sign_up(n: int) -> None:
            answer = Client().post(
                SIGN_UP[Role.ASSISTANT], NEWCOMER | {"email": f"personne{n}@exemple.example"}
            )
            answers.append((answer.status_code, answer["Location"]))

        assert at_once(*[lambda n=n: sign_up(n) for n in range(2)]) == [None, None]
        assert set(answers) <= {(303, OPENING[Role.ASSISTANT]), (302, "/inscription/code/")}
        assert User.objects.count() == sum(status == 302 for status, _ in answers)
        open_now()
        sign_up(3)
        assert answers[-1] == (302, "/inscription/code/")


def at_once(*acts: Callable[[], object]) -> list[BaseException | None]:
    """Run these acts together, each on a connection of its own; what each raised, in order."""
    barrier: threading.Barrier = threading.Barrier(len(acts))
    raised: list[BaseException | None] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait()
            act()
        except Exception as error:  # noqa: BLE001 - handed to the test
            raised[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
