"""Sentences about what may be done with a case, and when."""

SENTENCES: dict[str, tuple[str, str]] = {
    "case.role": (
        "这一步不归记录它的人办，记录已留存，请督办人员处理。",
        "Whoever recorded this step may not take it. The record is kept; a supervisor decides.",
    ),
    "case.unknown": (
        "服务器还没有这件的收件记录，这一条先留着，收件记录到了自动跟上。",
        "The server does not have the beginning of this case yet. The record waits and follows by itself.",
    ),
    "case.other_department": (
        "这件不归该部门办，记录已留存，没有生效。",
        "The case belongs to another department. The record is kept and has no effect.",
    ),
    "case.other_window": (
        "记录写的窗口与发送的窗口不同，没有生效，请管理员核对窗口登记。",
        "The record names another window than the one that sent it. It has no effect; the administrator should check.",
    ),
    "case.opened_already": (
        "这件已经收过一次，两条记录都留着，请督办人员处理。",
        "This case was taken in once already. Both records are kept; a supervisor decides.",
    ),
    "case.stage": (
        "这件现在的阶段不能办这一步。请重新打开这件，看它走到了哪里。",
        "The case is at a stage where this cannot be done. Open it again and see where it stands.",
    ),
    "case.extended_already": (
        "办理期限只能延长一次，这件已经延长过。",
        "The period can be extended once only, and it was.",
    ),
    "event.too_large": (
        "一条记录有 {size} 字节，超过上限 {limit} 字节。扫描件请作为附件，不要写进记录。",
        "A record has {size} bytes, more than the limit of {limit}. Attach scans; do not put them into the record.",
    ),
    "event.unreadable": (
        "这条记录读不出来（{why}）。原样保留，请管理员查看。",
        "This record cannot be read ({why}). It is kept as it is; the administrator should look at it.",
    ),
    "event.unknown_kind": (
        "这条记录的种类“{kind}”来自较新的版本。先原样保留，升级后自动处理。",
        "The kind of this record, {kind}, comes from a newer release. It is kept and judged after the update.",
    ),
}
