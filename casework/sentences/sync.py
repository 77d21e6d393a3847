"""Sentences of the area `sync`: the desk and its server."""

SENTENCES: dict[str, tuple[str, str]] = {
    "sync.absent": (
        "服务器上还没有这个文件，随后会来。",
        "The server does not have this file yet. It follows.",
    ),
    "sync.answer_too_large": (
        "服务器的回答超过 {limit} 字节，没有接收。请告诉管理员。",
        "The server's answer has more than {limit} bytes and was not taken. Tell the administrator.",
    ),
    "sync.blob_wrong": (
        "取来的文件 {sha256} 与指纹不符，没有采用，会再取。",
        "The file {sha256} arrived altered and was not used. It is fetched again.",
    ),
    "sync.box_chain": (
        "收件箱在第 {at} 位与指纹链不符，没有采用。请管理员检查服务器。",
        "The mailbox does not match its chain at {at}; nothing of it was used. The administrator should look.",
    ),
    "sync.box_gap": (
        "收件箱应从第 {expected} 位接上，来的是第 {found} 位，没有采用。请管理员检查服务器。",
        (
            "The mailbox should go on at {expected} and went on at {found}; nothing of it was used. The administrator "
            "should look."
        ),
    ),
    "sync.corrupt": (
        "服务器收到的与发出的不一致（{said}），会重发。数据都在本机。",
        "What the server received is not what was sent ({said}). It is sent again; everything is kept here.",
    ),
    "sync.fork": (
        "这份数据有另一份拷贝也在写（第 {at} 条起不同），已另开一段，两份都保留。",
        "Another copy of this data wrote as well (they differ from {at} on). A new part was begun; both are kept.",
    ),
    "sync.fork_again": (
        "这份数据的另一份拷贝还在同时写。请管理员停掉其中一台。",
        "Another copy of this data keeps writing at the same time. The administrator should stop one of them.",
    ),
    "sync.gap": (
        "服务器只有到第 {expected} 条之前的，从那里重发。",
        "The server has less than expected; it gets everything again from {expected} on.",
    ),
    "sync.no_server": (
        "还没有设置服务器地址：在设置里填 server。",
        "No server is set. Give its address in the settings as server.",
    ),
    "sync.not_enrolled": (
        "这台电脑还没有登记为窗口，不能同步：向管理员要登记码，运行 counterctl enrol。",
        "This desk is not enrolled, so it cannot sync. Ask the administrator for a code and run counterctl enrol.",
    ),
    "sync.not_read": (
        "服务器读不懂发去的内容（{said}）。数据都在本机，会拆开再发。",
        "The server could not read what was sent ({said}). Everything is kept here and sent again in smaller parts.",
    ),
    "sync.not_let_in": (
        "服务器不认这台电脑（{said}）。数据都在本机；请管理员重新登记。",
        "The server does not let this desk in ({said}). Everything is kept here; the administrator should enrol it.",
    ),
    "sync.begin_again_needless": (
        "不需要重新开始：上次同步没有停在已清理的记录上。请先运行 counterctl sync now。",
        "There is no need to begin again: the last round did not end at pruned records. Run counterctl sync now first.",
    ),
    "sync.pruned_below": (
        (
            "服务器缺第 {asked} 条以后的记录，而本机第 {base} 条以前的已按期清理。请管理员恢复服务器最近的备份；"
            "如果再也没有备份，请运行 counterctl sync begin-again，把本机还有的都送上去。"
        ),
        (
            "The server lacks what was written after record {asked}, but this desk has pruned what came before {base}. "
            "The administrator should restore the server's newest backup; if there is none and never will be, "
            "counterctl sync begin-again sends what is left here."
        ),
    ),
    "sync.reset": (
        "收件箱要从头再读（{said}），自动进行。",
        "The mailbox is read again from its beginning ({said}). This happens by itself.",
    ),
    "sync.server_busy": (
        "服务器暂时不能处理（{status} {said}），会自动再试。照常受理。",
        "The server cannot take it at the moment ({status} {said}). It is tried again; go on working.",
    ),
    "sync.strange_answer": (
        "回答的不像是服务器（{status} {said}）：网络可能要先登录。数据都在本机，会自动再试。",
        (
            "What answered does not look like the server ({status} {said}); the network may want a sign-in. "
            "Everything is "
            "kept here and tried again."
        ),
    ),
    "sync.too_large": (
        "服务器嫌太大，没有收。请告诉管理员。",
        "The server found it too large and did not take it. Tell the administrator.",
    ),
    "sync.unreachable": (
        "连不上服务器（{why}）。照常受理，恢复后自动发送。",
        "The server cannot be reached ({why}). Go on working; everything is sent when it is back.",
    ),
    "sync.verdicts_missing": (
        "服务器有 {count} 条没有答复，不算送达，会重发。",
        "The server left {count} records without an answer. They do not count as sent and are sent again.",
    ),
}
