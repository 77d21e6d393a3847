"""Sentences of the area `catalogue`."""

SENTENCES: dict[str, tuple[str, str]] = {}
