"""The pages: they build widgets, show a view, and say what the clerk wants. They know no desk and no store."""
