"""A memo is read once a minute, and again at once where something changed."""

from itertools import count

import pytest

from blog.models import Announcement
from sio.lib.memos import Memo
from tests.factories.blog import AnnouncementFactory


def counter(**options: float) -> Memo[int]:
    numbers = count(1)
    return Memo(lambda: next(numbers), **options)


def test_it_is_read_once() -> None:
    memo = counter()
    assert (memo(), memo()) == (1, 1)


def test_it_is_read_again_when_its_time_is_over() -> None:
    memo = counter(seconds=-1)
    assert (memo(), memo()) == (1, 2)


@pytest.mark.django_db
def test_a_change_is_read_at_once() -> None:
    memo = counter()
    memo.forget_when_changed(Announcement)
    memo()
    announcement = AnnouncementFactory()
    assert memo() == 2
    announcement.delete()
    assert memo() == 3


@pytest.mark.django_db
def test_what_another_thread_read_before_the_change_was_visible_is_forgotten(
    django_capture_on_commit_callbacks,
) -> None:
    memo = counter()
    with django_capture_on_commit_callbacks(execute=True):
        memo.forget()
        assert memo() == 1
    assert memo() == 2
