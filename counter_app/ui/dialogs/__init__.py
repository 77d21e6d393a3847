"""Questions that take the focus: one thing each, with the safest answer first."""
