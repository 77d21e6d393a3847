"""Sentences of the area `outbox`: what waits, what was refused, and what to do about it."""

SENTENCES: dict[str, tuple[str, str]] = {
    "contest.claim": ("请以本窗的“{act}”为准：", "This window's {act} should stand: "),
    "contest.not_contested": (
        "这一条没有争议，或者不是本窗的记录：不用主张。",
        "This record is not contested, or not this window's; there is nothing to claim.",
    ),
    "contest.reason_missing": (
        "没有写理由：写明为什么以本窗的为准，督办人员凭它来定。",
        "There is no reason. Say why this window's record should stand; a supervisor decides by it.",
    ),
    "amend.done_already": (
        "这一条已经重新填报过，看新的那一条。",
        "This record was stated anew already. Look at the new one.",
    ),
    "amend.no_form": (
        "这一条不是收件，没有可以重新打开的表。用原来的步骤重新办一次。",
        "This record is no application, so there is no form to open again. Take the step again instead.",
    ),
    "amend.no_such_event": (
        "没有找到记录 {event}：用“counterctl sync list”看编号。",
        "There is no record {event}. See counterctl sync list for the ids.",
    ),
    "amend.not_refused": (
        "这一条没有被服务器退回，不用重新填报。",
        "The server did not refuse this record, so there is nothing to state anew.",
    ),
    "amend.not_yours": (
        "这一条是别处写的，由写它的地方更正。",
        "This record was written elsewhere. Whoever wrote it puts it right.",
    ),
    "amend.only_restate": (
        "这是更正被退回的收件：改好后按 F9 重新填报。要另办别的，先按 F2 换一张空表。",
        "This corrects a refused application: put it right and press F9. For anything else begin a new form with F2.",
    ),
    "amend.other_kind": (
        "填报的内容与被退回的“{kind}”不是同一种：按原来的表填。",
        "What was stated is not of the kind that was refused ({kind}). Fill in the same form again.",
    ),
    "amended": ("更正后重新填报", "stated anew after a correction"),
    "ctl.amended": ("{number} 已重新填报，等待发送。", "{number} was stated anew and waits to be sent."),
    "ctl.bar_events": ("发送记录", "records sent"),
    "ctl.bar_rows": ("收取记录", "records fetched"),
    "ctl.bar_scans": ("扫描件字节", "bytes of scans"),
    "ctl.database_set_aside": (
        "数据库已移到 {folder}，没有删除。请重新登记（counterctl enrol），然后 sync；有黑匣子的再运行 recover。",
        (
            "The database was moved to {folder}; nothing was deleted. Now enrol again, sync, and run recover if there "
            "is a black box."
        ),
    ),
    "ctl.pruned": (
        "清理了 {cases} 件、{events} 条记录、{blobs} 个文件。",
        "Pruned {cases} cases, {events} records and {blobs} files.",
    ),
    "ctl.pruned_up_to": (
        "清理了 {cases} 件、{events} 条记录、{blobs} 个文件；{kept_by} 还不能清理，它之后本窗口写的都保留。",
        "Pruned {cases} cases, {events} records and {blobs} files. {kept_by} and what was written after it stay.",
    ),
    "ctl.recovered": (
        "取回 {brought} 条，本机已有 {known} 条，损坏 {damaged} 条；{scans} 个扫描件要重扫。用 counterctl sync 发送。",
        (
            "Brought back {brought} records; {known} were here, {damaged} are damaged, {scans} scans are missing. "
            "Run counterctl sync to send them."
        ),
    ),
    "ctl.begun_again": (
        "已重新开始：本机还有的记录会在下次同步时送上去。",
        "Begun again: what is left on this desk is sent with the next round.",
    ),
    "ctl.reserve_freed": (
        "腾出 {freed} MiB：请把已收的办完并发送，然后请管理员腾出空间。",
        "{freed} MiB were freed. Finish and send what is here; the administrator should make room.",
    ),
    "ctl.set_aside": ("已移到一边，没有删除。", "It was set aside, not deleted."),
    "ctl.sync_clock": ("时钟：服务器快 {offset} 秒", "Clock: the server is ahead by {offset} s"),
    "ctl.sync_clock_doubted": (
        "时钟不可信：服务器快 {offset} 秒。日期按服务器的时间算；请校准这台电脑的时钟。",
        "The clock is not to be trusted (the server is ahead by {offset} s). Dates follow the server's; set it right.",
    ),
    "ctl.sync_contact": (
        "上次成功 {ok}；上次错误 {error}；{next} 秒后再试",
        "Last success {ok}; last error {error}; next try in {next} s",
    ),
    "ctl.sync_counts": (
        (
            "等待 {waiting}，待裁 {contested}，搁置 {held}，未生效 {refused}，答复变了 {changed}，"
            "已移开 {aside}，扫描件 {scans}"
        ),
        (
            "Waiting {waiting}, contested {contested}, held {held}, refused {refused}, changed {changed}, "
            "set aside {aside}, scans {scans}"
        ),
    ),
    "ctl.sync_room_fine": ("磁盘剩余 {free} MiB", "{free} MiB are free on the disk"),
    "ctl.sync_room_low": (
        "磁盘快满了，剩余 {free} MiB：请管理员腾出空间。",
        "Only {free} MiB are free on the disk: make room.",
    ),
    "ctl.sync_room_reserve": (
        "磁盘只剩 {free} MiB：不收新件。可以运行 counterctl free-reserve，把已收的办完。",
        "Only {free} MiB are free: no new papers are taken. counterctl free-reserve lets begun work be finished.",
    ),
    "ctl.sync_stream": (
        "本机纪元 {epoch}，服务器纪元 {server}，服务器备份到第 {mark} 条",
        "Epoch {epoch}; server epoch {server}; the server's backup has up to record {mark}",
    ),
    "outbox.do.changed": (
        "服务器恢复后的答复与先前不同（先前“{was}”，现在“{now}”）。核对这件，看过后移到一边。",
        "The restored server answers otherwise (before: {was}, now: {now}). Check the case, then set this aside.",
    ),
    "outbox.do.contested": (
        "与另一步冲突，两条都留着，由督办人员裁定。看过后可以移到一边。",
        "It met another step; both are kept and a supervisor decides. Set it aside once you have seen it.",
    ),
    "outbox.do.held": (
        "同一件的前一条还没解决，解决后自动跟上。",
        "An earlier record of the same case is not settled; this one follows by itself.",
    ),
    "outbox.do.refused": (
        "没有生效。打开原表改正后重新填报；同一件后面的记录等着它。",
        "It has no effect. Open its form, put it right and state it anew; later records of the case wait for it.",
    ),
    "outbox.do.sending": ("正在发送。", "It is being sent."),
    "outbox.do.set_aside": ("已经看过，移到一边，没有删除。", "Somebody has seen it. It was set aside, not deleted."),
    "outbox.do.waiting": ("不用做什么，会自动发送。", "Nothing is to be done; it is sent by itself."),
    "outbox.nothing_to_set_aside": (
        "这一条没有问题，不能移到一边：等待发送的一直留着。",
        "Nothing is wrong with this record, so it is not set aside. What waits to be sent stays.",
    ),
    "recover.nothing": (
        "{folder} 里没有黑匣子的文件。请核对目录。",
        "There are no copies in {folder}. Check the folder.",
    ),
    "recover.other_key": (
        "{folder} 里的记录用这把密钥打不开。请用 --key 指定原来那台电脑的密钥文件。",
        "The copies in {folder} do not open with this key. Name the key file of the lost installation with --key.",
    ),
    "recover.other_window": (
        "这些记录是窗口 {found} 的，这里登记的是 {here}。请用 {found} 的登记码重新登记后再取回。",
        "The copies are those of window {found} and this desk is {here}. Enrol it as {found} and try again.",
    ),
    "verify.black_box": (
        "黑匣子 {folder} 从第 {at} 条起与本机不同。请检查那块磁盘；下一次办理会补上缺的。",
        "The black box in {folder} differs from record {at} on. Check that disk; the next step copies what is missing.",
    ),
    "verify.box": (
        "收件箱从第 {at} 位起对不上：数据可能被改过，请告诉管理员。",
        "The mailbox does not hold together from {at} on: the data may have been altered. Tell the administrator.",
    ),
}
