"""A department's own puller: its cases as files, its acts as events; for people, cron and scripts."""
