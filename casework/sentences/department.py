"""Sentences of the area `department`."""

SENTENCES: dict[str, tuple[str, str]] = {}
