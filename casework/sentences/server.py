"""Sentences of the area `server`."""

SENTENCES: dict[str, tuple[str, str]] = {
    "access.box": (
        "这个信箱不属于当前的窗口或部门。",
        "This mailbox does not belong to the window or department that asks.",
    ),
    "access.scope": (
        "当前的登录没有“{scope}”权限，请用有这项权限的账号登录。",
        "This login does not open {scope}. Log in with an account that does.",
    ),
    "access.windows_only": (
        "只有登记过的窗口可以办这一步。",
        "Only an enrolled window can do this.",
    ),
    "blob.absent": (
        "服务器上没有这份附件，或者它不属于您的件。",
        "The server does not have this attachment, or it belongs to no case of yours.",
    ),
    "blob.hash": (
        "附件在传送中有变化，请重新传送。",
        "The attachment changed on its way. Send it again.",
    ),
    "blob.not_written": (
        "附件没有存进服务器（{why}），稍后会自动重传。",
        "The server could not keep the attachment ({why}). It is sent again by itself.",
    ),
    "case.held": (
        "这件之前有一条记录没有生效，这一条先留着，前一条处理好后再继续。",
        "An earlier record of this case was set aside. This one waits until that is settled.",
    ),
    "case.matter_of_other_department": (
        "记录写的部门不是这个事项的主管部门，没有生效，请管理员核对事项目录。",
        "The record names a department that does not own the matter. The administrator should check the catalogue.",
    ),
    "case.other_hall": (
        "这件属于另一个大厅，记录已留存，没有生效。",
        "The case belongs to another hall. The record is kept and has no effect.",
    ),
    "case.other_region": (
        "这件属于另一个地区，记录已留存，没有生效。",
        "The case belongs to another region. The record is kept and has no effect.",
    ),
    "case.renumbered": (
        "这件的编号或回执号已被占用，已换新号。请重新打印回执交给申请人。",
        "The number of the case was in use, and it got a new one. Print the slip again and give it to the applicant.",
    ),
    "case.unknown_matter": (
        "服务器的事项目录里没有这个事项，这一条先留着，目录更新后再处理。",
        "The server's catalogue does not have this matter. The record waits for a newer catalogue.",
    ),
    "claim.lost": (
        "第 {p} 条已经不归你办了：领取的时间到了，别人接着办。先领取再办；已作的决定照样留存、照样认定。",
        (
            "Position {p} is not yours any more: its time ran out and somebody else goes on with it. Claim again; what "
            "was decided is kept and judged all the same."
        ),
    ),
    "enrol.code_late": (
        "登记码已过期。请管理员重新生成一个，十分钟内使用。",
        "The enrolment code has run out. Ask the administrator for a new one and use it within ten minutes.",
    ),
    "enrol.code_used": (
        "登记码已经用过。请管理员重新生成一个。",
        "The enrolment code was used already. Ask the administrator for a new one.",
    ),
    "enrol.code_wrong": (
        "登记码不对。请对照管理员给的登记码再输一次。",
        "The enrolment code is not right. Compare it with the administrator's and enter it again.",
    ),
    "enrol.key_form": (
        "窗口的密钥或编号格式不对，请重新开始登记。",
        "The window's key or epoch is not well formed. Begin the enrolment again.",
    ),
    "enrol.key_known": (
        "这个密钥以前登记过，不能再用。请重新开始登记，会生成新的密钥。",
        "This key was enrolled before and cannot be used again. Begin anew; a new key is made.",
    ),
    "enrol.locked": (
        "登记码输错次数过多，登记已锁定。请管理员重新生成一个登记码。",
        "Too many wrong enrolment codes; enrolment is locked. Ask the administrator for a new code.",
    ),
    "enrol.no_window": (
        "没有登记中的窗口“{window}”，没有改动。",
        "No window {window} is enrolled; nothing was changed.",
    ),
    "enrol.number_taken": (
        "窗口序号 {number} 已由 {window} 使用，请换一个。",
        "Window number {number} is used by {window}. Choose another.",
    ),
    "enrol.window_form": (
        "窗口代码“{window}”或序号 {number} 不对。代码如 W03，序号 1 到 999。",
        "Window code {window} or number {number} is not valid. A code is like W03, a number is 1 to 999.",
    ),
    "event.id_reused": (
        "这条记录的标识已被另一条记录使用，没有生效，请管理员查看。",
        "The record's identifier belongs to another record. It has no effect; the administrator should look at it.",
    ),
    "feed.copy_differs": (
        "服务器用来读信箱的副本还没有跟上，稍后会自动再试。",
        "The copy that the server reads mailboxes from is not in step yet. It is tried again by itself.",
    ),
    "feed.reset": (
        "信箱的位置与服务器不一致，将从两边相同的地方重新接收，不会丢失也不会重复。",
        "The position in the mailbox does not match the server's. It is read again from where both agree.",
    ),
    "init.database_used": (
        "这个数据库已经属于一台服务器，没有改动。要加一台机器一起服务，请把那台的 server.toml 和 site.toml 复制过来。",
        "That database belongs to a server already. To serve it from here too, copy that server's two settings files.",
    ),
    "init.exists": (
        "文件夹 {folder} 里已经有服务器，没有改动。",
        "There is a server in {folder} already. Nothing was changed.",
    ),
    "init.folder": (
        "不能在文件夹 {folder} 里建服务器（{why}）。请换一个本机可写的文件夹。",
        "No server can be made in {folder} ({why}). Choose a folder on this machine that you may write to.",
    ),
    "init.site_needed": (
        "上面是一个样本：存成 site.toml，改成本大厅的，再加 --site site.toml 运行一次。",
        "Above is a sample: keep it as site.toml, enter your own hall, and run this again with --site site.toml.",
    ),
    "init.absent": (
        "文件夹 {folder} 里没有服务器。请先运行 sync-server init。",
        "There is no server in {folder}. Run sync-server init first.",
    ),
    "people.code_form": (
        "代码“{given}”不能用：不能是空的，不能有空格或看不见的字符。",
        'The code "{given}" cannot be used. It needs at least one sign, no spaces and nothing that cannot be seen.',
    ),
    "people.ended": (
        "这个账号已停用。请向管理员要一个新账号。",
        "This account was ended. Ask the administrator for another.",
    ),
    "people.known": (
        "“{name}”已经存在，没有改动。请换一个代码。",
        "{name} exists already and was not changed. Choose another code.",
    ),
    "people.locked": (
        "密码输错次数过多，请 {minutes} 分钟后再试。",
        "Too many wrong passwords. Try again in {minutes} minutes.",
    ),
    "people.password": ("密码：", "Password: "),
    "people.password_how": (
        "没有密码。请加 --generate 自动生成，或加 --password-stdin 从标准输入读。",
        "There is no password. Add --generate to have one made, or --password-stdin to give it on standard input.",
    ),
    "people.password_short": (
        "密码至少要 {least} 个字符。",
        "A password needs at least {least} characters.",
    ),
    "people.unknown": (
        "没有叫“{name}”的人员或账号，没有改动。",
        "There is no clerk and no account {name}; nothing was changed.",
    ),
    "people.unknown_department": (
        "事项目录里没有部门“{department}”。请用 --department 给出部门代码，如 EDU。",
        "The catalogue does not have a department {department}. Give its code with --department, as EDU.",
    ),
    "people.wrong_password": (
        "工号或密码不对，请再输一次。",
        "Name or password is not right. Enter them again.",
    ),
    "proto.unsupported": (
        "这台服务器用第 {supported} 版协议，不认识所报的版本。记录都可以照常传送；请升级较旧的一方。",
        "This server speaks version {supported} of the protocol, and none of those named. Records may still be sent.",
    ),
    "push.corrupt": (
        "传送的内容在途中有变化，将自动重传。",
        "What was sent changed on its way. It is sent again by itself.",
    ),
    "push.fork": (
        "从第 {at} 条起与服务器已有的记录不同：这个窗口的数据可能被复制或恢复过。记录都在，将用新的序列重传。",
        "From number {at} on the server has other records: the data was copied or restored. All is kept and sent anew.",
    ),
    "push.gap": (
        "服务器在等第 {expected} 条，将从那里重传。",
        "The server waits for number {expected}; sending goes on from there.",
    ),
    "push.other_origin": (
        "“{origin}”的记录只能由它自己传送。",
        "Records of {origin} can be sent by itself only.",
    ),
    "request.encoding": (
        "不能识别请求的压缩方式“{encoding}”。",
        "The request's encoding {encoding} cannot be read.",
    ),
    "request.head_too_large": (
        "请求的地址和头部超过 {limit} 字节，没有接收。",
        "The request's address and header fields have more than {limit} bytes and were not taken.",
    ),
    "request.invalid": (
        "请求的格式不对。",
        "The request is not well formed.",
    ),
    "request.method": (
        "这个地址不支持这种请求。",
        "This address does not take that kind of request.",
    ),
    "request.not_found": (
        "没有这个地址。",
        "There is no such address.",
    ),
    "request.too_large": (
        "请求太大，请分小批传送。",
        "The request is too large. Send it in smaller parts.",
    ),
    "serve.one_worker": (
        "这个系统上只能有一个服务进程，请去掉 --workers 或把设置 workers 改为 1。",
        "On this system one process serves. Leave --workers out, or set workers to 1.",
    ),
    "serve.restart_needed": (
        "新版本要把所有的件重新整理一遍，这时不能有别的服务进程。请全部停止后再启动。",
        "This release has to make all cases again, with nobody else serving. Stop every server, then start.",
    ),
    "serve.worker_died": (
        "服务进程没能启动，原因在上面的日志里。其余进程已停止。",
        "A worker ended before it could serve; the log above says why. The others were stopped.",
    ),
    "serve.not_started": (
        "服务器没能在 {host} 端口 {port} 上启动：端口可能已被占用，或本机没有这个地址。请换端口或地址。",
        (
            "The server could not listen on {host} port {port}: the port is taken, or the address is not this "
            "machine's. Choose another."
        ),
    ),
    "server.unforeseen": (
        "服务器出了没有预料到的问题，已记入日志。您的数据都在，稍后会自动重试。",
        "Something unforeseen happened at the server and was logged. What you have is kept and is tried again.",
    ),
    "settings.invalid": (
        "设置有误（{why}）。请改 server.toml、site.toml 或 SYNC_SERVER_ 开头的环境变量。",
        "A setting is not valid ({why}). Correct it in server.toml, site.toml or its SYNC_SERVER_ variable.",
    ),
    "settings.unknown": (
        "没有“{name}”这项设置。您要的可能是“{meant}”。",
        "There is no setting {name}. Perhaps {meant} was meant.",
    ),
    "settings.unreadable": (
        "读不了文件 {file}。",
        "The file {file} cannot be read.",
    ),
    "signature.missing": (
        "请求没有签名也没有令牌。窗口请先登记，部门请先登录。",
        "The request has neither signature nor token. A window enrols first, a department logs in.",
    ),
    "signature.wrong": (
        "请求的签名不对。请检查窗口是否仍在登记中。",
        "The request's signature does not hold. Check whether the window is still enrolled.",
    ),
    "store.address": (
        "设置 database_url 的地址不对，或没有装它的驱动。留空就用服务器文件夹里的数据库。",
        "The address in database_url is wrong or its driver is missing. Left empty, the database is in the folder.",
    ),
    "store.busy": (
        "数据库正忙，请稍后再试。",
        "The database is busy. Try again in a moment.",
    ),
    "store.damaged": (
        "数据库有损坏，没有改动。不要删除；请从备份恢复，窗口会把缺的自动补传。",
        "The database is damaged and was left as it is. Restore a backup; windows send what it lacks.",
    ),
    "store.gone": (
        "数据库文件 {file} 不见了或是空的。没有另建；请从备份恢复，窗口会把缺的自动补传。",
        "The database {file} is gone or empty. No new one was made; restore a backup. Windows send what it lacks.",
    ),
    "store.failed": (
        "数据库没有响应（{why}）。数据没有丢失，稍后会自动重试。",
        "The database does not answer ({why}). Nothing is lost; it is tried again.",
    ),
    "store.full": (
        "服务器的磁盘已满。您的数据都在本机，腾出空间后会自动重传。",
        "The server's disk is full. What you have is kept and is sent again when there is room.",
    ),
    "store.half_moved": (
        "这个数据库是没有搬完的一份，不能用。请把 database_url 改回原来的，再运行 sync-server move --again。",
        "This database is the copy of an interrupted move. Set database_url back, then run sync-server move --again.",
    ),
    "store.newer": (
        "数据库由较新的版本（{found}）建立，本版本只到 {newest}。请升级服务器软件。",
        "A newer release made this database ({found}; this one knows up to {newest}). Update the server.",
    ),
    "store.unreachable": (
        "连不上数据库服务器。数据没有丢失，稍后会自动重试。管理员请检查它是否在运行，以及设置 database_url。",
        "The database server cannot be reached. Nothing is lost. An administrator should look at it and database_url.",
    ),
    "store.sqlite_too_old": (
        "SQLite {found} 太旧，不能保证数据安全。请重新安装本软件自带的版本。",
        "SQLite {found} is too old to be safe. Install the one that comes with this product.",
    ),
    "ticket.ended": (
        "读信箱的票已作废：窗口重新登记过，或账号已停用。",
        "The ticket for the mailbox has ended: the window was enrolled anew, or the account ended.",
    ),
    "ticket.expired": (
        "读信箱的票已过期，会自动换新的。",
        "The ticket for the mailbox has run out. A new one is fetched by itself.",
    ),
    "ticket.feed_only": (
        "票只能用来读信箱。其他请求请用签名或登录。",
        "A ticket opens mailboxes only. Anything else needs a signature or a login.",
    ),
    "ticket.unchecked": (
        "服务器暂时不能核对读信箱的票，请用签名或登录。",
        "The server cannot check tickets at present. Use a signature or a login.",
    ),
    "ticket.wrong": (
        "读信箱的票不对，会自动换新的。",
        "The ticket for the mailbox is not valid. A new one is fetched by itself.",
    ),
    "token.expired": (
        "登录已过期，请重新登录。",
        "The login has run out. Log in again.",
    ),
    "token.unknown": (
        "登录已失效，请重新登录。",
        "The login is not valid. Log in again.",
    ),
}
