"""Boxes of numbered blanks at a desk of the tests."""

from casework.contract import ClerkCard
from counter_app.desk import blanks
from counter_app.desk.forms import ReceiveBlanksForm

KIND = "民办学校办学许可证"
"""What the certificate of the tests' matter is printed on."""
SECOND = ClerkCard(code="0124", name="陈晓燕")


def stocked(place, first="川德 0001", last="川德 0010"):
    """Let a box come in."""
    return blanks.receive(place.desk, ReceiveBlanksForm(kind=KIND, first=first, last=last, from_whom="市教育局")).value


def box_of(place, number="川德 0001"):
    """Return the box a number is of."""
    return place.store.blanks.holding(number)[0]


def numbers_of(count):
    """Return the first numbers of the box."""
    return [f"川德 {place:04d}" for place in range(1, count + 1)]
