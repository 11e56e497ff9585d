"""Calendar files, read by another library than the one that wrote them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from samskap.calendars import Event, make_calendar

OSLO = ZoneInfo("Europe/Oslo")
DAY = Event(
    uid="unge-1@samskap.example",
    title="Ungdom, by; og skole",
    starts=datetime(2027, 3, 25, 9, 0, tzinfo=OSLO),
    ends=datetime(2027, 3, 25, 15, 30, tzinfo=OSLO),
    place="Vågå kulturhus, Ullinsvin",
    text="Ta med:\nblyant, papir; og Čálliid Lágádus\\ordbok",
    url="https://samskap.example/g/unge/",
    sequence=2,
)


def read(file: bytes) -> vobject.base.Component:
    return vobject.readOne(file.decode())


@pytest.mark.mission("G2")
def test_another_library_reads_what_we_wrote() -> None:
    event = read(make_calendar([DAY], name="Ungdom")).vevent

    assert event.uid.value == DAY.uid
    assert event.summary.value == DAY.title
    assert event.location.value == DAY.place
    assert event.description.value == DAY.text
    assert event.url.value == DAY.url
    assert (event.dtstart.value, event.dtend.value) == (DAY.starts, DAY.ends)
    assert (event.sequence.value, event.status.value) == ("2", "CONFIRMED")


def test_times_are_in_utc_on_both_sides_of_the_night_the_clocks_change() -> None:
    week = timedelta(days=7)
    later = Event("2@x", "En uke senere", DAY.starts + week, DAY.ends + week)
    lines = make_calendar([DAY, later]).decode().splitlines()

    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART:20270325T080000Z", "DTSTART:20270401T070000Z"
    ]  # fmt: skip


def test_a_calendar_made_again_is_the_same_calendar() -> None:
    first, again = (read(make_calendar([DAY], method=method)) for method in ("PUBLISH", "REQUEST"))
    other = read(make_calendar([DAY, Event("2@x", "To", DAY.starts, DAY.ends)]))

    assert first.uid.value == again.uid.value != other.uid.value
    assert [one.method.value for one in (first, again)] == ["PUBLISH", "REQUEST"]


def test_what_is_called_off_says_so() -> None:
    off = Event(DAY.uid, DAY.title, DAY.starts, DAY.ends, sequence=3, cancelled=True)
    calendar = read(make_calendar([off], method="CANCEL"))

    assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2027, 3, 25, 9, 0)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        make_calendar([Event("1@x", "x", naive, naive)])


text = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85")
    | st.sampled_from('\n,;:\\"')
)


@given(title=text, body=text, hours=st.integers(0, 9000))
def test_any_text_and_any_hour_come_back(title: str, body: str, hours: int) -> None:
    starts = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    event = read(make_calendar([Event("1@x", title, starts, starts + timedelta(hours=1), text=body)])).vevent

    assert event.summary.value == " ".join(title.split())
    assert (event.description.value if body else body) == body
    assert event.dtstart.value == starts
