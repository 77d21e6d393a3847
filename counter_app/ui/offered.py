"""The acts that the window answers to."""

from counter_app.ui.around import AROUND

OFFERED = frozenset(
    {
        *("help", "all_acts", "full_screen", "language", "lock", "find"),
        *("new", "work_list", "outbox", "drafts", "rebase"),
        *("accept", "tolerance", "supplement", "receive", "not_accepted", "not_required"),
        *("open", "filter", "preview", "deliver", "print", "mail", "hand_over", "correct", "send_now", "set_aside"),
        *("stock", "seals", "void_certificate", "replace_certificate", "seal_set"),
        *("compare", "undo", "export", "copy_fields", "urge", "labels", "give_notice", "scan", "read_codes"),
        "resume_prints",
    }
    | AROUND
)
"""The acts that are wired; a test compares them with what the window answers to."""
