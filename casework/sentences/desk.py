"""Sentences of the area `desk`: acts at the window, signing in, and the desk's own disk and settings."""

SENTENCES: dict[str, tuple[str, str]] = {
    "accept.no_commitment": (
        "“{name_zh}”说好后补，还缺申请人签的容缺承诺书：请签好再受理。",
        "{name_en} is to follow later, and the applicant's signed commitment is missing. Have it signed, then accept.",
    ),
    "attach.empty": ("这个文件是空的：重扫一次。", "The file is empty. Scan the paper again."),
    "attach.kind": (
        "只收 PDF、JPEG、PNG 和 TIFF：换一种格式再扫。",
        "Only PDF, JPEG, PNG and TIFF are kept. Scan again in one of these.",
    ),
    "attach.too_large": (
        "这个文件有 {size} 字节，上限是 {limit} 字节：降低分辨率，或分几次扫。",
        "The file has {size} bytes and the limit is {limit}. Scan with a lower resolution, or in several parts.",
    ),
    "bring.nothing": ("还没有标出补来了哪些材料。", "Nothing is marked as brought yet. Mark what came in."),
    "ctl.acted": (
        "{number}  {stage}，到期日 {due}。单据：{papers}",
        "{number}  {stage}, due {due}. Papers: {papers}",
    ),
    "ctl.renumbered": ("（换过号，旧回执上是 {earlier}）", "(renumbered; old slips say {earlier})"),
    "ctl.undone": (
        "{number}  已撤销。已打印的单据 {count} 张，请从申请人处收回。",
        "{number}  undone. Papers that came out: {count}; take them back from the applicant.",
    ),
    "ctl.catalogue_refused": (
        "新目录没有采用 [{refused}]，照用原来的：counterctl catalogues 看原因。",
        "A new catalogue was not taken [{refused}]; the present one stays in use. counterctl catalogues says why.",
    ),
    "ctl.enrolled": (
        "已登记为 {hall} {window} 窗口。指纹 {fingerprint}：与服务器显示的核对。",
        "Enrolled as window {window} of {hall}. Fingerprint {fingerprint}: compare it with the server's.",
    ),
    "ctl.sheet_sent": ("清单已送打印机：{result}", "The sheet was sent to the printer: {result}"),
    "ctl.handed_over": ("交接单 {sheet}。单据：{papers}", "Hand-over sheet {sheet}. Papers: {papers}"),
    "ctl.key_trusted": (
        "从现在起认这个密钥：{key}。新目录下次同步时取。",
        "This is the server's key from now on: {key}. New catalogues come with the next sync.",
    ),
    "ctl.not_whole": (
        "查了 {cases} 件、{events} 条记录，下面这些不对：",
        "Checked {cases} cases and {events} records. These do not hold:",
    ),
    "ctl.nothing_found": ("没有找到。", "Nothing was found."),
    "ctl.outbox": (
        "等待 {waiting}，待裁 {contested}，搁置 {held}，未生效 {refused}，扫描件 {scans}；上次联系 {contact}",
        (
            "Waiting {waiting}, contested {contested}, held {held}, refused {refused}, scans {scans}; last contact "
            "{contact}"
        ),
    ),
    "ctl.papers_owed": (
        "这一步已经办成，只是单据还没有出来：排除故障后运行 counterctl print，不要重办。",
        "The step itself is done; only its papers are still owed. Run counterctl print later; do not repeat the step.",
    ),
    "ctl.pending": ("待确认", "to be confirmed"),
    "ctl.signed_in": ("{name} 已登录。", "{name} is signed in."),
    "ctl.signed_in_offline": ("{name} 已离线登录。", "{name} is signed in, offline."),
    "ctl.signed_out": ("已退出登录。", "Signed out."),
    "ctl.synced": (
        "发出 {pushed} 条，收到 {pulled} 条，上传扫描件 {sent}，取回文件 {fetched}。",
        "Sent {pushed} records, received {pulled}, sent {sent} scans, fetched {fetched} documents.",
    ),
    "ctl.verified": (
        "查了 {cases} 件、{events} 条记录，都完好。",
        "Checked {cases} cases and {events} records. Everything holds.",
    ),
    "deliver.arrival_day": (
        "寄达日期 {day} 不对：这件 {mailed} 寄出，今天是 {today}。看物流记录再填。",
        "Day {day} is wrong: it was mailed on {mailed} and today is {today}. Look at the courier's record.",
    ),
    "deliver.collector_unknown": (
        "来人不是申请人，也不是代办人：有书面委托的，收下委托书并标明“有委托”再发。",
        "The collector is neither the applicant nor the agent. With a written authority, keep it, mark it and go on.",
    ),
    "deliver.mailed_already": (
        "这件已经寄出，运单 {waybill}。",
        "The result was mailed already, under waybill {waybill}.",
    ),
    "deliver.no_address": (
        "这件没有邮寄地址：先补上收件人和地址。",
        "The case has no address to mail to. Add the recipient and the address first.",
    ),
    "deliver.no_name": ("还没有填领取人的姓名。", "The collector's name is missing. Enter it from the document."),
    "deliver.not_mailed": (
        "这件没有寄出过，不能记寄达。",
        "The result was not mailed, so it cannot have arrived by mail.",
    ),
    "desk.no_matter": (
        "还没有选事项：输入编号、名称或拼音首字母，按 Enter 选定。",
        "No matter is chosen yet. Type its code, name or pinyin initials and press Enter.",
    ),
    "desk.delivery_incomplete": (
        "选了邮寄：收件人、电话和地址都要有。",
        "For the courier, recipient, telephone and address are all needed.",
    ),
    "desk.enrolled_already": (
        "这台电脑已经登记为窗口：换窗口请管理员另建数据目录。",
        "This desk is enrolled already. For another window, let the administrator make a data folder of its own.",
    ),
    "desk.for_bodies_only": (
        "事项 {matter} 只能由单位申请：把申请人改为单位。",
        "Only bodies can apply for {matter}. Enter the body as the applicant.",
    ),
    "desk.for_people_only": (
        "事项 {matter} 只能由个人申请：把申请人改为个人。",
        "Only people can apply for {matter}. Enter the person as the applicant.",
    ),
    "desk.draft_pinned": (
        "草稿还是旧目录的清单：按 Alt+V 换到 {version} 版，核对增减的材料后再办。",
        "This draft still follows an older catalogue. Press Alt+V for {version}, check what came and went, then go on.",
    ),
    "desk.form": ("有 {count} 处要改。", "There are {count} things to put right."),
    "desk.form_unreadable": (
        "填的内容读不懂（{why}），没有写入：改好再交一次。",
        "The form cannot be read ({why}) and nothing was written. Correct it and give it again.",
    ),
    "desk.id_missing": ("还没有填证件号码。", "The number of the identity document is missing. Enter it."),
    "desk.name_missing": ("还没有填姓名或名称。", "The name is missing. Enter it."),
    "desk.no_such_case": (
        "没有找到“{asked}”：核对编号；别的大厅收的件请到那边查。",
        'Nothing was found for "{asked}". Check the number; cases of another hall are found there.',
    ),
    "desk.nobody_signed_in": ("还没有人登录：先登录再办。", "Nobody is signed in. Sign in first."),
    "desk.not_enrolled": (
        "这台电脑还没有登记为窗口：向管理员要登记码，运行 counterctl enrol。",
        "This desk is not enrolled yet. Ask the administrator for a code and run counterctl enrol.",
    ),
    "desk.phone_missing": (
        "还没有填电话：补正、领证都要联系申请人。",
        "The telephone is missing. Enter it; the applicant is called about papers and the result.",
    ),
    "desk.several_cases": (
        "“{asked}”找到不止一件：用案件编号。",
        'More than one case answers to "{asked}". Use the case number.',
    ),
    "desk.no_glyph": (
        "第 {place} 个字“{character}”（{point}）印不出来：换成证件上也认的写法。",
        "Sign {place}, “{character}” ({point}), cannot be printed. Write it another way the document allows.",
    ),
    "desk.too_long": (
        "这里有 {found} 个字，最多 {most} 个：照证件上的写，多的删去。",
        "This has {found} signs and may have {most}. Write what the document says and take the rest away.",
    ),
    "hand_over.case_twice": (
        "{number} 在这张单上列了两次：只留一次。",
        "{number} is on this sheet twice. Keep it once.",
    ),
    "hand_over.item_count": (
        "{number} 的 {material}：只列一行，份数要大于 0。",
        "List {material} of {number} on one line, with a count above 0.",
    ),
    "hand_over.more_than_here": (
        "{number} 的 {material} 没有这么多在窗口：照实有的份数改。",
        "Less of {material} of {number} is at the window than that. Enter what is there.",
    ),
    "hand_over.no_cases": ("还没有选要交接的件。", "No case is chosen for the hand-over yet."),
    "hand_over.no_person": ("还没有填接收人。", "Who receives the papers is missing. Enter the name."),
    "hand_over.not_accepted": (
        "{number} 不在受理后的阶段，材料不交部门。",
        "{number} is not with a department, so its papers are not handed over.",
    ),
    "hand_over.nothing_left": ("{number} 的材料都交出去了。", "All papers of {number} were handed over already."),
    "hand_over.several_departments": (
        "一张交接单只交一个部门：分部门开单。",
        "One sheet goes to one department. Make a sheet for each.",
    ),
    "issue.clerk_left": (
        "要打印结果的人已经离开窗口，还没有打印：现在在窗口的人再按一次 F8",
        "Whoever asked for the result has left the window before it was made; whoever sits here presses F8 again",
    ),
    "issue.no_certificate": (
        "部门没有给出证书内容，也没有决定书：请部门补上再发。",
        "The department gave neither a certificate nor a decision document. Ask it to add one.",
    ),
    "issue.blob_wanted": (
        "决定书还没有传到窗口：等几秒再试；离线时要等恢复联网。",
        "The decision document has not reached the window yet. Try again shortly, or once the network is back.",
    ),
    "issue.seal_awaited": (
        "盖章的结果还没到窗口，{since} 起在服务器盖章：等到了再打；急着发就选不等（--unsealed），请部门手盖。",
        "The sealed result is not here; the server has it since {since}. Wait for it, or choose not to (--unsealed).",
    ),
    "issue.tolerance_open": (
        "容缺的材料还没有补齐，不能出证：先补材料。",
        "Papers that were to follow have not come in. Take them in before the result is printed.",
    ),
    "local.black_box_unreadable": (
        "黑匣子目录 {folder} 读不出来（{why}）。请管理员检查那块磁盘。",
        "The black box in {folder} cannot be read ({why}). The administrator should check that disk.",
    ),
    "local.black_box_unwritable": (
        (
            "这一步已经存好，但黑匣子目录 {folder} 写不进去（{why}），先不要发单据。"
            "请检查那块磁盘；先按编号找一找再决定要不要重办。"
        ),
        (
            "The step is saved, but its copy in {folder} could not be written ({why}); do not hand out papers yet. "
            "Check that disk, and look for the case before entering it again."
        ),
    ),
    "local.blob_damaged": (
        "扫描件 {sha256} 已损坏。案件记录是好的；请重扫，并告诉管理员。",
        "The scan {sha256} is damaged. The case is whole; scan again and tell the administrator.",
    ),
    "local.blob_missing": (
        "扫描件 {sha256} 不在这台电脑上。联网后会取回。",
        "The scan {sha256} is not on this computer. It is fetched when the network is there.",
    ),
    "local.busy": (
        "本机数据库正忙，没有写入：过几秒再试。",
        "The desk's database is busy and nothing was written. Try again in a few seconds.",
    ),
    "local.damaged": (
        (
            "本机数据库有损坏，原样保留，没有改动，不要删除。请管理员运行 counterctl set-aside-database 移开它，"
            "再重新登记：服务器有的会取回，有黑匣子的再运行 counterctl recover。"
        ),
        (
            "The desk's database is damaged and was left as it is: do not delete it. The administrator moves it away "
            "with counterctl set-aside-database and enrols again; the server gives back what it has, and counterctl "
            "recover what is in a black box."
        ),
    ),
    "local.disk": (
        "磁盘出错，没有写入（{why}）。请告诉管理员。",
        "The disk failed and nothing was written ({why}). Tell the administrator.",
    ),
    "local.disk_full": (
        "磁盘满了，这一步没有写入，已有的都在。腾出空间再试。",
        "The disk is full. This step was not written; everything before it is kept. Make room and try again.",
    ),
    "local.empty": (
        "数据库文件 {path} 是空的。原样保留；请管理员从备份恢复。",
        "The database file {path} is empty. It was left as it is; the administrator should restore a backup.",
    ),
    "local.engine": (
        "数据库引擎版本 {version} 不安全，不能用。请重装本软件。",
        "The database engine {version} is not safe to use. Install the product again.",
    ),
    "local.in_use": (
        "{folder} 已经有一个窗口程序在用：切到那个程序。",
        "Another desk is running on {folder}. Switch to it.",
    ),
    "local.key_damaged": (
        "密钥文件 {path} 不对。请管理员放回原来的密钥文件。",
        "The key file {path} is not a key. The administrator should put the original back.",
    ),
    "local.key_missing": (
        "找不到密钥文件 {path}，数据打不开，原样保留。请管理员放回密钥文件。",
        "The key file {path} is missing. The data is left as it is; the administrator should put the key back.",
    ),
    "local.key_open": (
        "密钥文件 {path} 别人也能读。请管理员把权限改为只有本用户可读（600）。",
        "Others can read the key file {path}. The administrator should let only its owner read it (mode 600).",
    ),
    "local.missing": (
        "数据目录里少了数据库文件 {path}。没有另建；请管理员找回或从备份恢复。",
        "The database file {path} is gone. No new one was made; the administrator should find it or restore a backup.",
    ),
    "local.newer_schema": (
        "数据是更新版本的软件写的（{found}，本机认得到 {known}）。原样保留；请先升级软件。",
        "A newer release wrote this data ({found}; this one knows {known}). It was left as it is. Update the product.",
    ),
    "local.not_enrolled": ("这台电脑还没有登记为窗口。", "This desk is not enrolled yet."),
    "local.nothing_to_set_aside": (
        "{folder} 里没有数据库可以移开。请核对设置里的 data_folder。",
        "There is no database in {folder} to set aside. Check data_folder in the settings.",
    ),
    "local.read_only": (
        "磁盘只能读，没有写入。请告诉管理员。",
        "The disk is read-only and nothing was written. Tell the administrator.",
    ),
    "local.reserve": (
        "磁盘只剩 {free} MiB：先不收新件，请申请人稍候。已收的照常办完并发送；请管理员腾出空间。",
        (
            "Only {free} MiB are left on the disk. Take no new papers yet; finish and send what is here. The "
            "administrator should make room."
        ),
    ),
    "local.setting": (
        "数据库设置 {name} 没有生效（现在是 {found}），为安全没有打开。",
        "The database setting {name} did not take effect (it is {found}), so the data was not opened.",
    ),
    "local.settings_unknown": (
        "设置里的“{name}”没有这一项。是不是“{hint}”？",
        'There is no setting "{name}". Is "{hint}" meant?',
    ),
    "local.settings_unreadable": (
        "设置文件 {path} 读不出来：{why}",
        "The settings file {path} cannot be read: {why}",
    ),
    "local.settings_wrong": (
        "设置有误（{why}），要的是{wanted_zh}：改设置文件，或改 COUNTER_ 开头的环境变量。",
        "A setting is wrong ({why}), it takes {wanted_en}. Correct it in the file or in its COUNTER_ variable.",
    ),
    "local.unreadable": (
        "数据库文件 {path} 打不开：密钥不对或文件损坏。原样保留；请告诉管理员。",
        (
            "The database file {path} cannot be opened: the key is another or the file is damaged. It was "
            "left as it is; "
            "tell the administrator."
        ),
    ),
    "local.witness_unreadable": (
        "见证文件 {path} 读不出来。请管理员检查那块磁盘。",
        "The witness file {path} cannot be read. The administrator should check its disk.",
    ),
    "local.witness_unwritable": (
        "这一步已经存好，但见证文件 {path} 写不进去，先不要发单据。请检查那块磁盘；先按编号找一找再决定要不要重办。",
        (
            "The step is saved, but its witness {path} could not be written; do not hand out papers yet. "
            "Check that disk, "
            "and look for the case before entering it again."
        ),
    ),
    "local.wrong_key": (
        "密钥文件 {path} 不是这份数据的密钥。数据原样保留；请管理员放回原来的密钥。",
        "The key file {path} belongs to other data. This data was left as it is; put its own key back.",
    ),
    "notice.nothing": (
        "没有要告知的：这一件没有新的特别程序，也没有延期，或者告知书已经打过。要再打请用重打。",
        "Nothing to tell: no new special procedure or extension here, or its notice was printed. Reprint it instead.",
    ),
    "sending.nothing_collected": (
        "今天这个窗口还没有发出证照文书，没有可登记的。",
        "Nothing was handed out at this window today.",
    ),
    "sending.nothing_mailed": (
        "没有新交寄的邮件。先登记邮寄，再打交寄清单。",
        "Nothing new was given to a carrier. Enter what is mailed first, then print the sheet.",
    ),
    "paper.acceptance_seal": ("受理专用章", "seal for acceptance"),
    "paper.by_hand": ("当面交接", "by hand"),
    "paper.blank_grid": ("证照对位页：{form}", "Grid for blanks: {form}"),
    "paper.blank_how": (
        "打在白纸上，和空白证照叠在一起对着光看。差多少，就在设置里右移、下移多少（0.1 毫米）。",
        "Print on plain paper and hold it against the light with a blank. Set how far it is off, in 0.1 mm.",
    ),
    "paper.blank_issued_day": ("日", "day"),
    "paper.blank_issued_month": ("月", "month"),
    "paper.blank_issued_on": ("发证日期", "date of issue"),
    "paper.blank_issued_year": ("年", "year"),
    "paper.blank_issuer": ("发证机关", "issuer"),
    "paper.blank_number": ("证书编号", "certificate number"),
    "paper.blank_verify": ("二维码", "code"),
    "paper.blank_moved": ("已右移 {right} 毫米，下移 {down} 毫米", "Moved right {right} mm, down {down} mm"),
    "paper.collect_at": ("{hall}任一综合窗口", "any integrated window of {hall}"),
    "paper.court": ("有管辖权的人民法院", "the people's court that has jurisdiction"),
    "paper.id_other": ("身份证件", "identity document"),
    "paper.id_permit": ("居住证", "residence permit"),
    "paper.id_resident": ("居民身份证", "resident ID card"),
    "paper.id_uscc": ("统一社会信用代码", "unified social credit code"),
    "paper.law_other_body": (
        "《中华人民共和国行政许可法》第三十二条第一款第（二）项",
        "Administrative Licensing Law, article 32(1)(2)",
    ),
    "paper.law_refused": ("《中华人民共和国行政许可法》第三十二条", "Administrative Licensing Law, article 32"),
    "paper.law_not_required": (
        "《中华人民共和国行政许可法》第三十二条第一款第（一）项",
        "Administrative Licensing Law, article 32(1)(1)",
    ),
    "paper.recipients": ("收件人各见运单", "the recipients on the waybills"),
    "paper.review_body": ("本级人民政府", "the people's government of the same level"),
    "paper.window": ("{number} 号综合窗口", "integrated window {number}"),
    "print.certificate_spoiled": (
        "空白证 {number} 打坏了要作废：按 F10 选“作废空白证”，由另一人认定，再换新号打印。",
        "Blank {number} is spoiled and must be voided: press F10, Void a blank, with a second person.",
    ),
    "print.defect": (
        "这份单据画不出来，是软件的问题，已记入日志。案件记录都在；请告诉管理员。",
        "The paper cannot be drawn. The program is at fault; the case is whole. Tell the administrator.",
    ),
    "print.interrupted": (
        "打印时程序停了，不知道出来没有：看一眼打印机再回答。",
        "The program stopped while printing. Look at the printer, then say what came out.",
    ),
    "print.set_back": (
        "数据库还原过，这张也许还原前就打出来了：看一眼打印机和案卷再回答。",
        "The database was restored, and this paper may have come out before. Look, then say what came out.",
    ),
    "print.no_drawing": (
        "绘制纸件的程序启动不了（{why}）；纸件都留着，关掉别的程序后再试",
        "The program that draws papers does not start ({why}). All papers are kept; close other programs, try again.",
    ),
    "print.no_screen": (
        "这台打印机要开着窗口程序才能打，没有发送。请打开窗口程序。",
        "This printer prints only while the desk's window is open; nothing was sent. Open the window.",
    ),
    "print.no_such_job": ("没有这个打印任务：{job}", "There is no print job {job}."),
    "print.not_in_effect": (
        "这一步没有生效（被退回、有争议或在等），通知书不打印。在发件箱里看原因，更正后自动重打。",
        "This step is not in effect (refused, contested or waiting), so its paper is not printed. See the outbox.",
    ),
    "print.not_settled": (
        "这份还没有打出来，不算重打：先处理它。",
        "This paper has not come out yet, so it cannot be reprinted. Settle it first.",
    ),
    "print.no_question": (
        "这份不需要回答：它现在是“{state}”。",
        "There is nothing to answer about this paper: it is {state}.",
    ),
    "print.reason_missing": ("重打要写原因。", "A reprint needs a reason."),
    "refuse.no_grounds": (
        "不予受理、不受理都要写明理由。",
        "A refusal needs its grounds in writing. Enter at least one.",
    ),
    "renumbered": ("服务器换了新编号", "the server gave a new number"),
    "sign_in.lease_over": (
        "离线超过 {hours} 小时没有联系过服务器：联网登录一次再用。",
        "This desk has been without the server for more than {hours} hours. Sign in once with the network.",
    ),
    "sign_in.locked": (
        "密码错的次数太多，{minutes} 分钟后再试。",
        "Too many wrong passwords. Try again in {minutes} minutes.",
    ),
    "sign_in.unknown_offline": (
        "现在离线，这个工号没有在这台电脑上联网登录过：请先联网登录一次，或换人。",
        "The desk is offline and this clerk never signed in here with the server. Sign in once with the network.",
    ),
    "sign_in.wrong": ("工号或密码不对。", "The work number or the password is wrong."),
    "supplement.not_listed": (
        "{material} 也缺，没有列出：补正只能告知一次，要列全。",
        "{material} is missing too and is not listed. The law allows one notice, so it must name everything.",
    ),
    "supplement.nothing_listed": ("还没有列出要补的材料。", "Nothing is listed yet. List what is missing."),
    "verify.case": (
        "案件 {case} 与它的记录不符：请告诉管理员，记录为准。",
        "The case {case} is not what its records say. Tell the administrator; the records decide.",
    ),
    "verify.chain": (
        "记录链从第 {at} 条起对不上：数据可能被改过，请告诉管理员。",
        "The chain of records breaks at {at}: the data may have been altered. Tell the administrator.",
    ),
    "verify.print_head": (
        "日结单上的打印台账号 {head} 在这台窗口的台账里没有：台账可能被换过，请告诉管理员。",
        "The ledger of prints has no line {head}, though a day's sheet names it: it may have been replaced.",
    ),
    "verify.print_job": (
        "单据 {job} 的状态与打印台账不符：以台账为准，请告诉管理员。",
        "The paper {job} is not what the ledger of prints says. The ledger decides; tell the administrator.",
    ),
    "verify.print_ledger": (
        "打印台账从第 {at} 行起对不上：可能被改过，请告诉管理员。",
        "The ledger of prints breaks at line {at}: it may have been altered. Tell the administrator.",
    ),
    "supplement.unexplained": (
        "{material} 要写明哪里不对、怎么补。",
        "Say of {material} what is wrong with it and how to put it right.",
    ),
    "look.font": (
        "屏幕字体 {face} 不见了或损坏了：请重新安装本软件，数据不受影响。",
        "The screen's font {face} is missing or damaged. Install the program again; no data is touched.",
    ),
    "look.translation": (
        "英文界面文件 {file} 读不出来：请先用中文，并告诉管理员。",
        "The English of the screen ({file}) cannot be read. Use Chinese for now and tell the administrator.",
    ),
}
