"""Sentences of the area `printing`."""

SENTENCES: dict[str, tuple[str, str]] = {}
