"""Sentences of the area `sync`."""

SENTENCES: dict[str, tuple[str, str]] = {}
