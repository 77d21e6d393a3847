"""An invented day (Tuesday 2026-09-22, window 3) that fills every page: for pictures and for tests."""
