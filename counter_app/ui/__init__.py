"""The desk's window: the only place that knows Qt. Pages show views and say what the clerk wants."""
