"""Sentences of the area `outbox`: what waits, what was refused, and what to do about it."""

SENTENCES: dict[str, tuple[str, str]] = {
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
    "amend.other_kind": (
        "填报的内容与被退回的“{kind}”不是同一种：按原来的表填。",
        "What was stated is not of the kind that was refused ({kind}). Fill in the same form again.",
    ),
    "amended": ("更正后重新填报", "stated anew after a correction"),
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
}
