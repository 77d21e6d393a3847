import uuid
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.clock import CHINA, SystemClock, from_ms, legal_day, wall_ms
from casework.ids import uuid7


@given(st.integers(0, (1 << 48) - 1), st.integers(0, (1 << 74) - 1))
def test_a_uuid7_is_valid_and_carries_its_time(ms, noise):
    made = uuid.UUID(uuid7(ms, noise))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == ms


def test_two_ids_of_one_millisecond_differ():
    assert uuid7(1_788_480_000_000) != uuid7(1_788_480_000_000)


def test_a_legal_day_begins_at_midnight_in_china():
    assert legal_day(datetime(2026, 9, 21, 15, 59, tzinfo=UTC)) == date(2026, 9, 21)
    assert legal_day(datetime(2026, 9, 21, 16, 0, tzinfo=UTC)) == date(2026, 9, 22)


def test_a_moment_without_a_zone_has_no_legal_day():
    with pytest.raises(ValueError, match="without a zone"):
        legal_day(datetime(2026, 9, 21, 12))  # noqa: DTZ001 - the point of the test


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(CHINA)))  # noqa: DTZ001
def test_milliseconds_keep_a_moment(moment):
    whole = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert from_ms(wall_ms(whole)) == whole


def test_the_systems_clock_is_aware_and_in_utc():
    assert SystemClock().now().tzinfo is UTC
