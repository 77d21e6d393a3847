"""Sentences of the area `settings`: what can be set at a desk, what the administrator locked, and the devices."""

SENTENCES: dict[str, tuple[str, str]] = {
    "card.none": (
        "读卡器上没有证：放平再按 F4，或照证件输入。",
        "No card lies on the reader. Lay it flat and press F4 again, or type what it says.",
    ),
    "card.unreadable": (
        "这张证读不出来（{why}），没有填：擦一擦再读，或照证件输入。",
        "This card cannot be read ({why}) and nothing was filled in. Wipe it and try again, or type what it says.",
    ),
    "card.reader_away": (
        "读卡器没有回应（{why}）：照证件输入，办件不受影响；请管理员看一下读卡器。",
        "The card reader does not answer ({why}). Type what the card says; have the reader looked at.",
    ),
    "card.setting": (
        "设置 card_reader 写的是“{setting}”，认不出：应为 folder:目录 或 socket:主机:端口。",
        'The setting card_reader says "{setting}". It should be folder:FOLDER or socket:HOST:PORT.',
    ),
    "card.no_reader": (
        "没有设置读卡器：照证件输入；要用读卡器，在设置 Alt+P 的“设备”里填。",
        "No card reader is set. Type what the card says, or set a reader under Devices in the settings, Alt+P.",
    ),
    "paper.test_strip": (
        "尺子从一边到另一边，以毫米计；条码和二维码要能扫出下面的文字。可以扔掉。",
        "The ruler goes from edge to edge in millimetres; both codes read as printed below them. Throw it away.",
    ),
    "paper.test_title": ("打印测试页", "Printer test page"),
    "paper.test_what": (
        "四角的线离纸边 10 毫米；尺子长 100 毫米；条码和二维码要能扫出下面的文字。",
        "The corner lines stand 10 mm from the edge, the ruler is 100 mm long, and both codes read as the text below.",
    ),
    "paper.test_worth": ("这一页不是单据，可以扔掉。", "This page is no document and may be thrown away."),
    "training.no_server": (
        "练习用的窗口不登记，也不连服务器：退出练习再登记。",
        "A training desk is never enrolled and knows no server. Leave training first.",
    ),
    "training.of_training": (
        "{folder} 里是练习数据，不能当真的用：请管理员核对设置里的 data_folder。",
        "{folder} holds training data, which cannot be used as real. The administrator should check data_folder.",
    ),
    "training.real_settings": (
        "练习时设置只能看：这些是真的窗口的设置，回到真的窗口、登录以后再改。",
        "In training settings can only be read: they are those of the real window. Sign in there to change them.",
    ),
    "training.real_store": (
        "{folder} 里是真的办件，不能拿来练习：请管理员核对设置里的 data_folder。",
        "{folder} holds real cases, which are not for training. The administrator should check data_folder.",
    ),
    "shift.note_long": (
        "交代有 {found} 个字，最多 {most} 个：写要紧的，其余的记在案件里。",
        "The note has {found} signs and may have {most}. Keep what matters; the rest belongs to the cases.",
    ),
    "paper.day_title": ("日结单", "Day sheet"),
    "paper.day_note": ("给下一班的交代", "Note to the next clerk"),
    "paper.day_gives": ("交班人", "Handed over by"),
    "paper.day_takes": ("接班人", "Taken over by"),
    "queue.away": (
        "叫号系统没有回应（{why}），没有叫：再按一次不会跳号；不行就口头叫，办件不受影响。",
        "The ticket queue does not answer ({why}) and nobody was called. Press again, nobody is passed over.",
    ),
    "queue.none": (
        "没有设置叫号系统：在设置 Alt+P 的“设备”里填地址。",
        "No ticket queue is set. Give its address under Devices in the settings, Alt+P.",
    ),
    "queue.strange": (
        "叫号系统的回答看不懂（{status}），没有叫：口头叫，请管理员看一下叫号系统。",
        "The ticket queue gave no answer that makes sense ({status}). Call aloud; have the queue looked at.",
    ),
    "settings.locked": (
        "“{name}”由管理员的策略锁定（{reason}），没有改：要改请找管理员。",
        "The administrator's policy locks {name} ({reason}), so it was not changed. Ask the administrator.",
    ),
    "settings.in_environment": (
        "“{name}”由环境变量 {variable} 给出，改文件不起作用，没有改：请管理员改那个变量。",
        "The variable {variable} sets {name}, so the file would have no effect. The administrator can change it.",
    ),
    "settings.file_only": (
        "“{name}”决定打开哪一份数据，不在这里改：请管理员关掉程序，在 {path} 里改。",
        "{name} decides which data is opened and is not changed here. The administrator sets it in {path}.",
    ),
    "settings.not_saved": (
        "设置没有保存，{path} 写不进去（{why}）：请管理员检查那个目录。",
        "The setting was not saved: {path} cannot be written ({why}). The administrator should look at that folder.",
    ),
}
