"""Sentences of the area `server`."""

SENTENCES: dict[str, tuple[str, str]] = {}
