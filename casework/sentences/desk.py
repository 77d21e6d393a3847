"""Sentences of the area `desk`."""

SENTENCES: dict[str, tuple[str, str]] = {}
