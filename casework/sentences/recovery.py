"""Sentences of the area `recovery`."""

SENTENCES: dict[str, tuple[str, str]] = {
    "backup.absent": (
        "“{folder}”里没有完整的备份，请核对文件夹。",
        "There is no whole backup in {folder}. Check the folder.",
    ),
    "backup.damaged": (
        "备份“{folder}”与做备份时不一致，不能使用。请换用另一份备份，并检查存放它的磁盘。",
        "The backup {folder} is not what was written. Use another one, and check the disk it lies on.",
    ),
    "backup.needs_sqlite": (
        "这台服务器用的是 PostgreSQL，请用它自己的工具（pg_dump 或流复制）备份。",
        "This server keeps its data in PostgreSQL. Back it up with that database's own tools.",
    ),
    "backup.newer": (
        "备份来自较新的版本（{found}），当前版本只认识到 {newest}。请先升级服务器程序。",
        "The backup was made by a later release ({found}; this one knows {newest}). Upgrade the server first.",
    ),
    "backup.not_restored": (
        "没有能恢复到“{folder}”（{why}）。原来的数据没有动，请排除原因后再试。",
        "The backup could not be restored to {folder} ({why}). What was there is untouched; mend the cause, try again.",
    ),
    "backup.not_written": (
        "备份没有写成：“{file}”（{why}）。服务器照常运行，请检查磁盘后再做一次。",
        "The backup could not be written: {file} ({why}). The server goes on; check the disk and make it again.",
    ),
    "backup.older": (
        "旁边有更新的备份“{newer}”。窗口可能只保留了它之后的记录，请用更新的那份；确实要用这份时加 --older。",
        "A newer backup, {newer}, lies beside this one; restore that, or say --older if this one is really meant.",
    ),
    "blob.digest_missing": (
        "附件的这一段没有带校验值（Content-Digest），请重新传送。",
        "This chunk has no Content-Digest. Send it again with one.",
    ),
    "blob.length": (
        "附件的这一段超出了说明的长度，请从头重新传送。",
        "This chunk goes beyond the length that was given. Send the attachment again from its beginning.",
    ),
    "blob.offset": (
        "附件收到了 {offset} 字节，请从那里接着传。",
        "The server has {offset} bytes of the attachment. Go on from there.",
    ),
    "blob.store_address": (
        "设置里的附件存储地址（blob_store）不能用，请核对。",
        "The setting blob_store is no address of a store. Check it.",
    ),
    "blob.store_away": (
        "附件存储连不上（{why}），稍后会自动重传。",
        "The store for attachments cannot be reached ({why}). The attachment is sent again by itself.",
    ),
    "blob.too_large": (
        "附件太大，最多 {limit} MB。请降低扫描分辨率或分成几份。",
        "The attachment is too large; {limit} MB is the most. Scan it at a lower resolution or in parts.",
    ),
    "case.contested_before": (
        "这条记录以前就有争议，仍按有争议保留，等主管处理。",
        "This record was contested before; it stays so until a supervisor decides.",
    ),
    "case.none": (
        "这条记录没有写明属于哪个件，没有生效，内容已留存。",
        "This record names no case. It is kept and has no effect.",
    ),
    "case.refill": (
        "服务器正在恢复：这条记录等它前面的记录到齐后再生效。",
        "The server is being refilled: this record waits for those that came before it.",
    ),
    "case.refill_contested": (
        "服务器正在恢复：这条有争议的记录等它前面的记录到齐后再列出。",
        "The server is being refilled: this contested record waits for those that came before it.",
    ),
    "desk.enrol_first": (
        "这台电脑还没有登记为窗口，请直接用登记码登记。",
        "This desk is not enrolled yet. Enrol it with a code.",
    ),
    "enrol.other_window": (
        "登记码是给 {meant} 的，这台电脑是 {window}。请管理员为 {window} 生成登记码。",
        "The code is for {meant} and this desk is {window}. Ask the administrator for a code for {window}.",
    ),
    "event.supersedes_wrong": (
        "这条记录要代替的记录不在待更正之列，没有生效。请在发件箱里重新选择要更正的记录。",
        "The record that this one stands in for does not wait to be corrected. Choose it again in the outbox.",
    ),
    "sync.blob_given_up": (
        "另一个附件遇到了麻烦，这一个也先停下，稍后会自动再传。",
        "Another attachment met trouble, so this one stopped as well. It is sent again by itself.",
    ),
    "sync.blob_stuck": (
        "附件传送没有进展，稍后会自动再传。",
        "The attachment does not come on. It is sent again by itself.",
    ),
    "move.environment": (
        "环境变量 {name} 会盖过设置文件，搬完也不会用新数据库。请先去掉它，把地址写进 server.toml。",
        "The variable {name} wins over the settings file, so a move would change nothing. Put its value there instead.",
    ),
    "move.migrate_first": (
        "数据库还是旧版本的结构。请先运行 sync-server migrate，再搬。",
        "The database has the form of an earlier release. Run sync-server migrate first.",
    ),
    "move.running": (
        "还有服务器在用这个数据库（可能在另一台机器上）。请先全部停止。",
        "Servers are still using this database, perhaps on other machines. Stop them all first.",
    ),
    "move.same": (
        "服务器现在用的就是这个数据库，没有要搬的。",
        "The server is using that very database. There is nothing to move.",
    ),
    "move.target_used": (
        "目标数据库里已经有东西，没有改动。请新建一个空的数据库。",
        "There is something in that database already; it was left alone. Make an empty one.",
    ),
    "move.unfinished": (
        "目标数据库里有上次没搬完的一份。原来的数据没有动；加 --again 就清掉它重新搬。",
        "The copy of an interrupted move lies there. The server's own data is untouched; --again starts over.",
    ),
    "serve.being_restored": (
        "“{folder}”正在恢复或迁移数据，请等它做完再启动服务器。",
        "The data in {folder} is being restored or moved. Start the server when that is done.",
    ),
    "serve.running": (
        "“{folder}”的服务器正在运行，请先停止它。",
        "The server of {folder} is running. Stop it first.",
    ),
}
