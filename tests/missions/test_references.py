from uuid import UUID, uuid4

from missions.references import short_reference


def test_a_reference_is_short_and_always_the_same():
    public_id = UUID("12345678-1234-5678-1234-567812345678")
    assert short_reference("C", public_id) == short_reference("C", public_id)
    assert len(short_reference("C", public_id)) == len("C-4728-KD")


def test_a_reference_has_no_letter_or_digit_that_sounds_or_looks_alike():
    for _ in range(500):
        assert not set("01OI") & set(short_reference("M", uuid4()))
